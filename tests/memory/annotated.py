"""A message with its annotation, read by the reader that stands around a tagger which sees all of that."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from memory.reading import Context, Reading
from memory.reading.adapter import ReadingReader
from memory.reading.reader import TaughtReader
from memory.reading.taught import Tagged
from training.gold import GoldTagger
from training.reader.gold import read_examples

SAID_AT = datetime(2026, 11, 30, 9, 0, tzinfo=timezone.utc)
"""A Monday."""


class SeesAnything:
    """A tagger that sees whatever it is told to, in whatever text."""

    def __init__(self, tagged: Tagged) -> None:
        self._tagged = tagged

    def tag(self, text: str, in_reply_to: str | None = None) -> Tagged:
        return self._tagged


def tagger(*messages: tuple[str, str, str | None]) -> GoldTagger:
    """What annotations in the format of ANNOTATION.md have a perfect tagger see; of each message its text, its
    annotation, and the line that it answers."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "v999.jsonl"
        same = {"voice": "v999", "talk": 1, "at": "2026-11-30T09:00"}
        path.write_text("\n".join(json.dumps({**same, "bot": bot, "text": text}) for text, _, bot in messages))
        told = [f"= {number}\n{annotation}" for number, (_, annotation, _) in enumerate(messages, 1)]
        path.with_suffix(".ann").write_text("\n".join(told) + "\n")
        return GoldTagger(list(read_examples(path)))


def read(text: str, annotation: str, bot: str | None = None, at: datetime = SAID_AT) -> Reading:
    """The reading of one message."""
    return TaughtReader(tagger((text, annotation, bot))).read(text, Context(at, in_reply_to=bot))


def reader(text: str, annotation: str, bot: str | None = None) -> ReadingReader:
    """The same, beside the parser."""
    return ReadingReader(TaughtReader(tagger((text, annotation, bot))))


def reader_of(*told: tuple[str, str]) -> ReadingReader:
    """A reader of several messages, each a clause that tells, given with the annotation of its facts."""
    return ReadingReader(TaughtReader(tagger(*((text, f"{text} :: {facts}", None) for text, facts in told))))
