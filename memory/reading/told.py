"""A clause that surely tells, of which the tagger names no fact: its words are kept as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from memory.reading.named import asks_name
from memory.reading.normalise import normalise
from memory.reading.quotes import clean, trimmed
from memory.reading.reading import Fact, Mention, Span

_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|we|we're|we've|we'll|me|us)\b", re.I)
_DENIES = re.compile(
    r"\W{0,9}(?:(?:and|but|so|well|oh)\W{1,9}){0,4}(?:i|we|he|she|they|it)\s{1,4}(?:really |also |actually )?"
    r"(?:(?:do|did|does|have|has|am|are|is|was|were|can|could|will|wo|would)(?:n't| not)|never)\b",
    re.I,
)
_WORDS = 2
"""A clause of fewer words says nothing without the one before it."""


PERHAPS = 0.5
"""How sure it is that a word alone is the name that was asked for."""


def told_in_words(
    text: str, clause: Span, mentions: Sequence[Mention], acts: Mapping[str, float], line: str | None
) -> Fact | None:
    """The clause as a fact of the attribute `other`; of whoever is named first in it.

    A word alone, where `line` asks for the person's name, is perhaps that; several that only answer it are no name, and
    tell nothing ("rather not").
    """
    chance = max(acts.get(name, 0.0) for name in ("tell", "answer.value"))
    quote = trimmed(text, clause)
    value = clean(text[quote.start : quote.end])
    if not any(mark.isalpha() for mark in value):
        return None
    if len(value.split()) < _WORDS:
        return Fact(quote, None, "name", quote, value, confidence=PERHAPS) if asks_name(line) else None
    if asks_name(line) and acts.get("tell", 0.0) < acts.get("answer.value", 0.0):
        return None
    denied = _DENIES.match(normalise(value).text) is not None
    return Fact(quote, _whose(text, clause, mentions), "other", quote, value, negated=denied, confidence=chance)


def _whose(text: str, clause: Span, mentions: Sequence[Mention]) -> Mention | None:
    copy = normalise(text[clause.start : clause.end])
    person = _PERSON.search(copy.text)
    first = copy.back(person.start(), person.end()).start + clause.start if person else clause.end
    named = [one for one in mentions if one.kind in ("person", "animal") and clause.start <= one.words.start < first]
    return min(named, key=lambda one: one.words.start, default=None)
