"""The ledger: the truth about what was told. SQLAlchemy on SQLite, migrated by Alembic when it is opened."""

from memory.ledger.ledger import Ledger
from memory.ledger.memories import Noted

__all__ = ["Ledger", "Noted"]
