"""What a voice told, as a store would hold it: a memory a clause, and its facts, with the name of whom they tell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from memory.reading.pairs import fact_text, memory_text
from memory.reading.reading import KEPT
from memory.recall.lexical import stems
from training.annotations import Clause, Fact, Message, read_voice
from training.check import VOICES

BARE = frozenset({"answer.value", "answer.yes", "answer.no"})
"""Acts of a clause that takes its meaning from the bot's line."""


@dataclass(frozen=True)
class Told:
    """A memory: clause `place` of message `number`, its facts, and the bot's line before where it is a bare answer."""

    number: int
    place: int
    at: str
    quote: str
    before: str | None
    who: str | None
    facts: tuple[Fact, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        return memory_text(self.quote, self.before)

    @property
    def named(self) -> str:
        """The same with the name of whom it tells, where the words do not say it."""
        return memory_text(self.quote, self.before, self.who)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stems(self.quote))


@dataclass(frozen=True)
class Asked:
    """A question weeks later, and the places in `Life.told` of what is known of it, by label."""

    number: int
    text: str
    known: dict[str, tuple[int, ...]]
    words: dict[str, str]


class Life:
    """All that one voice told, and what it asked."""

    def __init__(self, voice: str) -> None:
        path = VOICES / f"{voice}.jsonl"
        self.voice, self.messages = voice, read_voice(path)
        self.names = _names(self.messages)
        self.told = [
            self._told(message, place, clause)
            for message in self.messages
            for place, clause in enumerate(message.clauses)
            if is_told(clause)
        ]
        self.facts = [(fact, one) for one in self.told for fact in one.facts]
        self.by_id = {fact.id: (fact, one) for fact, one in self.facts}
        self.asked = [self._asked(line) for line in path.with_suffix(".q.jsonl").read_text("utf-8").splitlines()]

    def _told(self, message: Message, place: int, clause: Clause) -> Told:
        others = [fact.who for fact in clause.facts if fact.who != "me"]
        low = clause.text.lower()
        unsaid = [who for who in others if who in self.names and not any(n.lower() in low for n in self.names[who])]
        before = message.bot if BARE & set(clause.acts) else None
        who = self.shown(unsaid[0]) if unsaid and not any(fact.who == "me" for fact in clause.facts) else None
        return Told(message.number, place, message.at, clause.text, before, who, clause.facts, clause.start, clause.end)

    def shown(self, who: str) -> str | None:
        """How one of the cast is called: "mara (sister)"; None for the person."""
        names = self.names.get(who)
        return None if not names else names[0] if len(names) == 1 else f"{names[0]} ({names[1]})"

    def fact(self, fact: Fact, one: Told) -> str:
        """A fact as the model reads it."""
        quote = fact.quote if fact.value in fact.quote else one.quote
        value = f"not {fact.value}" if fact.negated else fact.value
        return fact_text(quote, fact.attribute, value, self.shown(fact.who), fact.modality, one.before)

    def _asked(self, line: str) -> Asked:
        row = json.loads(line)
        names = {"answer": "answers", "was": "was", "near": "nearest", "miss": "miss"}
        words = {label: row[name] for name, label in names.items() if row[name] is not None}
        known = {label: self.find(found) for label, found in words.items()}
        return Asked(row["n"], row["q"], known, words)

    def find(self, words: str) -> tuple[int, ...]:
        """The places of the memories in whose clauses the words stand; of all messages that have them."""
        spans = {m.number: m.text.find(words) for m in self.messages if words in m.text}
        return tuple(
            at
            for at, one in enumerate(self.told)
            if one.number in spans and one.start < spans[one.number] + len(words) and spans[one.number] < one.end
        )


def is_told(clause: Clause) -> bool:
    """Whether a store would hold the clause: it tells something, or has a fact of a life."""
    return "tell" in clause.acts or any(fact.modality in KEPT for fact in clause.facts)


def _names(messages: Sequence[Message]) -> dict[str, list[str]]:
    """For each of the cast the name and the relation, as far as they are told."""
    facts = [fact for message in messages for clause in message.clauses for fact in clause.facts]
    found: dict[str, list[str]] = {}
    for fact in facts:
        if fact.who != "me" and fact.attribute == "name" and not fact.negated:
            found.setdefault(fact.who, [fact.value])
    for fact in facts:
        if fact.relation and fact.relation not in found.get(fact.who, []) and len(found.get(fact.who, [])) < 2:
            found.setdefault(fact.who, []).append(fact.relation)
    return found


def lives(part: str, split: Path = VOICES.parent / "split.json") -> list[Life]:
    """The lives of a part of the split: "taught" or "tuned"."""
    return [Life(voice) for voice in sorted(json.loads(split.read_text())[part])]
