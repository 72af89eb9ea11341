"""What the tests of understanding share: a day, a place, and what a message tells there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from memory.models import Memory, Told
from memory.understand import Reader
from memory.understand.sentences import Clause

SENT_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def told(reader: Reader, text: str, in_reply_to: str | None = None, known: tuple[Memory, ...] = ()) -> tuple[Told, ...]:
    return reader.read(text, sent_at=SENT_AT, timezone="Europe/Lisbon", in_reply_to=in_reply_to, known=known).told


def remembered(one: Told, minutes_ago: int = 1) -> Memory:
    told_at = SENT_AT - timedelta(minutes=minutes_ago)
    return Memory("a" * 32, "ana", one.quote, one.statement, one.category, one.slot, one.about, told_at, "web", "m")


def whole(reader: Reader, text: str) -> Clause:
    """A text as one clause, uncut."""
    return Clause(0, len(text), text, tuple(reader._parse(text)), "", last=True)
