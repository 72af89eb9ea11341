"""A person's memories in lists, with their vectors: the engine without the service around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from memory.models import Candidate, Memory, Recalled, Vectors
from memory.recall import rank
from memory.recall.nearness import Matrices, towards_answers
from memory.understand import Question, Reader
from memory.understand.updates import compare

ASKED_AT = datetime(2026, 3, 11, 12, tzinfo=UTC)


class Person:
    def __init__(self, reader: Reader, embed: Callable[[Sequence[str]], Vectors]) -> None:
        self._reader, self._embed = reader, embed
        self.memories: list[Memory] = []
        self._vectors: list[Vectors] = []

    def tell(self, text: str, sent_at: datetime, *, message_id: str = "", in_reply_to: str | None = None) -> list[str]:
        """Take a message in; returns what it did to the memories, kind by kind."""
        kinds = []
        for told in self._reader.read(text, sent_at=sent_at, in_reply_to=in_reply_to, known=self._current()).told:
            vectors = self._embed([told.quote, f"{in_reply_to} {told.quote}" if in_reply_to else told.quote])
            near = np.array([own[0] for own in self._vectors]).reshape(-1, len(vectors[0])) @ vectors[0]
            similarity = {memory.id: float(value) for memory, value in zip(self.memories, near, strict=True)}
            change = compare(told, self._current(), similarity)
            kinds.append(change.kind)
            if change.kind == "same":
                continue
            if change.memory_id and change.kind in {"supersedes", "ends"}:
                at = next(at for at, memory in enumerate(self.memories) if memory.id == change.memory_id)
                self.memories[at] = replace(self.memories[at], status="superseded")
            replaced = change.memory_id if change.kind in {"supersedes", "ends"} else None
            memory = Memory(
                f"m{len(self.memories)}",
                "u",
                told.quote,
                told.statement,
                told.category,
                told.slot,
                told.about,
                sent_at,
                "web",
                message_id or text,
                in_reply_to,
                told.sensitivity,
                supersedes=replaced,
            )
            self.memories.append(memory)
            self._vectors.append(vectors)
        return kinds

    @property
    def vectors(self) -> Vectors:
        """Of each memory's quote and of the quote in its context, shape (memories, 2, dimension)."""
        return np.array(self._vectors, np.float32).reshape(len(self.memories), 2, -1)

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

    def _current(self) -> list[Memory]:
        return [memory for memory in self.memories if memory.status == "current"]
