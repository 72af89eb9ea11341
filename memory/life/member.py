"""One of the cast, and what holds of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timezone

from memory.life.tables import ME, Relation, attribute, relations
from memory.models import About, Memory
from memory.reading import Kind, Known


@dataclass(frozen=True)
class State:
    """What one memory says of one of the cast, or of the person (`who` is ME).

    It holds from `from_` to `to`; where `to` is not known yet, it holds still. `done` says that what was planned came
    true.
    """

    memory_id: str
    who: str
    attribute: str
    value: str
    quote: str
    told_at: datetime
    modality: str = "holds"
    negated: bool = False
    about: About | None = None
    repeats: str | None = None
    weight: int = 1
    to: date | None = None
    status: str = "current"
    in_reply_to: str | None = None

    @property
    def from_(self) -> date:
        """The first day of it that is known: that which was said, else that on which it was told."""
        return self.about.from_ if self.about and self.modality != "plan" else self.told_at.date()

    @property
    def current(self) -> bool:
        return self.status == "current"

    @property
    def family(self) -> str:
        return attribute(self.attribute).family

    @classmethod
    def of(cls, memory: Memory) -> State:
        """What a memory says; one that was read by nobody says something "other" in all of its words."""
        return cls(
            memory.id, memory.who.id if memory.who else ME, memory.attribute or "other", memory.value or memory.quote,
            memory.quote, memory.told_at, memory.modality, memory.negated, memory.about, memory.repeats,
            memory.weight, memory.ended_on, memory.status, memory.in_reply_to,
        )  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One of the cast: `names` are all that they were called by, the first one first; `pronoun` "she", "he" or "it"."""

    id: str
    kind: Kind
    names: tuple[str, ...] = ()
    relation: str | None = None
    pronoun: str | None = None
    states: tuple[State, ...] = field(default=(), repr=False)
    nouns: frozenset[str] = frozenset()
    """The last words of what they were spoken of by, where that is no name: "van" of "the old van"."""
    which: str | None = None
    """Which one of their relation they are: "older", "younger", "other"."""
    called_at: datetime = datetime.min.replace(tzinfo=timezone.utc)
    """When their relation was told last."""

    @property
    def name(self) -> str | None:
        return self.names[0] if self.names else None

    @property
    def related(self) -> Relation | None:
        """Their relation to the person, where it is one of the listed ones."""
        return relations().get(self.relation) if self.relation else None

    @property
    def known(self) -> Known:
        return Known(self.id, self.kind, self.names, self.relation)

    @property
    def last_told_at(self) -> datetime:
        return max(state.told_at for state in self.states)
