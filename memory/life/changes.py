"""What a fact does to what was told before: by how many values hold at a time, and by what the linker was taught."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from memory.life.evidence import New, evidence
from memory.life.hanging import hanging
from memory.life.learned import CLOSING, EFFECTS, Change, Effect
from memory.life.linker import Linker, Probabilities, taught
from memory.life.member import State
from memory.life.picture import Picture
from memory.life.tables import ME, relation_in
from memory.recall.lexical import stems

PAIR_WEIGHT = 0.5
"""How much a pair scorer counts beside the linker, as a power of its probabilities. Source: the tuned voices."""
_CLOSING = [at for at, effect in enumerate(EFFECTS) if effect in CLOSING]
_AT = {effect: at for at, effect in enumerate(EFFECTS)}


class PairScorer(Protocol):
    """The taught pair model: the probabilities of EFFECTS and, last, of none; shape (len(earlier), 8)."""

    def change(self, earlier: Sequence[str], later: str) -> npt.NDArray[np.float32]: ...


@dataclass(frozen=True)
class Bars:
    """From which probability on something is done: to the likeliest earlier one, to a further one, and to say that it
    is the same, more exact, or beside. Source: `python -m training.life --teach`, on taught voices left out."""

    closes: float = 0.5
    closes_too: float = 0.6
    same: float = 0.5
    exact: float = 0.4
    beside: float = 0.3


BARS = Bars()


def compare(
    new: New, picture: Picture, now: datetime, *, linker: Linker | None = None,
    pair_scores: Probabilities | None = None, bars: Bars = BARS,
) -> tuple[Change, ...]:  # fmt: skip
    """What `new` does to the current states of `picture`, of whomever they are.

    `pair_scores` are a pair model's, a row for each state of `candidates(picture)`.
    """
    earlier = candidates(picture)
    if not earlier:
        return ()
    likely = (linker or taught()).effects(evidence(new, earlier, now))
    if pair_scores is not None:
        mixed = likely * np.maximum(pair_scores, 1e-4) ** PAIR_WEIGHT
        likely = mixed / mixed.sum(axis=1, keepdims=True)
    found = decide(new.state, earlier, likely, bars)
    closes = frozenset(change.memory_id for change in found.values() if change.effect in CLOSING)
    for change in hanging(new.state, picture, closes):
        if found.get(change.memory_id, change).effect not in CLOSING or change.memory_id not in found:
            found[change.memory_id] = change
    for change in _denied(new.state, picture):
        if change.memory_id not in closes:
            found[change.memory_id] = change
    return tuple(found.values())


def candidates(picture: Picture) -> list[State]:
    """The states that a fact can do something to, in the order of telling."""
    return sorted((state for state in picture.states if state.current), key=lambda state: state.told_at)


def decide(state: State, earlier: Sequence[State], likely: Probabilities, bars: Bars = BARS) -> dict[str, Change]:
    """The changes by id of the earlier memory: what is plain by rule first, then what is likely enough."""
    found: dict[str, Change] = {}
    closing = likely[:, _CLOSING].sum(axis=1)
    for at in np.argsort(-closing):
        bar = bars.closes_too if any(change.effect in CLOSING for change in found.values()) else bars.closes
        if closing[at] < bar:
            break
        effect = EFFECTS[max(_CLOSING, key=lambda label: likely[at, label])]
        found[earlier[at].memory_id] = Change(effect, earlier[at].memory_id, float(closing[at]))
    for old, row in zip(earlier, likely, strict=True):
        effect = EFFECTS[int(row[:-1].argmax())]
        bar = {"same": bars.same, "exact": bars.exact, "beside": bars.beside}.get(effect, 2.0)
        if old.memory_id not in found and row[_AT[effect]] >= bar:
            found[old.memory_id] = Change(effect, old.memory_id, float(row[_AT[effect]]))
    for old in earlier:
        ruled = by_rule(state, old)
        if ruled and (old.memory_id not in found or found[old.memory_id].effect not in CLOSING or ruled == "replaces"):
            found[old.memory_id] = Change(ruled, old.memory_id)
    return found


_PLAIN = frozenset({"name", "age", "birthday", "birthplace", "height", "pronouns"})
"""Of these there is one value, and a fact of them says it whole."""


def by_rule(state: State, old: State) -> Effect | None:
    """What needs no likelihood: the same value told again, and another one where there can be but one."""
    if state.who != old.who or state.attribute != old.attribute or state.modality != old.modality:
        return None
    value, former = set(stems(state.value)), set(stems(old.value))
    if state.negated != old.negated:
        return "ends" if value and value == former and state.negated else None
    if value == former and value and (state.about is None or state.about == old.about):
        return "same"
    return None


def _denied(state: State, picture: Picture) -> list[Change]:
    """ "I don't have a sister" against a sister who was told of: both stay, and it is asked."""
    if not state.negated or state.who != ME or state.attribute not in ("sibling", "child", "parent", "relative", "pet"):
        return []
    relation = relation_in(state.value)
    return [
        Change("contradicts", old.memory_id)
        for member in picture.members.values()
        if relation and member.related == relation
        for old in member.states
        if old.current
    ]
