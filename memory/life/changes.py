"""What a fact does to what was told before: by how many values hold at a time, and by what the linker was taught."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from memory.life.evidence import New, evidence
from memory.life.hanging import hanging
from memory.life.learned import CLOSING, EFFECTS, Change
from memory.life.linker import Linker, Probabilities, taught
from memory.life.member import State
from memory.life.picture import Picture
from memory.life.rules import by_rule, contradicts, denied, is_alike, may_close
from memory.life.sure import PLANNED, made_surely, says_moved, tells_again

PAIR_WEIGHT = 0.5
"""How much a pair scorer counts beside the linker, as a power of its probabilities. Source: the tuned voices."""
MOST_EARLIER = 300
"""With so many earlier ones a fact is compared; each takes about 0.1 ms."""
MOST_PAIRS = 12
"""Of so many earlier ones, the likeliest by the linker, a pair scorer is asked: it reads a few hundred a second."""
ASKED, ASKED_MOVED = 0.64, 0.45
"""From which likelihood on the person is asked whether the earlier one still holds, and from which where the words say
that it changed. Source: the tuned and taught voices; docs/engine.md has the figures."""
_CLOSING = [at for at, effect in enumerate(EFFECTS) if effect in CLOSING]
_AT = {effect: at for at, effect in enumerate(EFFECTS)}


class PairScorer(Protocol):
    """The taught pair model: the probabilities of EFFECTS and, last, of none; shape (len(earlier), 8)."""

    def change(self, earlier: Sequence[str], later: str) -> npt.NDArray[np.float32]: ...


PairScores = Callable[[Sequence[State]], npt.NDArray[np.float32]]
"""What a pair scorer says of a fact and each of some earlier ones; shape (len(earlier), 8)."""


@dataclass(frozen=True)
class Bars:
    """From which probability on something is done: to the likeliest earlier one, to a further one, and to say that it
    is the same, more exact, or beside. Chosen on taught voices that were left out of teaching, with the tuned ones in
    view."""

    closes: float = 0.4
    closes_too: float = 0.5
    same: float = 0.5
    exact: float = 0.5
    beside: float = 0.3


BARS = Bars()


def compare(
    new: New, picture: Picture, now: datetime, *, linker: Linker | None = None, pair_scores: PairScores | None = None,
    bars: Bars = BARS,
) -> tuple[Change, ...]:  # fmt: skip
    """What `new` does to the current states of `picture`, of whomever they are; what is `sure` of it is made."""
    earlier = candidates(picture, new.state)
    if not earlier:
        return ()
    likely = (linker or taught()).effects(evidence(new, earlier, now))
    if pair_scores is not None:
        likely = _mixed(likely, earlier, pair_scores)
    found = decide(new, earlier, likely, bars)
    sure = made_surely(new, earlier, likely[:, _CLOSING].sum(axis=1).tolist())
    found |= {id_: Change(effect, id_, sure=True) for id_, effect in sure.items()}
    for change in hanging(new.state, picture, frozenset(sure)):
        if change.memory_id not in sure:
            found[change.memory_id] = replace(change, sure=True)
    otherwise = [old.memory_id for old in earlier if old.memory_id not in sure and contradicts(new.state, old)]
    found |= {id_: Change("contradicts", id_) for id_ in otherwise}
    for change in denied(new.state, picture):
        found[change.memory_id] = change
    old_of = {old.memory_id: old for old in earlier}
    return tuple(replace(it, asked=is_to_ask(new.state, old_of.get(id_), it)) for id_, it in found.items())


def is_to_ask(state: State, old: State | None, change: Change) -> bool:
    """Whether what is not sure is likely enough to ask: does what was told of the same one, in the same way, still
    hold?"""
    if change.effect == "contradicts":
        return True
    if old is None or change.sure or change.effect not in ("replaces", "ends") or not is_alike(state, old):
        return False
    alike = state.modality == old.modality and (state.modality != "plan" or state.attribute in PLANNED)
    bar = ASKED_MOVED if says_moved(state) else ASKED
    return alike and state.told_at != old.told_at and change.confidence >= bar


def _mixed(likely: Probabilities, earlier: Sequence[State], pair_scores: PairScores) -> Probabilities:
    """With what a pair scorer says of the likeliest ones."""
    asked = np.argsort(likely[:, -1])[:MOST_PAIRS]
    scores = np.maximum(pair_scores([earlier[at] for at in asked]), 1e-4)
    mixed = likely.copy()
    mixed[asked] *= scores**PAIR_WEIGHT
    mixed[asked] /= mixed[asked].sum(axis=1, keepdims=True)
    return mixed


def candidates(picture: Picture, state: State) -> list[State]:
    """The earlier states that `state` can do something to, in the order of telling: of many those of the same one and
    attribute and what is planned, then those told last."""
    current = [old for old in picture.states if old.current]
    if len(current) > MOST_EARLIER:
        current.sort(key=lambda old: (old.modality == "plan" or is_alike(state, old), old.told_at), reverse=True)
        current = current[:MOST_EARLIER]
    return sorted(current, key=lambda old: old.told_at)


def decide(new: New, earlier: Sequence[State], likely: Probabilities, bars: Bars = BARS) -> dict[str, Change]:
    """The changes by id of the earlier memory: what is likely enough and may be, and then what is plain by rule."""
    found: dict[str, Change] = {}
    closing = likely[:, _CLOSING].sum(axis=1)
    for at in np.argsort(-closing):
        bar = bars.closes_too if found else bars.closes
        if closing[at] < bar:
            break
        if may_close(new, earlier[at], float(closing[at])):
            effect = EFFECTS[max(_CLOSING, key=lambda label: likely[at, label])]
            found[earlier[at].memory_id] = Change(effect, earlier[at].memory_id, float(closing[at]))
    for old, row in zip(earlier, likely, strict=True):
        effect = EFFECTS[int(row[:-1].argmax())]
        bar = {"same": bars.same, "exact": bars.exact, "beside": bars.beside}.get(effect, 2.0)
        if old.memory_id not in found and row[_AT[effect]] >= bar:
            found[old.memory_id] = Change(effect, old.memory_id, float(row[_AT[effect]]))
    last = next((old.memory_id for old in reversed(earlier) if is_alike(new.state, old)), None)
    for old, likelihood in zip(earlier, closing.tolist(), strict=True):
        ruled = by_rule(new, old, old.memory_id == last)
        if ruled == "same" and not tells_again(new.state, old):
            ruled = "exact"
        if ruled:
            found[old.memory_id] = Change(ruled, old.memory_id, likelihood if ruled in CLOSING else 1.0)
    return found
