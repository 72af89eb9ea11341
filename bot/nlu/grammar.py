"""The phrases that answers are made of, out of `yes_no.yml`, and whether a clause is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

SKIN_AND_JOINS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u200d♀♂]")
"""What makes several emoji of one, which all mean the same here."""

MOST_NAMED = 3
"""More words than these after "keep that about" say more than what it is about."""

_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")

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
        return self.phrases.get(clause[:1]) == "no"

    def is_no_throughout(self, clauses: Sequence[Tokens]) -> bool:
        """Whether it opens with a no and closes with one that is said in full ("don't"), and nowhere says yes."""
        said, last = (token for clause in clauses for token in clause), clauses[-1]
        closes = any(last[at] == "don't" and self.phrases.get(last[at:]) == "no" for at in range(len(last)))
        return closes and self.opens_with_no(clauses[0]) and not any(self.phrases.get((one,)) == "yes" for one in said)

    def without_about(self, clause: Tokens) -> tuple[Tokens, Tokens]:
        """An act without the few plain words that say what it is about, and these: "keep that about Alan"."""
        at = next((at for at, word in enumerate(clause) if word in self.facts["about"]), len(clause))
        named = tuple(word for word in clause[at + 1 :] if word not in self.facts["whose"])
        plain = 0 < len(named) <= MOST_NAMED and not self.facts["never"] & set(named) and not self.is_hedged(named)
        if plain and all(self.kinds((word,)) is None for word in named) and "act" in (self.kinds(clause[:at]) or ()):
            return clause[:at], named
        return clause, ()

    def is_hedged(self, clause: Tokens) -> bool:
        """Whether a word in it takes back a no, or may."""
        return any(clause[at : at + len(hedge)] == hedge for hedge in self.hedges for at in range(len(clause)))

    def tells(self, clause: Tokens, words: Tokens, *, goes_on: bool) -> bool:
        """Whether it is a plain statement about oneself; where one `goes_on`, its subject may be left out.

        `words` are those of the clause as they were written.
        """
        facts = self.facts
        lead = next((at for at, one in enumerate(clause) if one not in facts["lead"]), len(clause))
        clause, words = clause[lead:], words[lead:]
        if not clause or facts["never"] & set(clause) or any(word.endswith("n't") for word in clause):
            return False
        if clause[:2] in (("i", "am"), ("we", "are")):
            clause, words = ("i'm", *clause[2:]), ("I'm", *words[2:])
        first, rest, then = clause[0], clause[1:], words[1:2]
        if first in ("i'm", "am", "we're"):
            return rest[:1] != () and (
                rest[0] in facts["am"] or rest[0].isdigit() or bool(then and then[0][0].isupper())
            )
        if first in ("i", "we", "i've", "we've"):
            return len(rest) > 1 and rest[0] in facts["goes_on"]
        if first in ("my", "our"):
            return any(word in facts["is"] or word.endswith("'s") for word in rest[1:-1])
        if first == "it's":
            return rest[:1] == ("my",)
        names = all(word[0].isupper() or word.isdigit() or word == "and" for word in words)
        return goes_on and (names or first in facts["goes_on"])


@cache
def read_grammar(asked: str) -> Grammar:
    """The grammar of one question; of "" that of every other, which has a yes and a no alone."""
    data = _read_words()
    words = {name: [tuple(one.split()) for one in listed] for name, listed in data["words"].items()}
    phrases: dict[Tokens, str] = {}
    of_question = data["questions"].get(asked, {})
    for kind in ("filler", "hello", "thanks", "weak", "yes", "no", "doubt"):
        _add(phrases, data["taken_as"].get(asked, {}).get(kind, kind), data[kind], words)
    for kind in ("act", "lean", "no", "wrong", "doubt"):
        _add(phrases, kind, of_question.get(kind, ()), words)
    facts = {name: frozenset(listed.split(", ")) for name, listed in data["facts"].items()}
    hedged = f"{data['hedges']}, {data['hedges_of'].get(asked, '')}".rstrip(", ")
    hedges = tuple(tuple(one.split()) for one in hedged.split(", "))
    known = frozenset(token for phrase in phrases for token in phrase).union(*facts.values())
    return Grammar(phrases, data["spelling"], known, frozenset(data["pleased"]), hedges, facts, max(map(len, phrases)))


@cache
def _read_words() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("yes_no.yml").read_text(encoding="utf-8"))
    return data


def _add(phrases: dict[Tokens, str], kind: str, rows: Iterable[dict[str, Any]], words: dict[str, list[Tokens]]) -> None:
    for row in rows:
        for phrase in row["phrases"].split(", "):
            for expanded in _expand(phrase, words):
                phrases[expanded] = kind


def _expand(phrase: str, words: dict[str, list[Tokens]]) -> Iterator[Tokens]:
    """Every sequence of tokens that a phrase stands for."""
    places: list[list[Tokens]] = []
    for part in re.findall(r"\([^)]*\)|\S+", SKIN_AND_JOINS.sub("", phrase)):
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
