"""Moves, and levels by channel"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("levels", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("people", sa.Column("check_in_days", sa.Integer(), nullable=True))
    op.create_table(
        "moves",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("memory_id", sa.String(length=32), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("told_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_moves_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
    )
    op.create_index(op.f("ix_moves_user_id_made_at"), "moves", ["user_id", "made_at"])
