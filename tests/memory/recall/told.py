"""What somebody has told, memory by memory as a reading fills them in, and what recall makes of a question."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from memory.embeddings import Embedder
from memory.life import Picture
from memory.models import About, Before, Candidate, Match, Memory, Recalled, Who
from memory.reading.adapter import ReadingReader
from memory.recall.answering import answer
from memory.recall.following import followed
from memory.recall.forgetting import Means, ToForget, to_forget
from memory.recall.nearness import towards_answers
from memory.recall.paired import PairScorer
from memory.service.base import embedded_texts

BEGAN = datetime(2026, 3, 2, 18, tzinfo=UTC)
"""A Monday. Each thing is told a day after the one before; the questions are asked on the first of June."""
ASKED_AT = datetime(2026, 6, 1, 12, tzinfo=UTC)


def who(id_: str, name: str | None = None, relation: str | None = None, kind: str = "person") -> Who:
    return Who(id_, kind, name, relation, name or relation or "")


def day(month: int, number: int) -> About:
    on = date(2026, month, number)
    return About(on, on, f"on {number}/{month}")


class Store:
    def __init__(self, embedder: Embedder, reader: ReadingReader, scorer: PairScorer) -> None:
        self._embedder, self._reader, self._scorer = embedder, reader, scorer
        self.memories: list[Memory] = []

    def tell(self, quote: str, attribute: str | None = None, value: str | None = None, **more: Any) -> Memory:
        number = len(self.memories)
        memory = Memory(
            id=f"m{number}",
            user_id="ana",
            quote=quote,
            statement=quote,
            category=more.pop("category", "other"),
            slot=None,
            about=more.pop("about", None),
            told_at=BEGAN + timedelta(days=number),
            channel="web",
            message_id=more.pop("message_id", f"t{number}"),
            attribute=attribute,
            value=value,
            **more,
        )
        self.memories.append(memory)
        return memory

    def ask(self, text: str, before: Before | None = None) -> Recalled:
        picture = Picture.of(self.memories)
        follows = followed(text, before, picture, {one.id: one for one in self.memories}) if before else None
        question = self._reader.ask(follows.text if follows else text, asked_at=ASKED_AT)
        vector = towards_answers(question, self._embedder.embed([question.first_person])[0])
        candidates = [Candidate(memory, *self._near(memory, vector)) for memory in self.memories]
        return answer(question, candidates, picture, self._scorer, ASKED_AT.date(), follows)

    def forget(self, said: str, just_told: tuple[str, ...] = ()) -> set[str] | str:
        """The quotes of what is meant, or "everything"."""
        meant: ToForget = to_forget(said, self.memories, Means(self.ask, self._nearest, just_told))
        if meant.everything:
            return "everything"
        assert len(set(meant.ids)) == len(meant.ids)
        return {memory.quote for memory in self.memories if memory.id in meant.ids}

    def _nearest(self, words: str) -> list[Match]:
        vector = self._embedder.embed([words])[0]
        found = [Match(memory, self._near(memory, vector)[0]) for memory in self.memories]
        return sorted(found, key=lambda match: -match.score)

    def _near(self, memory: Memory, vector: Any) -> tuple[float, float]:
        quote, context = self._embedder.embed(embedded_texts(memory.quote, memory.in_reply_to)) @ vector
        return float(quote), float(context)


def quotes(found: Recalled) -> list[str]:
    return [memory.quote for memory in found.answers]
