"""What is a yes and what is a no to the question right above: whole messages out of a closed grammar, `yes_no.yml`.

A false yes records a consent, keeps what is sensitive or erases for good, so that one more question is always cheaper.
`python -m bot.nlu.yes_no FILE` scores lines of {"asked", "text", "label", "beside"?}.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Literal

import yaml

Reading = Literal["yes", "no", "unclear"]

WAITS_FOR = ("consent", "sensitive", "forget", "forget_everything", "name")
"""Values of the slot `pending` that wait for a yes or a no, and for nothing else."""

ERASING = ("forget", "forget_everything")

MOST_CHARS = 600
"""A longer message is no answer."""

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[?¿]|[,.;:!…\n()–—\-/]+|[^\s\w\"“”'*]", re.UNICODE)
_BOUNDARY = re.compile(r"[,.;:!…\n()–—\-/]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_SKIN_AND_JOINS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u200d♀♂]")

_ASKS = re.compile("[?¿؟⁇⁈⁉]")
_AND_I = re.compile(r"\band (i|i'm|im|i've|ive|my|we|our)\b", re.IGNORECASE)
"""A statement of one's own that "and" joins on begins a clause."""

Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    """The phrases of one question, each with its kind, and what a plain statement beside a yes is made of."""

    phrases: dict[Tokens, str]
    spelling: dict[str, str]
    known: frozenset[str]
    pleased: frozenset[str]
    hedges: tuple[Tokens, ...]
    facts: dict[str, frozenset[str]]
    longest: int

    def tokens(self, words: Iterable[str]) -> Tokens:
        """The words, each as it is spelled in the phrases."""
        return tuple(token for word in words for token in self._spelled(word))

    def _spelled(self, word: str) -> list[str]:
        for form in dict.fromkeys((word, _DRAWN_OUT.sub(r"\1\1", word), _DOUBLED.sub(r"\1", word))):
            if form in self.spelling:
                return self.spelling[form].split()
            if form in self.known:
                return [form]
        return [word]

    def kinds(self, clause: Tokens) -> frozenset[str] | None:
        """The kinds of the fewest phrases that make up the whole clause; None where a word is left."""
        best: list[tuple[int, frozenset[str]] | None] = [(0, frozenset())]
        for end in range(1, len(clause) + 1):
            ways = [
                (before[0] + 1, before[1] | {self.phrases[clause[start:end]]})
                for start in range(max(0, end - self.longest), end)
                if (before := best[start]) is not None and clause[start:end] in self.phrases
            ]
            best.append(min(ways, key=lambda way: way[0], default=None))
        whole = best[-1]
        return whole[1] if whole else None

    def opens_with_no(self, clause: Tokens) -> bool:
        """Whether it begins with a no, and nothing after that takes it back."""
        return self.phrases.get(clause[:1]) == "no" and not any(
            clause[at : at + len(hedge)] == hedge for hedge in self.hedges for at in range(1, len(clause))
        )

    def tells(self, clause: Tokens, words: Tokens, *, goes_on: bool) -> bool:
        """Whether it is a plain statement about oneself; where one `goes_on`, its subject may be left out.

        `words` are those of the clause as they were written.
        """
        facts = self.facts
        lead = next((at for at, one in enumerate(clause) if one not in facts["lead"]), len(clause))
        clause, words = clause[lead:], words[lead:]
        if not clause or facts["never"] & set(clause) or any(word.endswith("n't") for word in clause):
            return False
        first, rest = clause[0], clause[1:]
        if first in ("i", "we"):
            return rest[:1] == ("am",) and self._is_what(rest[1:], words[2:]) or bool(set(rest[:1]) & facts["after_i"] - {"am"})
        if first in ("i'm", "am", "we're"):
            return self._is_what(rest, words[1:])
        if first in ("i've", "we've"):
            return rest[:1] in (("got",), ("lived",), ("worked",))
        if first in ("my", "our"):
            return any(word in facts["of_mine"] or word.endswith("'s") for word in rest)
        if first == "it's":
            return rest[:1] == ("my",)
        return goes_on and (first in facts["after_i"] or all(w[0].isupper() or w.isdigit() or w == "and" for w in words))

    def _is_what(self, clause: Tokens, words: Tokens) -> bool:
        """What follows on "I'm": a kind of person, a number, or a name with its capital."""
        return bool(clause) and (
            clause[0] in self.facts["after_am"] or clause[0].isdigit() or words[0][0].isupper()
        )


@dataclass(frozen=True)
class Answer:
    """What a message is to the question above it; `beside` where a yes to consent has plain facts beside it."""

    reading: Reading
    beside: bool = False


