"""What is a yes and what is a no to the question right above: whole messages out of a closed grammar, `yes_no.yml`.

A false yes records a consent, keeps what is sensitive or erases for good, so that one more question is always cheaper.
`python -m benchmarks.yes_no FILE` scores lines of {"asked", "text", "label", "beside"?}.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.nlu.grammar import SKIN_AND_JOINS, Grammar, Tokens, read_grammar

Reading = Literal["yes", "no", "wrong", "unclear"]
"""What a message says; "wrong" only of what is asked about, where the question can be answered so."""

WAITS_FOR = ("consent", "sensitive", "forget", "forget_everything", "name", "holds")
"""Values of the slot `pending` that wait for a yes or a no, and for nothing else."""

ERASING = ("forget", "forget_everything")

SAYS_NOTHING = {"filler", "hello", "thanks"}
"""Kinds of phrases that are no answer by themselves."""

MOST_CHARS = 600
"""A longer message is no answer."""

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[?¿]|[,.;:!…\n()–—\-/]+|[^\s\w\"“”'*]", re.UNICODE)
_BOUNDARY = re.compile(r"[,.;:!…\n()–—\-/]+")

_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
"""Within a word it parts no clauses: "forty-one"."""

_ASKS = re.compile("[?¿؟⁇⁈⁉]")
_AND_I = re.compile(r"\band (i|i'm|im|i've|ive|my|we|our)\b", re.IGNORECASE)
"""A statement of one's own that "and" joins on begins a clause."""


@dataclass(frozen=True)
class Answer:
    """What a message is to the question above it.

    `whole`: it is nothing else. `beside`: plain facts stand beside a yes to consent. `hedged`: something in it speaks
    against a no. `about`: the words by which a yes says to what it is one, "keep that about Alan".
    """

    reading: Reading
    whole: bool = False
    beside: bool = False
    hedged: bool = False
    about: tuple[str, ...] = ()


def read_answer(text: str, asked: str | None, *, amid_other: bool = False) -> Answer:
    """Reads a message as an answer to `asked`, a value of the slot `pending`.

    `amid_other`: the question was asked again below an answer to something else, so that "fine" may be meant for that.
    """
    grammar = read_grammar(asked if asked in WAITS_FOR else "")
    text = _plain(text)
    if len(text) > MOST_CHARS or _ASKS.search(text):
        return Answer("unclear", hedged=True)
    clauses = [(grammar.tokens(word.lower() for word in words), words) for words in _clauses(text, grammar)]
    about: tuple[str, ...] = ()
    if asked == "sensitive":
        named = [grammar.without_about(clause) for clause, _ in clauses]
        about = tuple(word for _, words in named for word in words)
        clauses = [(clause, words) for (clause, _), (_, words) in zip(named, clauses, strict=True)]
    found = [grammar.kinds(clause) for clause, _ in clauses]
    kinds = frozenset().union(*(one for one in found if one))
    agrees = bool(kinds & {"yes", "act"})
    unsaid = None in found or "doubt" in kinds
    if clauses and unsaid and not agrees and grammar.is_no_throughout([clause for clause, _ in clauses]):
        return Answer("no")
    if not clauses or "doubt" in kinds or (agrees and kinds & {"no", "wrong"}):
        return Answer("unclear", hedged=True)
    if None not in found and "wrong" in kinds:
        return Answer("wrong", whole=True)
    if None not in found:
        leaves = {"hello", "thanks"} & kinds if asked in WAITS_FOR else {"hello"} & kinds  # "it's okay, thanks"
        weakly = "weak" in kinds and not leaves and not amid_other and asked not in ERASING
        reading: Reading = "no" if "no" in kinds else "yes" if agrees or weakly else "unclear"
        return Answer(reading, whole=True, about=about)
    left = [clause for (clause, _), kind in zip(clauses, found, strict=True) if kind is None]
    hedged = agrees or any(map(grammar.is_hedged, left))
    if not hedged and ("no" in kinds or any(grammar.opens_with_no(clause) for clause in left)):
        return Answer("no")
    first = found.index(None)
    if asked == "consent" and frozenset().union(*(one or () for one in found[:first])) & {"yes", "act"}:
        told = [one for one in clauses[first:] if not (grammar.kinds(one[0]) or {""}) <= SAYS_NOTHING]
        if all(grammar.tells(*clause, goes_on=at > 0) for at, clause in enumerate(told)):
            return Answer("yes", beside=True)
    return Answer("unclear", hedged=hedged)


def _plain(text: str) -> str:
    """The text without what cannot be seen, and with one form of each mark."""
    text = unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    shown = "".join(mark for mark in text if mark == "\n" or unicodedata.category(mark) not in ("Cf", "Cc", "Cs"))
    return _AND_I.sub(r"; \1", _HYPHEN.sub(" ", SKIN_AND_JOINS.sub("", shown)))


def _clauses(text: str, grammar: Grammar) -> Iterator[Tokens]:
    """The words of each clause as they were written; emoji that only say how it is meant are left out."""
    words: list[str] = []
    for token in _TOKEN.findall(text):
        if _BOUNDARY.fullmatch(token):
            if words:
                yield tuple(words)
            words = []
        elif token not in grammar.pleased:
            words.append(token)
    if words:
        yield tuple(words)
