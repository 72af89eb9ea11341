"""An annotated message with the place of every label in its text."""

from __future__ import annotations

from dataclasses import dataclass, field

Place = tuple[int, int]
"""First character, and the one beyond the last."""


@dataclass(frozen=True)
class GoldMention:
    """Words that mean `who`.

    `kind` is None where the voice never says; `relation` is what that one is to the person, None where the message
    does not say.
    """

    place: Place
    who: str
    kind: str | None
    relation: str | None = None


@dataclass(frozen=True)
class GoldFact:
    """`who` is "me", the place of a mention, or None where the words leave that one out; `of` is the one meant."""

    clause: int
    place: Place
    in_reply: bool
    attribute: str
    who: Place | str | None
    of: str
    modality: str
    negated: bool
    weight: int
    sensitive: str | None


@dataclass(frozen=True)
class GoldAsk:
    """What a clause asks; `who` as in GoldFact."""

    attribute: str | None
    type: str
    time: str
    all: bool
    who: Place | str | None
    of: str | None


@dataclass(frozen=True)
class GoldClause:
    place: Place
    acts: tuple[str, ...]
    ask: GoldAsk | None = None


@dataclass
class Example:
    """One message with all that is taught of it."""

    voice: str
    number: int
    bot: str | None
    text: str
    clauses: list[GoldClause] = field(default_factory=list)
    mentions: list[GoldMention] = field(default_factory=list)
    whens: list[Place] = field(default_factory=list)
    facts: list[GoldFact] = field(default_factory=list)