def read_answer(text: str, asked: str | None, *, amid_other: bool = False) -> Answer:
    """Reads a message as an answer to `asked`, a value of the slot `pending`.

    `amid_other`: the question was asked again below an answer to something else, so that "fine" may be meant for that.
    """
    grammar = _grammar(asked if asked in WAITS_FOR else "")
    text = _plain(text)
    if len(text) > MOST_CHARS or _ASKS.search(text):
        return Answer("unclear")
    written = list(_clauses(text, grammar))
    clauses = [(grammar.tokens(word.lower() for word in words), words) for words in written]
    found = [grammar.kinds(clause) for clause, _ in clauses]
    kinds = frozenset().union(*(one for one in found if one))
    if not clauses or "doubt" in kinds:
        return Answer("unclear")
    agrees = bool(kinds & {"yes", "act"})
    if None not in found:
        if "no" in kinds:
            return Answer("unclear" if agrees else "no")
        weakly = "weak" in kinds and not amid_other and asked not in ERASING
        return Answer("yes" if agrees or weakly else "unclear")
    left = [clause for clause, kind in zip(clauses, found, strict=True) if kind is None]
    if not agrees and _is_no(grammar, kinds, [clause for clause, _ in left]):
        return Answer("no")
    if asked == "consent" and agrees and "no" not in kinds and found[0]:
        first = found.index(None)
        if _tells_itself(grammar, clauses[first:]) and frozenset().union(*found[:first]) & {"yes", "act"}:
            return Answer("yes", beside=True)
    return Answer("unclear")


def _plain(text: str) -> str:
    """The text without what cannot be seen, and with one form of each mark."""
    text = unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    shown = "".join(mark for mark in text if mark == "\n" or unicodedata.category(mark) not in ("Cf", "Cc", "Cs"))
    return _AND_I.sub(r"; \1", _SKIN_AND_JOINS.sub("", shown))


def _is_no(grammar: Grammar, kinds: frozenset[str], left: list[Tokens]) -> bool:
    """Whether it says no, in a clause of its own or at the beginning of one, and takes nothing of it back."""
    hedged = any(
        clause[at : at + len(hedge)] == hedge for clause in left for hedge in grammar.hedges for at in range(len(clause))
    )
    return not hedged and ("no" in kinds or any(grammar.opens_with_no(clause) for clause in left))


def _tells_itself(grammar: Grammar, clauses: list[tuple[Tokens, Tokens]]) -> bool:
    """Whether all of it is plain statements about oneself, but for fillers."""
    told = [one for one in clauses if grammar.kinds(one[0]) != frozenset({"filler"})]
    return bool(told) and all(grammar.tells(*clause, goes_on=at > 0) for at, clause in enumerate(told))


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


@cache
def _grammar(asked: str) -> Grammar:
    """The grammar of one question; of "" that of every other, which has a yes and a no alone."""
    data = _data()
    words = {name: [tuple(one.split()) for one in listed] for name, listed in data["words"].items()}
    phrases: dict[Tokens, str] = {}
    for kind in ("filler", "weak", "yes", "no", "doubt"):
        _add(phrases, kind, data[kind], words)
    of_question = data["questions"].get(asked, {})
    for kind in ("act", "lean", "no", "doubt"):
        _add(phrases, kind, of_question.get(kind, ()), words)
    facts = {name: frozenset(listed.split(", ")) for name, listed in data["facts"].items()}
    hedges = tuple(tuple(one.split()) for one in data["hedges"].split(", "))
    known = frozenset(token for phrase in phrases for token in phrase) | facts["never"] | facts["after_i"] | facts["after_am"]
    return Grammar(phrases, data["spelling"], known, frozenset(data["pleased"]), hedges, facts, max(map(len, phrases)))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return data


def _add(phrases: dict[Tokens, str], kind: str, rows: Iterable[dict[str, Any]], words: dict[str, list[Tokens]]) -> None:
    for row in rows:
        for phrase in row["phrases"].split(", "):
            for expanded in _expand(phrase, words):
                phrases[expanded] = kind


def _expand(phrase: str, words: dict[str, list[Tokens]]) -> Iterator[Tokens]:
    """Every sequence of tokens that a phrase stands for."""
    places: list[list[Tokens]] = []
    for part in re.findall(r"\([^)]*\)|\S+", _SKIN_AND_JOINS.sub("", phrase)):
        listed = re.fullmatch(r"\{(\w+)\}", part)
        if listed:
            places.append(words[listed[1]])
        elif part.startswith("("):
            either = [tuple(one.split()) for one in part[1:-1].split("|")]
            places.append(either if len(either) > 1 else [(), *either])
        else:
            places.append([(one,) for one in part.split("|")])
    for chosen in product(*places):
        yield tuple(token for one in chosen for token in one)


def main(path: str) -> None:
    """Prints the rates for a file, and each line that is read otherwise than labelled."""
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    read = [(one, read_answer(one["text"], one["asked"]).reading) for one in lines]
    for one, reading in read:
        if reading != one["label"]:
            print(f"{one['asked']:<10} {one['label']:<8} read {reading:<8} {one['text']}")
    for name, rows in {
        "yes alone, taken as yes": [r == "yes" for one, r in read if one["label"] == "yes" and not one.get("beside")],
        "yes with more beside it, taken as yes": [r == "yes" for one, r in read if one.get("beside")],
        "no, taken as no": [r == "no" for one, r in read if one["label"] == "no"],
        "no or unclear, taken for a yes": [r == "yes" for one, r in read if one["label"] != "yes"],
    }.items():
        print(f"{name}: {sum(rows)} of {len(rows)}")


if __name__ == "__main__":
    main(sys.argv[1])
