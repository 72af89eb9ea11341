"""A fact that was just learned, compared with the picture before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from memory.life.changes import candidates, compare
from memory.life.evidence import New
from memory.life.learned import Change, Learned
from memory.life.means import Means
from memory.life.member import State
from memory.life.picture import Picture
from memory.reading import Clause
from memory.reading.pairs import fact_text
from memory.recall.lexical import stems


def changes_of(
    learned: Learned, clause: Clause, place: int, picture: Picture, means: Means, said_at: datetime, line: str | None
) -> tuple[Change, ...]:
    """What a fact does to what was told before it; `place` is that of its clause, `line` the line that it answers."""
    state = State.of(learned.memory("", said_at, "", "", line))
    earlier = candidates(picture, state)
    names = {member.id: _stems_of(member.names) for member in picture.members.values()}
    acts = [act.name for act in clause.acts]
    near = means.near(state.quote, line, earlier) if means.near and earlier else {}
    new = New(state, line, "correct" in acts, any(name.startswith("answer") for name in acts), place,
              names.get(state.who, frozenset()), names, near)  # fmt: skip
    scorer = means.pairs

    def scores(old: Sequence[State]) -> npt.NDArray[np.float32]:
        assert scorer is not None
        earlier = [_as_taught(one, picture, one.in_reply_to) for one in old]
        return scorer.change(earlier, _as_taught(state, picture, line if new.answers else None))

    return compare(new, picture, said_at, linker=means.linker, pair_scores=scores if scorer else None)


def _stems_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(stems(" ".join(names)))


def _as_taught(state: State, picture: Picture, before: str | None) -> str:
    """A state in the form that the pair model was taught on: of "mara (sister)", "not" before what is denied.

    Whether an earlier one was a bare answer is not known by now: each has the question that it answered.
    """
    member = picture.members.get(state.who)
    called = list(dict.fromkeys(filter(None, [member.name, member.relation]))) if member else []
    who = f"{called[0]} ({called[1]})" if called[1:] else "".join(called)
    value = f"not {state.value}" if state.negated else state.value
    return fact_text(state.quote, state.attribute, value, who, state.modality, before)
