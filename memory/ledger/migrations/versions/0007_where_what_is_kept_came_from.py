"""Which memories were imported, and what undoing a link needs"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("memories", sa.Column("imported_at", sa.DateTime(), nullable=True))
    op.add_column("memories", sa.Column("imported_from", sa.String(length=20), nullable=True))
    op.add_column("links", sa.Column("profile_before", sa.JSON(), nullable=True))
    op.add_column("links", sa.Column("announced", sa.Boolean(), server_default=sa.text("1"), nullable=False))
