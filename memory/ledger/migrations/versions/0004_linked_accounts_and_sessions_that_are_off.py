"""Linked accounts, and sessions that are off"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("incognito", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    # "off" was for good; it is for a session now, and "paused" is what lasts.
    op.execute("UPDATE people SET remembering = 'paused' WHERE remembering = 'off'")
    op.create_table(
        "links",
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        sa.Column("consented_at", sa.DateTime(), nullable=False),
        sa.Column("consent_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["people.user_id"], name=op.f("fk_links_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_links")),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_links_person"), ["person"], unique=False)
