"""A message with its annotation, read by the reader that stands around a tagger which sees all of that."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from memory.reading import Context, Reading
from memory.reading.adapter import ReadingReader
from memory.reading.reader import TaughtReader
from training.gold import GoldTagger
from training.reader.gold import read_examples

SAID_AT = datetime(2026, 11, 30, 9, 0, tzinfo=timezone.utc)
"""A Monday."""


def tagger(text: str, annotation: str, bot: str | None = None) -> GoldTagger:
    """What an annotation of one message, in the format of ANNOTATION.md, has a perfect tagger see."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "v999.jsonl"
        row = {"voice": "v999", "talk": 1, "at": "2026-11-30T09:00", "bot": bot, "text": text}
        path.write_text(json.dumps(row))
        path.with_suffix(".ann").write_text(f"= 1\n{annotation}\n")
        return GoldTagger(list(read_examples(path)))


def read(text: str, annotation: str, bot: str | None = None, at: datetime = SAID_AT) -> Reading:
    """The reading of one message."""
    return TaughtReader(tagger(text, annotation, bot)).read(text, Context(at, in_reply_to=bot))


def reader(text: str, annotation: str, bot: str | None = None) -> ReadingReader:
    """The same behind the face of `Reader`."""
    return ReadingReader(TaughtReader(tagger(text, annotation, bot)))
