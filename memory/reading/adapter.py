"""The taught reader behind the face of `Reader`, for the service and its workers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from memory.models import Memory, Understood
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
        return replace(told, crisis=self._rules.is_crisis(reading.text), reading=reading)

    def reading(
        self, text: str, *, sent_at: datetime, timezone: str = "UTC", in_reply_to: str | None = None
    ) -> Reading:
        """What `text` says, clause by clause."""
        return self._reader.read(text, Context(sent_at, timezone, in_reply_to))

    def ask(self, text: str, *, asked_at: datetime, timezone: str = "UTC") -> Question:
        """What a question asks for, as `Reader.ask`."""
        return self._rules.ask(text, asked_at=asked_at, timezone=timezone)


def open_reader(crisis: Sequence[re.Pattern[str]] = (), *, export: Path | None = None) -> ReadingReader:
    """The taught reader; `export` is the folder of the tagger's export, set-up's where it is not given.

    Raises:
        FileNotFoundError: the tagger was not exported.
    """
    from memory.reading.reader import TaughtReader
    from memory.reading.taught import Tagger
    from memory.reading.taught.export import export_folder

    return ReadingReader(TaughtReader(Tagger.load(export or export_folder())), crisis=crisis)
