"""What a message says, once it is read: everything after the reader works on this and holds no pattern over words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from memory.models import About

Modality = Literal["holds", "plan", "was", "habit", "wish", "worry", "maybe", "hearsay", "fiction"]
"""What kind of saying it is. `holds` now, or happened; `was` has ended; `maybe` is mused or asked, not told."""

KEPT: frozenset[Modality] = frozenset({"holds", "plan", "habit", "was", "wish"})
"""The modalities that are told of a life. A worry, a musing, hearsay and fiction never are."""

Kind = Literal["person", "animal", "place", "work", "thing", "group"]


@dataclass(frozen=True)
class Span:
    """Characters of the message as it was typed, from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """Words of the message that mean one of the cast: "my sis mara", "she", "the dog". None stands for the person.

    `name` is the name in it, as typed; `relation` how they are related to the person ("sister"); `pronoun` is true
    where the words name nobody. `words` is empty where they are left out ("starts monday").
    """

    words: Span
    kind: Kind = "person"
    name: str | None = None
    relation: str | None = None
    pronoun: bool = False


@dataclass(frozen=True)
class Fact:
    """One thing that a clause says of somebody.

    `quote` and `value` are spans of the message; `value` is None where the bot's line holds `value_text`. `phrase` is
    the words that say when, `about` the days they mean, counted from the day of the message; `repeats` is "yearly
    03-14", "weekly mon thu" or "daily"; `goes_on`: it began on the first
    day of `about`, and no end is known. `weight` is 0 small, 1 usual, 2 matters, 3 changes a life. `confidence`, from 0
    to 1, is the reader's own, of the whole fact.
    """

    quote: Span
    who: Mention | None
    attribute: str
    value: Span | None
    value_text: str
    modality: Modality = "holds"
    negated: bool = False
    phrase: Span | None = None
    about: About | None = None
    repeats: str | None = None
    weight: int = 1
    sensitivity: str | None = None
    confidence: float = 1.0
    goes_on: bool = False


@dataclass(frozen=True)
class Asked:
    """What a clause asks of the memory: of whom, which attribute, what kind of answer, of what time, one or all."""

    who: Mention | None = None
    of_person: bool = False
    attribute: str | None = None
    type: Literal["name", "number", "day", "place", "yes_no", "list", "open"] = "open"
    time: Literal["now", "before", "when"] = "now"
    all: bool = False


@dataclass(frozen=True)
class Act:
    """What a clause does: a name from ANNOTATION.md's table ("tell", "ask.me", "want.forget"), and how sure that is."""

    name: str
    confidence: float
    asked: Asked | None = None


@dataclass(frozen=True)
class Clause:
    """A part of the message that does something of its own; `sensitivity` is of what kind sensitive it is, if it is."""

    span: Span
    acts: tuple[Act, ...]
    facts: tuple[Fact, ...] = ()
    sensitivity: str | None = None


@dataclass(frozen=True)
class Reading:
    """A message, read. `secrets` are kinds of secrets in it, `unread` the characters beyond what is read; `crisis`: it
    has words of a crisis in it, as the author of the bot has them."""

    text: str
    clauses: tuple[Clause, ...]
    secrets: tuple[str, ...] = ()
    unread: int = 0
    crisis: bool = False

    @property
    def acts(self) -> tuple[Act, ...]:
        return tuple(act for clause in self.clauses for act in clause.acts)

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for clause in self.clauses for fact in clause.facts)

    @property
    def sensitivity(self) -> str | None:
        """Of what kind sensitive the message is: the first of its clauses that is."""
        return next((clause.sensitivity for clause in self.clauses if clause.sensitivity), None)

    def words(self, span: Span) -> str:
        """The words of `span` as they were typed."""
        return self.text[span.start : span.end]


@dataclass(frozen=True)
class Known:
    """One of the cast as a reader needs it: whom "she" may mean, and by which names."""

    id: str
    kind: Kind
    names: tuple[str, ...] = ()
    relation: str | None = None


@dataclass(frozen=True)
class Context:
    """What a message is read with: when it was sent, the line it answers, and whom the person has spoken of."""

    sent_at: datetime
    timezone: str = "UTC"
    in_reply_to: str | None = None
    known: Sequence[Known] = ()


class MessageReader(Protocol):
    """Whoever reads messages: the taught reader, or an author's own model. Never raises on any text."""

    def read(self, text: str, context: Context) -> Reading:
        """What `text` says. Every span lies in it; names and values come from it, the line before, or the cast."""
        ...
