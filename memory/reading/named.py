"""Whose a name or a home is by the grammar of its clause, where the tagger says otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memory.reading.mentions import mention_of
from memory.reading.reading import Mention, Span

_PERSON = re.compile(r"\b(?:i|i'm|im|i've|me|we|us|myself)\b", re.I)
_OWN = re.compile(r"\bmy (?:\w+ )?name\b(?!.*\b(?:my|our)\b)|\b(?:i'm|i am|im|call me|i'm called)\W{0,9}\Z", re.I)
_OPENS_MINE = re.compile(
    r"\W{0,9}(?:(?:and|but|so|oh|yes|yeah|well|now|then)\W{1,9}){0,4}(?:i|i'm|im|i've|ive|we|we're|we've)\b", re.I
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
_PART_ENDS = re.compile(r"[.,!?;:\n]")
_PRONOUN = re.compile(
    r"\b(?:(?:i|we|you|he|she|it|they)(?:'?(?:m|re|ve|d|ll|s))?|my|our|your|his|her|its|their)\b", re.I
)
_GIVES_NAME = re.compile(
    r"\b(?i:names?|call|calls|called|nickname|go by|goes by|known as|will do|is fine)\b"
    r"|\b(?i:i'?m|i am|it'?s|it is|this is|just) [A-Z\u00c0-\u00de]"
)
_OF_ONESELF = re.compile(
    r"\b(?:names?|named|call|calls|called|nick\w{0,9}|go by|goes by|known as|i'?m|i am|it'?s|it is|this is|here)\b",
    re.I,
)


def asks_name(line: str | None) -> bool:
    """Whether a line of the bot asks what to call the person."""
    return line is not None and _ASKS.search(line.replace("\u2019", "'")) is not None


def may_answer_name(text: str) -> bool:
    """Whether a message may give the name that was asked for. One whose first part speaks of somebody with a pronoun,
    and says nothing of a name, is read without that question, after which a tagger takes whatever is told for one."""
    first = _PART_ENDS.split(text.strip(), maxsplit=1)[0].replace("\u2019", "'")
    return _PRONOUN.search(first) is None or len(first.split()) <= 2 or _GIVES_NAME.search(first) is not None


def names_oneself(clause: str) -> bool:
    """Whether a clause can give the person's own name, unasked: it says so, or is a word or two alone."""
    return len(clause.split()) <= 2 or _OF_ONESELF.search(clause.replace("\u2019", "'")) is not None


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
    holds = next((one for one in named if one.words.start <= value.start and value.end <= one.words.end), None)
    if who and holds and who.words.end <= value.start and holds is not who:
        return holds  # "my brother Karl is a nurse and my brother Emil a chef": Emil is none of Karl's names
    if who or _PERSON.search(before):
        return who
    return min((one for one in named if one.words.end <= value.start), key=lambda one: one.words.start, default=None)


def is_own(text: str, clause: Span, value: Span, who: Mention, attribute: str) -> bool:
    """Whether it is the person's by how its clause begins, or theirs, too, with whom they live.

    "I moved to Hull with my sister", and "we live in Hull now" after a clause that tells of her.
    """
    before = text[clause.start : value.start].replace("\u2019", "'")
    opened = _OPENS_MINE.match(before)
    if attribute == "home" and value.end <= who.words.start:
        between = text[value.end : who.words.start]
        return opened is not None or _WITH.search(between) is not None
    plain = (
        attribute in _OWN_BY_VERB and opened is not None and _OWN_BY_VERB[attribute].fullmatch(before[opened.end() :])
    )
    return bool(plain) and not clause.start < who.words.end <= value.start


_WITH = re.compile(r"\s(?:with|w/?)\W+(?:my|our)?\W*\Z", re.I)
_HEADS = r"\W*(?:(?:now|also|still|just|all|both|currently)\W+)*"
_OWN_BY_VERB = {
    "home": re.compile(_HEADS + r"(?:live|living|moved|settled|stay|based)?(?:\s+(?:in|at|to|near|by))?\s*", re.I),
    "employer": re.compile(_HEADS + r"(?:work|working|worked)?(?:\s+(?:at|for|in))?\s*", re.I),
    "job": re.compile(_HEADS + r"(?:work\w*\s+(?:as|at|for)|am|are)?(?:\s+an?)?\s*", re.I),
    "age": re.compile(_HEADS + r"(?:am|turned|turn)?\s*", re.I),
}


def _made(text: str, span: Span) -> Mention:
    """Whom the tagger missed: one of the relations, else a pet."""
    words = text[span.start : span.end]
    found = mention_of(span, words)
    return found if found.relation else mention_of(span, words, "animal")
