"""The taught reader behind the face of `Reader`, for the service and its workers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from memory.models import Memory, Understood
from memory.reading.asked import what_is_asked
from memory.reading.reading import Context, MessageReader, Reading
from memory.reading.understood import understood
from memory.understand.question import Question
from memory.understand.reader import Reader


class ReadingReader:
    """Understands by a `MessageReader`; questions, and the words of a crisis, as `Reader` does."""

    def __init__(self, reader: MessageReader, *, crisis: Sequence[re.Pattern[str]] = ()) -> None:
        self._reader, self._rules = reader, Reader(crisis=crisis)

    def read(
        self,
        text: str,
        *,
        sent_at: datetime,
        timezone: str = "UTC",
        in_reply_to: str | None = None,
        known: Sequence[Memory] = (),
    ) -> Understood:
        """What `text` tells, as `Reader.read`."""
        reading = self.reading(text, sent_at=sent_at, timezone=timezone, in_reply_to=in_reply_to)
        return self.told(reading, Context(sent_at, timezone, in_reply_to), known)

    def told(self, reading: Reading, context: Context, known: Sequence[Memory] = ()) -> Understood:
        """What a reading tells."""
        told = understood(reading, context, known=known, nlp=self._rules.model())
        return replace(told, crisis=self._rules.is_crisis(reading.text))

    def reading(
        self, text: str, *, sent_at: datetime, timezone: str = "UTC", in_reply_to: str | None = None
    ) -> Reading:
        """What `text` says, clause by clause."""
        return self._reader.read(text, Context(sent_at, timezone, in_reply_to))

    def ask(self, text: str, *, asked_at: datetime, timezone: str = "UTC") -> Question:
        """What a question asks for: by the rules of `Reader.ask`, and by a reading of it."""
        question = self._rules.ask(text, asked_at=asked_at, timezone=timezone)
        return replace(question, asked=what_is_asked(self.reading(text, sent_at=asked_at, timezone=timezone)))
