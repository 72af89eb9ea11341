"""A voice's memories under the ranking as it is (memory/recall), through its own code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timezone
from functools import cached_property

import numpy as np
import numpy.typing as npt

from memory.embeddings import Embedder
from memory.models import Candidate, Memory, Recalled, Vectors
from memory.recall.features import Shelf, evidence, features
from memory.recall.nearness import towards_answers
from memory.recall.ranking import fitting, rank, trained, typed_odds, weigh
from memory.service.base import embedded_texts
from memory.understand import dates
from memory.understand.question import Question, parse_question
from training.pairs.life import Life, Told

Floats = npt.NDArray[np.float64]

WEEKS = 3
"""The questions are asked so long after the last message."""


@dataclass(frozen=True)
class Found:
    """What the ranking makes of a question: places of the memories best first, its features, and how sure it is."""

    order: list[int]
    answerable: bool
    score: float
    features: dict[str, Floats]


class Today:
    """One voice's store."""

    def __init__(self, life: Life, embedder: Embedder) -> None:
        self._life, self._embedder = life, embedder
        self.quotes = embedder.embed([one.quote for one in life.told])
        last = date.fromisoformat(life.messages[-1].at[:10])
        self._day = date.fromordinal(last.toordinal() + 7 * WEEKS)

    @cached_property
    def _contexts(self) -> Vectors:
        return self._embedder.embed([embedded_texts(one.quote, self._line(one))[1] for one in self._life.told])

    @cached_property
    def memories(self) -> list[Memory]:
        """What was told as the service would keep it, without what its reader would add to the words."""
        return [self._memory(at, one) for at, one in enumerate(self._life.told)]

    def _line(self, one: Told) -> str | None:
        return self._life.messages[one.number - 1].bot

    def _memory(self, at: int, one: Told) -> Memory:
        about = dates.find(one.quote, date.fromisoformat(one.at[:10]))
        return Memory(
            id=str(at), user_id=self._life.voice, quote=one.quote, statement=one.quote,
            category="other", slot=None, about=about[0] if about else None,
            told_at=datetime.fromisoformat(one.at).replace(tzinfo=timezone.utc),
            channel="web", message_id=str(one.number), in_reply_to=self._line(one),
        )  # fmt: skip

    def vector(self, text: str) -> Vectors:
        return np.asarray(self._embedder.embed([text])[0], np.float32)

    def cosines(self, text: str) -> Vectors:
        """How near each memory's words are to `text`."""
        return np.asarray(self.quotes @ self.vector(text), np.float32)

    def ask(self, text: str) -> Found:
        """The memories in the order of the ranking that is shipped, with the features it weighs."""
        question = parse_question(text, self._day)
        moved = towards_answers(question, self.vector(question.first_person), self._embedder.name)
        near, context = self.quotes @ moved, self._contexts @ moved
        candidates = [Candidate(memory, float(near[at]), float(context[at])) for at, memory in enumerate(self.memories)]
        found: Recalled = rank(question, candidates)
        named = self._features(question, candidates)
        order = [int(match.memory.id) for match in found.matches]
        return Found(order, found.answerable, found.matches[0].score, named)

    def _features(self, question: Question, candidates: list[Candidate]) -> dict[str, Floats]:
        shelf = Shelf.of(question, candidates)
        odds = typed_odds(question, shelf.memories, fitting(question, shelf.memories))
        named = features(shelf, odds)
        named["order"] = weigh(named, trained().questions)
        for name, value in evidence(shelf).items():
            named[name] = np.full(len(candidates), value)
        return named
