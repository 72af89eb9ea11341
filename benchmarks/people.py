"""A person's memories in lists, with their vectors: the engine without the service around it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from memory.life import Means, Nearness, Picture, Talk, remember
from memory.life.learned import closed
from memory.models import Candidate, Memory, Recalled, Vectors
from memory.reading import Context
from memory.reading.adapter import ReadingReader
from memory.recall import rank
from memory.recall.nearness import Matrices, towards_answers
from memory.service.base import embedded_texts
from memory.service.noting import once_each, slotted
from memory.understand import Question

ASKED_AT = datetime(2026, 3, 11, 12, tzinfo=UTC)


class Person:
    def __init__(self, reader: ReadingReader, embed: Callable[[Sequence[str]], Vectors]) -> None:
        self._reader, self._embed, self._talk = reader, embed, Talk()
        self.memories: list[Memory] = []
        self._vectors: dict[str, Vectors] = {}
        numbers = itertools.count()
        self._means = Means(reader.say, Nearness(embed, self._vectors), new_id=lambda: f"m{next(numbers)}")

    def tell(self, text: str, sent_at: datetime, *, message_id: str = "", in_reply_to: str | None = None) -> None:
        """Take a message in."""
        reading = self._reader.read(text, Context(sent_at, in_reply_to=in_reply_to))
        done = remember(
            reading, Picture.of(self.memories), self._means, said_at=sent_at, line=in_reply_to, talk=self._talk
        )
        self._talk = done.talk
        for one in once_each(done.learned):
            if one.same:
                continue
            memory = one.memory("u", sent_at, "web", message_id or text, in_reply_to)
            self.memories = [*closed(self.memories, one, sent_at), *slotted([(one, memory)], self.memories)]
            self._vectors[memory.id] = self._embed(embedded_texts(memory.quote, in_reply_to))

    @property
    def vectors(self) -> Vectors:
        """Of each memory's quote and of the quote in its context, shape (memories, 2, dimension)."""
        found = [self._vectors[memory.id] for memory in self.memories]
        return np.array(found, np.float32).reshape(len(self.memories), 2, -1)

    def read(self, text: str) -> tuple[Question, Vectors]:
        """The question, and the vector of its words."""
        question = self._reader.ask(text, asked_at=ASKED_AT)
        return question, self._embed([question.first_person])[0]

    def question(
        self, text: str, matrices: Matrices | None = None, request: bool | None = None
    ) -> tuple[Question, list[Candidate]]:
        """The question as recall gets it, with every memory as a candidate; `request`: what kind it is, if known."""
        question, vector = self.read(text)
        question = question if request is None else replace(question, request=request)
        near = self.vectors @ towards_answers(question, vector, matrices=matrices)
        return question, [
            Candidate(memory, float(own), float(context))
            for memory, (own, context) in zip(self.memories, near, strict=True)
        ]

    def ask(self, text: str) -> Recalled:
        return rank(*self.question(text))
