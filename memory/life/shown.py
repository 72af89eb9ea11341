"""What is shown of a life: the cast, with what holds of each and what held before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from memory.life.member import State
from memory.life.picture import Picture
from memory.life.tables import ME
from memory.life.timing import as_of


@dataclass(frozen=True)
class StateShown:
    """An attribute with its value, from when, until when (None: still), and the memory that says so.

    `modality` and `negated` are those of a reading's Fact: a plan is no state yet, and "not" is none at all.
    """

    attribute: str
    value: str
    from_: date
    to: date | None
    memory_id: str
    modality: str = "holds"
    negated: bool = False


@dataclass(frozen=True)
class PersonShown:
    """One of the cast, of whatever kind; the person is the one of the relation "self"."""

    id: str
    kind: str
    name: str | None
    names: tuple[str, ...]
    relation: str | None
    states: tuple[StateShown, ...]


def people(picture: Picture, today: date) -> list[PersonShown]:
    """The person first, then the cast, the one last told of first; a state that is derived in time is as of `today`."""
    mine = [state for state in picture.me if state.attribute == "name" and state.current and not state.negated]
    names = tuple(dict.fromkeys(state.value for state in reversed(mine)))
    own = PersonShown(ME, "person", names[0] if names else None, names, "self", _shown(picture.me, today))
    return [*([own] if picture.me else []), *(
        PersonShown(one.id, one.kind, one.name, one.names, one.relation, _shown(one.states, today))
        for one in picture.members.values()
    )]  # fmt: skip


def _shown(states: tuple[State, ...], today: date) -> tuple[StateShown, ...]:
    """What holds first, each in the order of telling."""
    ordered = sorted(states, key=lambda state: state.to is not None)
    return tuple(
        StateShown(now.attribute, now.value, now.from_, now.to, now.memory_id,
                   "was" if now.over else state.modality, state.negated)
        for state in ordered
        for now in (as_of(state, states, today),)
    )  # fmt: skip
