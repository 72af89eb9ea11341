"""A line of the bot is kept with the ids of the memories that it drew on"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("memories", sa.Column("drew_on", sa.JSON(), server_default="[]", nullable=False))
