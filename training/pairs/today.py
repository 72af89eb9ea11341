"""A voice's memories in a store of its own, as the service would keep them, and its questions put to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from functools import cached_property

import numpy as np
import numpy.typing as npt

from memory.embeddings import Embedder
from memory.life import Picture
from memory.models import About, Candidate, Memory, Vectors, Who
from memory.reading import Context, MessageReader
from memory.reading.asked import what_is_asked
from memory.reading.reading import KEPT
from memory.recall.nearness import towards_answers
from memory.recall.ranking import Ranked, ranked
from memory.recall.wanted import Wanted
from memory.recall.whom import whom
from memory.service.base import embedded_texts
from memory.understand import dates
from memory.understand.question import Question, parse_question
from training.annotations import Fact
from training.pairs.life import Life, Told

Floats = npt.NDArray[np.float64]

WEEKS = 3
"""The questions are asked so long after the last message."""

CLOSED = {"replaces": "superseded", "ends": "superseded", "fulfils": "done"}


@dataclass(frozen=True)
class Found:
    """A question as it is read, and the memories in the order of the cheap features."""

    question: Question
    wanted: Wanted
    ranked: Ranked


class Today:
    """One voice's store. Whom a memory is of and what it says are annotated, or with `fields=False` not known."""

    def __init__(self, life: Life, embedder: Embedder, *, fields: bool = True) -> None:
        self._life, self._embedder, self._fields = life, embedder, fields
        self.quotes = embedder.embed([one.quote for one in life.told])
        last = date.fromisoformat(life.messages[-1].at[:10])
        self.day = date.fromordinal(last.toordinal() + 7 * WEEKS)

    @cached_property
    def _contexts(self) -> Vectors:
        return self._embedder.embed([embedded_texts(one.quote, self._line(one))[1] for one in self._life.told])

    @cached_property
    def memories(self) -> list[Memory]:
        """One of each clause that tells something; its place in `Life.told` is its id."""
        return [self._memory(at, one) for at, one in enumerate(self._life.told)]

    @cached_property
    def picture(self) -> Picture:
        return Picture.of(self.memories)

    @cached_property
    def _closed(self) -> Mapping[str, str]:
        """What became of facts, by id."""
        does = [(CLOSED.get(does), others) for fact, _ in self._life.facts for does, others in fact.does]
        return {other: status for status, others in does if status for other in others}

    def _line(self, one: Told) -> str | None:
        return self._life.messages[one.number - 1].bot

    def _memory(self, at: int, one: Told) -> Memory:
        about = dates.find(one.quote, date.fromisoformat(one.at[:10]))
        memory = Memory(
            id=str(at), user_id=self._life.voice, quote=one.quote, statement=one.quote,
            category="other", slot=None, about=about[0] if about else None,
            told_at=datetime.fromisoformat(one.at).replace(tzinfo=timezone.utc),
            channel="web", message_id=str(one.number), in_reply_to=self._line(one),
        )  # fmt: skip
        fact = next((fact for fact in one.facts if fact.modality in KEPT and not fact.hearsay), None)
        return self._with_fields(memory, fact) if fact and self._fields else memory

    def _with_fields(self, memory: Memory, fact: Fact) -> Memory:
        kinds = {one.who: (one.kind, one.relation) for one, _ in self._life.facts if one.kind}
        kind, relation = kinds.get(fact.who, ("person", None))
        names = self._life.names.get(fact.who, [])
        name = next((name for name in names if name != relation), fact.who[1:])
        return replace(
            memory,
            who=None if fact.who == "me" else Who(fact.who, kind or "person", name, relation),
            attribute=fact.attribute,
            value=fact.value,
            modality=fact.modality,
            negated=fact.negated,
            about=_days(fact) or memory.about,
            status=self._closed.get(fact.id, "current"),  # type: ignore[arg-type]
        )

    def vector(self, text: str) -> Vectors:
        return np.asarray(self._embedder.embed([text])[0], np.float32)

    def cosines(self, text: str) -> Vectors:
        """How near each memory's words are to `text`."""
        return np.asarray(self.quotes @ self.vector(text), np.float32)

    def ask(self, text: str, reader: MessageReader) -> Found:
        """What the service makes of a question, up to the pair model."""
        asked_at = datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=timezone.utc)
        asked = what_is_asked(reader.read(text, Context(asked_at)))
        question = replace(parse_question(text, self.day), asked=asked)
        moved = towards_answers(question, self.vector(question.first_person), self._embedder.name)
        near, context = self.quotes @ moved, self._contexts @ moved
        candidates = [Candidate(memory, float(near[at]), float(context[at])) for at, memory in enumerate(self.memories)]
        wanted = Wanted.of(question, whom(question, self.picture, self.memories), self.picture)
        return Found(question, wanted, ranked(question, candidates))


def _days(fact: Fact) -> About | None:
    day = fact.day or ""
    if not day[:1].isdigit():
        return None
    first, _, last = day.partition("..")
    return About(date.fromisoformat(first), date.fromisoformat(last or first), fact.when or first)
