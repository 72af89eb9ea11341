"""Whose a name or a home is by the grammar of its clause, where the tagger says otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memory.reading.mentions import mention_of
from memory.reading.reading import Mention, Span

_PERSON = re.compile(r"\b(?:i|i'm|im|i've|me|we|us|myself)\b", re.I)
_OWN = re.compile(r"\bmy (?:\w+ )?name\b(?!.*\b(?:my|our)\b)|\b(?:i'm|i am|im|call me|i'm called)\W*\Z", re.I)
_OPENS_MINE = re.compile(
    r"\W*(?:(?:and|but|so|oh|yes|yeah|well|now|then)\W+)*(?:i|i'm|im|i've|ive|we|we're|we've)\b", re.I
)
_CALLED = re.compile(
    r"\b(?P<who>(?:my|our)\s+(?:\w+\s+){0,2}\w+?)(?:\s*'s\s+name|\s+(?:is|was|are)\s+(?:called|named))\b[^,;.!?]*\Z",
    re.I,
)
""" "my sister is called ", "my sister's name is "."""
_ASKS = re.compile(
    r"(?:what(?:'s| is) your name|your name|what (?:should|shall|can|may|do|would) (?:i|we|people|you)\b.*\bcall"
    r"|call you|who are you|who am i)[^?.!]*\?",
    re.IGNORECASE,
)


def asks_name(line: str | None) -> bool:
    """Whether a line of the bot asks what to call the person."""
    return line is not None and _ASKS.search(line.replace("\u2019", "'")) is not None


def whose_name(
    text: str, clause: Span, value: Span, mentions: Sequence[Mention], who: Mention | None
) -> Mention | None:
    """Whose name `value` is: by the grammar of "my name is", "my sister is called"; else `who`, by the tagger.

    Where that is the person and no word before the name means them, it is of the one named first.
    """
    before = text[clause.start : value.start].replace("\u2019", "'")
    if _OWN.search(before):
        return None
    named = [one for one in mentions if one.kind in ("person", "animal") and clause.start <= one.words.start]
    if called := _CALLED.search(before):
        said = Span(clause.start + called.start("who"), clause.start + called.end("who"))
        tagged = (one for one in named if one.words.start <= said.start < one.words.end <= value.start)
        return next(tagged, None) or _made(text, said)
    if who or _PERSON.search(before):
        return who
    return min((one for one in named if one.words.end <= value.start), key=lambda one: one.words.start, default=None)


def is_own_home(text: str, clause: Span, value: Span, who: Mention) -> bool:
    """Whether it is the person's, too, with whom they live: "I moved to Hull with my sister"."""
    return value.end <= who.words.start and _OPENS_MINE.match(text[clause.start : value.start]) is not None


def _made(text: str, span: Span) -> Mention:
    """Whom the tagger missed: one of the relations, else a pet."""
    words = text[span.start : span.end]
    found = mention_of(span, words)
    return found if found.relation else mention_of(span, words, "animal")
