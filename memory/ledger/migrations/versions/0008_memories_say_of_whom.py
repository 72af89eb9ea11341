"""A memory says of whom it is, what it says of them, and until when that held"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("memories", sa.Column("who_id", sa.String(length=32), nullable=True))
    op.add_column("memories", sa.Column("who_kind", sa.String(length=10), nullable=True))
    for name in ("who_name", "who_relation", "who_words"):
        op.add_column("memories", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("memories", sa.Column("who_same_as", sa.String(length=32), nullable=True))
    op.add_column("memories", sa.Column("attribute", sa.String(length=60), nullable=True))
    op.add_column("memories", sa.Column("value", sa.Text(), nullable=True))
    op.add_column("memories", sa.Column("modality", sa.String(length=10), server_default="holds", nullable=False))
    op.add_column("memories", sa.Column("negated", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.add_column("memories", sa.Column("repeats", sa.String(length=40), nullable=True))
    op.add_column("memories", sa.Column("weight", sa.Integer(), server_default="1", nullable=False))
    op.add_column("memories", sa.Column("ended_on", sa.Date(), nullable=True))
    # 0: read by nobody yet. They are read anew in the background, a row at a time, and keep their ids.
    op.add_column("memories", sa.Column("reading", sa.Integer(), server_default="0", nullable=False))
