"""What a fact of a message became: bound to one of the cast, and compared with what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from memory.models import About, Memory, Who
from memory.reading import KEPT, Modality
from memory.recall.lexical import stems

Effect = Literal["same", "exact", "replaces", "ends", "beside", "contradicts", "fulfils"]
EFFECTS: tuple[Effect, ...] = ("same", "exact", "replaces", "ends", "beside", "contradicts", "fulfils")
"""What a fact does to an earlier one, in the order in which a pair scorer gives their probabilities."""
CLOSING: frozenset[Effect] = frozenset({"replaces", "ends", "fulfils"})
"""Of these the earlier one is no longer current."""


@dataclass(frozen=True)
class Change:
    """What a fact does to one earlier memory, and how sure that is. `hangs` says that it ends with another one, `sure`
    that it is done at once; what is not leaves both side by side, and is `asked` about where it is likely enough."""

    effect: Effect
    memory_id: str
    confidence: float = 1.0
    hangs: bool = False
    sure: bool = False
    asked: bool = False


@dataclass(frozen=True)
class Learned:
    """A fact as it is to be remembered, under the id that it will have. What stands in no memory yet: no store.

    `who` is None for the person; `unclear` says that nobody can tell of whom it is, and it is then quoted.
    `kept` is false for what is no fact of a life (a worry, hearsay): it changes nothing and is no memory.
    """

    id: str
    quote: str
    statement: str
    category: str
    attribute: str
    value: str
    who: Who | None = None
    unclear: bool = False
    modality: Modality = "holds"
    negated: bool = False
    about: About | None = None
    repeats: str | None = None
    weight: int = 1
    sensitivity: str | None = None
    confidence: float = 1.0
    changes: tuple[Change, ...] = ()

    @property
    def kept(self) -> bool:
        return self.modality in KEPT

    @property
    def same(self) -> str | None:
        """The memory that says the same already: it was told again, and nothing is added."""
        return next((change.memory_id for change in self.changes if change.effect == "same"), None)

    def closes(self) -> tuple[Change, ...]:
        """The changes after which an earlier memory is no longer current."""
        return tuple(change for change in self.changes if change.effect in CLOSING and change.sure)

    def doubtful(self) -> tuple[Change, ...]:
        """The changes that are too doubtful to be made, and contradictions: the person may be asked."""
        return tuple(
            change
            for change in self.changes
            if change.effect == "contradicts" or (change.effect in CLOSING and not change.sure)
        )

    def memory(
        self, user_id: str, told_at: datetime, channel: str, message_id: str, in_reply_to: str | None = None
    ) -> Memory:
        """It as a memory; its slot, its vectors and its expiry are whoever keeps it to add."""
        order = sorted(self.closes(), key=lambda change: change.effect != "replaces")
        superseded = next((one.memory_id for one in order if not one.hangs and one.effect != "fulfils"), None)
        made = Memory(
            self.id, user_id, self.quote, self.statement, self.category, None, None, told_at, channel,
            message_id, in_reply_to, sensitivity=self.sensitivity, supersedes=superseded,
        )  # fmt: skip
        return self.read_into(made)

    def read_into(self, memory: Memory) -> Memory:
        """A memory with what is read of its words here: whom it is of, which fact it is, and its days."""
        return replace(
            memory,
            about=self.about,
            who=self.who,
            attribute=self.attribute,
            value=self.value,
            modality=self.modality,
            negated=self.negated,
            repeats=self.repeats,
            weight=self.weight,
        )


def closed(memories: Sequence[Memory], learned: Learned, told_at: datetime) -> list[Memory]:
    """The memories as they are after `learned`: those that it closes with their last day, all others untouched."""
    after = {change.memory_id: change for change in learned.closes()}
    return [
        replace(one, status="done" if after[one.id].effect == "fulfils" else "superseded", ended_on=told_at.date())
        if one.id in after and one.status == "current"
        else one
        for one in memories
    ]


def is_read_again(one: Learned, learned: Sequence[Learned]) -> bool:
    """Whether one and the same thing was read twice in the same words, and surer another time."""
    return any(
        other.kept
        and (other.quote, other.who, other.about) == (one.quote, one.who, one.about)
        and _are_alike(one.value, other.value)
        and (other.confidence, other.id) > (one.confidence, one.id)
        for other in learned
        if other is not one
    )


def _are_alike(one: str, other: str) -> bool:
    value, others = set(stems(one)), set(stems(other))
    return bool(value and others) and (value <= others or others <= value)
