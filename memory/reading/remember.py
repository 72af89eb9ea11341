""" "Remember that the bins go out on Tuesday": what is asked to be kept is kept, whatever it is about."""

from __future__ import annotations

import re

from memory.reading.quotes import clean, trimmed
from memory.reading.reading import Fact, Span

_OPENS = (
    r"(?:(?:and|but|so|oh|ok|okay|yes|yeah|also|please|pls|plz|right|well|hey|now|btw|by the way|can|could|will|would"
    r"|you|u|just|bruh|bro|i want you to|i need you to|i'd like you to)\b[\s,.!-]*)*"
)
_ASKS = re.compile(
    rf"^\W*{_OPENS}(?:remember|remind me|don'?t (?:you )?(?:forget|let me forget)|do not forget|never forget"
    r"|(?:keep|bear) in mind|(?:make|take|put down|write down) (?:a )?(?:note|this)|note(?: down)?|jot down|write down"
    r"|put down|save|keep|log|add)\b"
    r"(?:\W+(?:of|for me|for later|it down|down|that|this|also|please|in|to your notes|somewhere|the fact that))*"
    r"[\s:,.–-]*",
    re.I,
)
_LATE = re.compile(
    r"(?<![\s,.;:–-])[\s,.;:–-]+(?:(?:please|pls|plz|and|so|can you|could you) )*"
    r"(?:remember|note|keep|save|write(?: down)?|don'?t forget)"
    r"(?: (?:that|this|it))?(?: (?:please|down|pls|ok|for me))*\W*$",
    re.I,
)
_NOTHING = re.compile(
    r"^(?:that|this|it|these|them|all|everything|both|ok|okay|please|too|for me|one|the|last|bit|\W)*$", re.I
)


_POINTS = re.compile(
    r"(?:it|that|this|them|these|those|yes|yeah|ok|okay)\b|(?:.{0,20}\b)?(?:you|u) (?:can|may|could)\W*$", re.I
)
_SUBJECT = re.compile(r"(?:i|im|i['’]?(?:m|ve|ll|d)|we|we['’](?:re|ve|ll)|he|she|they)\W+\w", re.I)
_NAMES = re.compile(r"(?:thing|one|time|bit|part|day|guy|man|woman|person|is|was)\b", re.I)
"""After "that" no statement but what is meant: "that thing about Ana"."""
_TOLD = re.compile(r"\b(?:i|we)(?:['’]?ve| have| had)? (?:said|told|mentioned|asked)\b", re.I)
"""Words that speak of what was told before, and so ask for it."""

WORDS = 3
"""Fewer point at what was told before: "keep the flat", "yes, note it"."""


def to_remember(text: str, clause: Span, confidence: float, following: Span | None) -> Fact | None:
    """What follows the request in its clause, else in the clause after it; None where nothing does."""
    words = text[clause.start : clause.end]
    asks = _ASKS.match(words)
    begin, end = (asks.end() if asks else 0), len(words)
    if not asks and (late := _LATE.search(words)):
        end = late.start()
    if _NOTHING.match(words[begin:end]) or not (asks or end < len(words)):
        if following is None or not asks:
            return None
        span = trimmed(text, following)
    else:
        span = trimmed(text, Span(clause.start + begin, clause.start + end))
    span = Span(span.start, span.start + len(text[span.start : span.end].rstrip("? ")))  # the mark asks for the keeping
    value = clean(text[span.start : span.end])
    if len(value.split()) < WORDS or _POINTS.match(value):
        return None
    return Fact(span, None, "other", span, value, weight=2, confidence=confidence)


def states(words: str) -> bool:
    """Whether a clause asks by its form for what it states to be kept: "remember that I park on level 4".

    "Can you remember what she is called?" and "remember my birthday?" state nothing.
    """
    asks = _ASKS.match(words)
    if not asks or _TOLD.search(words, asks.end()):
        return False
    that = words[: asks.end()].lower().rstrip().endswith("that") and not _NAMES.match(words, asks.end())
    return that or _SUBJECT.match(words, asks.end()) is not None
