"""What the rules as they are (memory/understand/updates.compare) make of a voice's facts, clause by clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timezone

import numpy as np
import numpy.typing as npt

from memory.embeddings import Embedder
from memory.models import Memory, Told
from memory.reading.pairs import CHANGES
from memory.understand import dates, slots
from memory.understand.reader import _ENDS
from memory.understand.updates import compare
from training.pairs.changes import gold
from training.pairs.life import Life
from training.pairs.life import Told as Clause

KINDS = {"new": "none", "same": "same", "supersedes": "replaces", "ends": "ends", "unclear": "contradicts"}
"""The label for what the rules say."""


class Rules:
    """The rules over one voice; of earlier memories those hold that no annotated change has ended since."""

    def __init__(self, life: Life, embedder: Embedder) -> None:
        self._life, self._vectors = life, embedder.embed([one.quote for one in life.told])
        self._places = {(one.number, one.place): at for at, one in enumerate(life.told)}
        self._memories = [[self._memory(told, one, f"{at}.{n}") for n, told in enumerate(_read(one))]
                          for at, one in enumerate(life.told)]  # fmt: skip
        self._ended: dict[str, int] = {}
        for at, (fact, _) in enumerate(life.facts):
            for other, label in gold(fact).items():
                if label in ("replaces", "ends"):
                    self._ended.setdefault(other, at)

    def _memory(self, told: Told, one: Clause, id_: str) -> Memory:
        return Memory(
            id=id_, user_id=self._life.voice, quote=told.quote, statement=told.statement, category=told.category,
            slot=told.slot, about=told.about, told_at=datetime.fromisoformat(one.at).replace(tzinfo=timezone.utc),
            channel="web", message_id=str(one.number),
        )  # fmt: skip

    def of(self, at: int, places: Sequence[int]) -> npt.NDArray[np.int64]:
        """What fact `at` does to the facts `places`, by the rules: a label of CHANGES for each."""
        facts, one = self._life.facts, self._life.facts[at][1]
        ended = {facts[i][1] for i in range(at) if self._ended.get(facts[i][0].id, at) < at}
        now = self._places[one.number, one.place]
        earlier = [m for i in range(now) if self._life.told[i] not in ended for m in self._memories[i]]
        near = self._vectors @ self._vectors[now]
        similarity = {memory.id: float(near[int(memory.id.split(".")[0])]) for memory in earlier}
        done: dict[int, str] = {}
        for told in _read(one):
            change = compare(told, earlier, similarity)
            if change.memory_id:
                done[int(change.memory_id.split(".")[0])] = KINDS[change.kind]
        clause = [self._places[facts[i][1].number, facts[i][1].place] for i in places]
        return np.array([CHANGES.index(done.get(place, "none")) for place in clause], np.int64)


def _read(one: Clause) -> list[Told]:
    about = dates.find(one.quote, date.fromisoformat(one.at[:10]))
    about_it = about[0] if about else None
    told = Told(one.quote, one.quote, "other", about=about_it, change="ends" if _ENDS.search(one.quote) else "tells")
    filled = slots.fill(one.quote)
    return [replace(told, slot=of.slot, category=of.category, change=of.change) for of in filled] or [told]
