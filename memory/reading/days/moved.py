"""To which day something was put: what was moved "from Tuesday to Thursday" is ahead, on the Thursday."""

from __future__ import annotations

import re
from pathlib import Path

from memory.reading.reading import Span

_WORDS = Path(__file__).parents[1] / "words" / "moved.txt"
_MOVED = re.compile(rf"\b(?:{'|'.join(_WORDS.read_text(encoding='utf-8').split())})\b", re.I)
_TO = re.compile(r"\b(?:to|till|until|for)\s+(?:the\s+)?\Z", re.I)
_INSIDE = re.compile(r"\A.*\b(?:to|till|until)\s+(?=\S)", re.I | re.S)

_FROM = re.compile(r"\bfrom\s+\S.*\Z", re.I | re.S)


def moved_to(text: str, clause: Span, phrase: Span) -> Span | None:
    """The words of the new day in a clause that says that something was moved to `phrase`; None where it does not."""
    if not _MOVED.search(text[clause.start : phrase.start]):
        return None
    inside = _INSIDE.match(text[phrase.start : phrase.end])
    if inside and _FROM.search(text[clause.start : phrase.start + inside.end()]):
        return Span(phrase.start + inside.end(), phrase.end)
    return phrase if _TO.search(text[clause.start : phrase.start]) else None
