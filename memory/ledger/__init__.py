"""The ledger: the truth about what was told. SQLAlchemy on SQLite, migrated by Alembic when it is opened."""

from memory.ledger.ledger import Ledger, Noted

__all__ = ["Ledger", "Noted"]
