""" "Remember that the bins go out on Tuesday": what is asked to be kept is kept, whatever it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from memory.reading.normalise import normalise
from memory.reading.quotes import clean, trimmed
from memory.reading.reading import Fact, Span
from memory.reading.taught.tagged import ClauseTag, Tagged

_WORDS = Path(__file__).parent / "words" / "requests.yml"
_POINTERS = r"(?: (?:that|this|it|these|those|them|all|for me|please))*"
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

FORGETS = frozenset({"want.forget", "want.rest", "want.off_record"})
MAY = frozenset({"can", "could", "will", "would", "please"})
WORDS = 2
"""Fewer are no note that anybody would understand later."""


@dataclass(frozen=True)
class Requests:
    """requests.yml, made into expressions: a request before what is to be kept, and one after it."""

    first: re.Pattern[str]
    marked: re.Pattern[str]
    last: re.Pattern[str]
    told: frozenset[str]
    empty: frozenset[str]


def with_requests(tagged: Tagged, text: str) -> Tagged:
    """What the tagger sees, with what needs no likelihood: "don't forget that ..." asks to remember, and not to forget.

    A question is left alone ("remember when we met?"), and "save" and the like are too: they ask for many things.
    """
    return replace(tagged, clauses=tuple(_with_request(one, text) for one in tagged.clauses))


def _with_request(clause: ClauseTag, text: str) -> ClauseTag:
    said = normalise(text[clause.start : clause.end]).text
    if not _asks_plainly(said):
        return clause
    content = content_of(text, Span(clause.start, clause.end))
    if content is None or content.start == content.end:
        return clause
    acts = {name: chance for name, chance in clause.acts.items() if name not in FORGETS}
    return replace(clause, acts={**acts, "want.remember": 1.0})


def _asks_plainly(said: str) -> bool:
    """Whether words of the first kind stand first or last; of a question, only "can you remember that ..." asks for
    it: "can you remember my name?" and "remember when we met?" ask something else."""
    first = requests().first.match(said)
    if first is None:
        late = _late(said)
        return late is not None and requests().first.match(late[0]) is not None
    head = _tokens(first[0])
    return not said.rstrip().endswith("?") or ("that" in head and head[0] in MAY)


def content_of(text: str, clause: Span) -> Span | None:
    """What a clause that asks for it wants kept: without the request, which may come first or last.

    Empty where it only points at something else; None where no request is found in it.
    """
    words, copy = requests(), normalise(text[clause.start : clause.end])
    said = copy.text
    found = words.first.match(said) or words.marked.match(said)
    # The question mark of "can you remember that ...?" is the request's.
    begin, end = (found.end() if found else 0), len(said.rstrip(" ?"))
    if found is None:
        late = _late(said)
        if late is None:
            return None
        end = late.start()
    if begin >= end or says_nothing(said[begin:end]):
        return Span(clause.end, clause.end)
    kept = copy.back(begin, end)
    return trimmed(text, Span(clause.start + kept.start, clause.start + kept.end))


def kept_as_said(text: str, content: Span, confidence: float) -> Fact | None:
    """What is to be kept, as a fact of the attribute `other`; None where it says nothing."""
    span = trimmed(text, content)
    span = Span(span.start, span.start + len(text[span.start : span.end].rstrip("? ")))  # the mark is the request's
    value = clean(text[span.start : span.end])
    if len(value.split()) < WORDS or says_nothing(normalise(value).text):
        return None
    return Fact(span, None, "other", span, value, weight=2, confidence=confidence)


def says_nothing(words: str) -> bool:
    """Whether words only point, or say where it is to be kept, or that it matters."""
    return all(token in requests().empty for token in _tokens(words))


def _late(said: str) -> re.Match[str] | None:
    return next((one for one in requests().last.finditer(said) if _is_request(one, said)), None)


def _is_request(found: re.Match[str], said: str) -> bool:
    """Whether what ends a clause is a request, and not told of somebody; the rest of the clause has to be empty."""
    before = said[: found.start()].rstrip()
    if not before or not says_nothing(said[found.end() :]):
        return False
    return not before[-1].isalnum() or _tokens(before)[-1] not in requests().told


def _tokens(words: str) -> list[str]:
    return _TOKEN.findall(words.lower())


@cache
def requests() -> Requests:
    read = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    anything, marked, before, between, clause = (
        _any(read[name]) for name in ("anything", "marked", "before", "between", "clause")
    )
    opens, gap, mark = rf"\W*(?:{before}\b[\s,.!-]*)*", r"[\s:,.–-]*", r"(?:[:,.–]|-(?!\w))"
    between = rf"(?:\W+(?:{between}\b|(?:it|this|these)(?=\s*(?:{mark}|$))))*"  # "this" of "this week" stays
    return Requests(
        re.compile(rf"{opens}{anything}\b{between}{gap}", re.I),
        re.compile(rf"{opens}{marked}\b(?:{between}\s*{mark}{gap}|\W+that\s+(?={clause}(?!\w)))", re.I),
        re.compile(rf"(?<!\w)(?:{before}\s+)*(?:{anything}|{marked})(?!\w)", re.I),
        frozenset(map(str, read["told"])),
        frozenset(map(str, read["empty"])),
    )


def _any(words: Iterable[str]) -> str:
    """One of some words, the longest first."""
    written = (re.escape(word).replace(r"\ \~", _POINTERS).replace(r"\ ~", _POINTERS) for word in words)
    return f"(?:{'|'.join(sorted(written, key=len, reverse=True))})"
