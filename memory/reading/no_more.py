"""What is said to hold no longer: "I don't live in Porto any more"."""

from __future__ import annotations

import re

from memory.reading.normalise import normalise
from memory.reading.reading import Span

_PART = re.compile(r"[,;:.!?]+|\b(?:and|but|because|so|since|which|who|if|when|though)\b", re.I)
_NOT = r"(?:\b(?:not|never|cannot|(?:do|does|did|is|are|was|were|can|could|will|would|has|have|had|ai)nt)\b|n't\b)"
_NO_MORE = re.compile(rf"\bno longer\b|{_NOT}.*\bany ?more\b", re.I)

IN_THE_ATTRIBUTE = frozenset({"dislikes", "cannot_eat"})
"""Attributes whose own words deny something: "I don't like tea any more" is a dislike that holds."""


def holds_no_more(text: str, clause: Span, value: Span) -> bool:
    """Whether the part of `clause` with `value` says so. Of 19 such facts of the annotated voices all are denied."""
    begin, end = clause.start, clause.end
    copy = normalise(text[begin:end])
    for part in _PART.finditer(copy.text):
        at = copy.back(part.start(), part.end())
        if clause.start + at.end <= value.start:
            begin = clause.start + at.end
        elif clause.start + at.start >= value.end:
            end = clause.start + at.start
            break
    return _NO_MORE.search(normalise(text[begin:end]).text) is not None
