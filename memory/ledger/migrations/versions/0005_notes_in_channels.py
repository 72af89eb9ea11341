"""Whether what is told where others read along is noted"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("note_in_channels", sa.Boolean(), server_default=sa.text("0"), nullable=False))
