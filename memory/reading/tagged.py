"""What the network says of a message before any rule has looked: spans with probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Who = int | Literal["me", "left_out"]
"""Of whom a fact is: a place in `Tagged.mentions`, the person, or one whose words are left out."""


@dataclass(frozen=True)
class TaggedAsk:
    """What an `ask.me` clause asks. `who` is None where it asks of nobody in particular."""

    attribute: str | None = None
    type: str = "open"
    time: str = "now"
    all: bool = False
    who: Who | None = None


@dataclass(frozen=True)
class TaggedClause:
    """Characters from `start` up to `end`, and the probability of each act, from 0 to 1."""

    start: int
    end: int
    acts: Mapping[str, float]
    ask: TaggedAsk | None = None


@dataclass(frozen=True)
class TaggedMention:
    """Words that mean one of the cast, and the kind of one ("person", "animal", ...)."""

    start: int
    end: int
    kind: str
    p: float = 1.0


@dataclass(frozen=True)
class TaggedWhen:
    """Words that say when."""

    start: int
    end: int
    p: float = 1.0


@dataclass(frozen=True)
class TaggedFact:
    """A value, the attribute that it fills and of whom. `clause` is a place in `Tagged.clauses`.

    `in_reply_to` is true where `start` and `end` are places in the line before, which a bare
    answer takes its value from. `modality` and `sensitive` give a probability to each name.
    """

    start: int
    end: int
    attribute: str
    who: Who
    clause: int
    p: float = 1.0
    modality: Mapping[str, float] = field(default_factory=lambda: {"holds": 1.0})
    negated: float = 0.0
    weight: int = 1
    sensitive: Mapping[str, float] = field(default_factory=dict)
    in_reply_to: bool = False


@dataclass(frozen=True)
class Tagged:
    """A message as the network sees it. Spans are characters of the text that it was given."""

    clauses: Sequence[TaggedClause] = ()
    mentions: Sequence[TaggedMention] = ()
    whens: Sequence[TaggedWhen] = ()
    facts: Sequence[TaggedFact] = ()


class Tagger(Protocol):
    """Whatever finds acts, mentions and facts in a text."""

    def tag(self, text: str, in_reply_to: str | None) -> Tagged:
        """What `text` says, in answer to `in_reply_to`. Never raises on any text."""
        ...
