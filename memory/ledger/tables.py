"""The ledger's tables. A change here needs a migration in migrations/versions; a test compares the two."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    true,
)
from sqlalchemy.types import TypeDecorator

FORGOTTEN = ""
"""In the place of a memory's id: a message that is delivered once more brings nothing back that was forgotten."""


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in, aware UTC out; SQLite itself forgets the time zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None else value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return value if value is None else value.replace(tzinfo=timezone.utc)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

people = Table(
    "people",
    metadata,
    Column("user_id", String(200), primary_key=True),
    Column("pseudonym", String(32), nullable=False, unique=True),  # what the index knows the person by
    Column("remembering", String(10), nullable=False),
    Column("sensitive", String(10), nullable=False),
    Column("level", String(20), nullable=False),
    Column("levels", JSON, nullable=False, server_default="{}"),  # by channel, where they differ
    Column("check_in_days", Integer),
    Column("note_in_channels", Boolean, nullable=False, server_default=false()),  # what is told where others read along
    Column("retention_days", Integer),
    Column("timezone", String(64), nullable=False),
    Column("consented_at", UtcDateTime),
    Column("consent_text", Text),
    Column("incognito", Boolean, nullable=False, server_default=false()),  # off, for the session that runs
)

# Which accounts are one person: all that have the same `person`, a random id. What is told stays with its account, so
# that a link is made and undone in this table alone.
links = Table(
    "links",
    metadata,
    Column("account", String(200), ForeignKey("people.user_id"), primary_key=True),
    Column("person", String(32), nullable=False),
    Column("linked_at", UtcDateTime, nullable=False),
    Column("consented_at", UtcDateTime, nullable=False),
    Column("consent_text", Text, nullable=False),
    Column(
        "profile_before", JSON(none_as_null=True)
    ),  # what was decided in the account before, for a day, so that it can be undone
    Column("announced", Boolean, nullable=False, server_default=true()),  # whether the account's chat has said so
    Index(None, "person"),
)

memories = Table(
    "memories",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user_id", String(200), ForeignKey("people.user_id"), nullable=False),
    Column("quote", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("category", String(20), nullable=False),
    Column("slot_entity", Text),
    Column("slot_relation", Text),
    Column("slot_attribute", Text),
    Column("slot_value", Text),
    Column("about_from", Date),
    Column("about_to", Date),
    Column("about_phrase", Text),
    Column("told_at", UtcDateTime, nullable=False),
    Column("channel", String(40), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("in_reply_to", Text),
    Column("drew_on", JSON, nullable=False, server_default="[]"),  # ids of the memories that this line rests on
    Column("sensitivity", String(40)),
    Column("status", String(10), nullable=False),
    Column("supersedes", String(32)),
    Column("seen", Integer, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("imported_at", UtcDateTime),
    Column("imported_from", String(20)),  # the channel that the file named
    Column("who_id", String(32)),  # which of the cast it is of, none for the person
    Column("who_kind", String(10)),
    Column("who_name", Text),  # as this memory itself calls them: see `Who`
    Column("who_relation", Text),
    Column("who_words", Text),
    Column("who_same_as", String(32)),
    Column("attribute", String(60)),
    Column("value", Text),
    Column("modality", String(10), nullable=False, server_default="holds"),
    Column("negated", Boolean, nullable=False, server_default=false()),
    Column("repeats", String(40)),
    Column("weight", Integer, nullable=False, server_default="1"),
    Column("ended_on", Date),  # when it was told that it holds no longer
    Column("reading", Integer, nullable=False, server_default="0"),  # which reading made its fields; 0 none yet
    Column("vectors", LargeBinary, nullable=False),  # float32, quote then quote in its context
    Column("model", String(200), nullable=False),  # that made the vectors
    Index(None, "user_id", "told_at"),
    Index(None, "expires_at"),
)

# Which memories a message became, so that the same message twice is noted once. Holds no words.
messages = Table(
    "messages",
    metadata,
    Column("user_id", String(200), ForeignKey("people.user_id"), primary_key=True),
    Column("message_id", String(200), primary_key=True),
    Column("memory_id", String(32), primary_key=True),
    Column("received_at", UtcDateTime, nullable=False),
)

uses = Table(
    "uses",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user_id", String(200), ForeignKey("people.user_id"), nullable=False),
    Column("memory_id", String(32), nullable=False),
    Column("reply_id", String(200), nullable=False),
    Column("used_at", UtcDateTime, nullable=False),
    Column("channel", String(40), nullable=False),
    Index(None, "user_id", "used_at"),
    Index(None, "memory_id"),
)

# What the bot did of its own accord: asked, gave, suggested. Ids and names of authored things only, no words.
moves = Table(
    "moves",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user_id", String(200), ForeignKey("people.user_id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("item", String(100), nullable=False),
    Column("memory_id", String(32)),
    Column("channel", String(40), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("answer", String(10)),
    Column("answered_at", UtcDateTime),
    Column("told_id", String(32)),
    Index(None, "user_id", "made_at"),
)

# What is being forgotten, until nothing of it is left: written before the first of it goes, so that a crash in the
# middle is made good at the next start. Ids only.
erasures = Table(
    "erasures",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user_id", String(200), nullable=False),
    Column("pseudonym", String(32)),
    Column("memory_ids", JSON, nullable=False),
    Column("person", Boolean, nullable=False),
)
