"""The first ledger"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("user_id", sa.String(length=200), nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("remembering", sa.String(length=10), nullable=False),
        sa.Column("sensitive", sa.String(length=10), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("consented_at", sa.DateTime(), nullable=True),
        sa.Column("consent_text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_people")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_people_pseudonym")),
    )
    op.create_table(
        "memories",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=200), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("slot_entity", sa.Text(), nullable=True),
        sa.Column("slot_relation", sa.Text(), nullable=True),
        sa.Column("slot_attribute", sa.Text(), nullable=True),
        sa.Column("slot_value", sa.Text(), nullable=True),
        sa.Column("about_from", sa.Date(), nullable=True),
        sa.Column("about_to", sa.Date(), nullable=True),
        sa.Column("about_phrase", sa.Text(), nullable=True),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("in_reply_to", sa.Text(), nullable=True),
        sa.Column("sensitivity", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("supersedes", sa.String(length=32), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_memories_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memories")),
    )
    with op.batch_alter_table("memories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memories_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_memories_user_id_told_at"), ["user_id", "told_at"], unique=False)

    op.create_table(
        "messages",
        sa.Column("user_id", sa.String(length=200), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("memory_id", sa.String(length=32), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_messages_user_id")),
        sa.PrimaryKeyConstraint("user_id", "message_id", "memory_id", name=op.f("pk_messages")),
    )
    op.create_table(
        "uses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=200), nullable=False),
        sa.Column("memory_id", sa.String(length=32), nullable=False),
        sa.Column("reply_id", sa.String(length=200), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["people.user_id"], name=op.f("fk_uses_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uses")),
    )
    with op.batch_alter_table("uses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uses_memory_id"), ["memory_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_uses_user_id_used_at"), ["user_id", "used_at"], unique=False)
