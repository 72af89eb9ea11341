"""The part of a message that says something: whole words, as short as a clause allows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from memory.reading.reading import Span

LONG = 140
"""Of a clause longer than this the part that holds what is told is quoted."""

_JOINT = re.compile(
    r"[,;:.!?…\n]+\s*|(?<!\s)\s+(?=(?:and|but|so|because|cos|cause|which|then|n)\b)|(?<!\s)\s+-+\s+", re.I
)
_TRIM = " \t\r\n,;:-–—•*"


def quote_of(text: str, clause: Span, parts: Iterable[Span]) -> Span:
    """The clause, or of a long one the part of it that holds all `parts`."""
    held = [one for one in parts if clause.start <= one.start and one.end <= clause.end and one.end > one.start]
    if clause.end - clause.start <= LONG or not held:
        return trimmed(text, clause)
    first, last = min(one.start for one in held), max(one.end for one in held)
    joints = [found.end() for found in _JOINT.finditer(text, clause.start, clause.end)]
    begin = max((at for at in joints if at <= first), default=clause.start)
    ends = [found.start() for found in _JOINT.finditer(text, clause.start, clause.end)]
    end = min((at for at in ends if at >= last), default=clause.end)
    return trimmed(text, Span(begin, end))


def trimmed(text: str, span: Span) -> Span:
    """`span` in whole words, without the blanks and commas at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in _TRIM:
        start += 1
    while start < end and text[end - 1] in _TRIM:
        end -= 1
    if start >= end:
        return span
    while start > 0 and _within_word(text, start):
        start -= 1
    while end < len(text) and _within_word(text, end):
        end += 1
    return Span(start, end)


def _within_word(text: str, at: int) -> bool:
    return (text[at - 1].isalnum() or text[at - 1] == "'") and (text[at].isalnum() or text[at] == "'")


_EDGES = re.compile(r"^[\s\"“”'‘’(\[*_~-]+|[\s\"“”'‘’)\]*_~.,;:!?…-]+$")
_MARKS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200b-\u200f]+")


def clean(value: str) -> str:
    """A value without quotation marks, emoji and line breaks."""
    said = " ".join(_MARKS.sub(" ", value).split())
    bare = _EDGES.sub("", _EDGES.sub("", said))
    return bare or said
