"""What the tagger says of a message. Every `start` and `end` counts characters of the message as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Who = int | Literal["me", "left_out"]
"""An index into `Tagged.mentions`; "me", the person who writes; or one whom no word here means."""


@dataclass(frozen=True)
class AskTag:
    """What a clause asks of the memory: the likeliest attribute (None: none), with its probability, type and time.

    `all` is the probability that it asks for all there is. `who` is "left_out" where nobody is meant by a word.
    """

    attribute: str | None
    attribute_probability: float
    type: str
    time: str
    all: float
    who: Who
    who_probability: float


@dataclass(frozen=True)
class ClauseTag:
    """A part of the message, how probable each of its acts is, and what it asks where it may be `ask.me`.

    `sensitive` has the probability of each kind; it is sensitive where they come to a half or more. `requests`: how
    probably it wants something done or looked up, as of an assistant.
    """

    start: int
    end: int
    acts: Mapping[str, float]
    asked: AskTag | None = None
    sensitive: Mapping[str, float] = field(default_factory=dict)
    requests: float = 0.0


@dataclass(frozen=True)
class MentionTag:
    """Words that mean one of the cast: "mara", "my sis mara", "she".

    `kind` is person, animal, place, work, thing or group. `relation` is what that one is to the person who writes, as
    far as this message says: partner, child, parent, sibling, relative, friend, colleague, neighbour or pet.
    """

    start: int
    end: int
    kind: str
    probability: float
    relation: str | None = None
    relation_probability: float = 0.0


@dataclass(frozen=True)
class WhenTag:
    """Words that say when."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True)
class FactTag:
    """One thing that the clause numbered `clause` tells.

    The value lies in the message; in the line before it where `in_reply` is true ("yes" to "Is it Rex?"), and then its
    offsets count there. `probability` is that of this attribute with this value; `who_probability`, and those of
    `modality` (they sum to 1), `negated` and `sensitive`, are given that fact. `weight` is the mean of 0 to 3.
    """

    value_start: int
    value_end: int
    attribute: str
    probability: float
    who: Who
    who_probability: float
    modality: Mapping[str, float]
    negated: float
    weight: float
    sensitive: Mapping[str, float]
    clause: int
    in_reply: bool = False


@dataclass(frozen=True)
class Tagged:
    """All that is said of one message; clauses, mentions and whens stand in the order of the text."""

    clauses: tuple[ClauseTag, ...] = ()
    mentions: tuple[MentionTag, ...] = ()
    whens: tuple[WhenTag, ...] = ()
    facts: tuple[FactTag, ...] = ()
