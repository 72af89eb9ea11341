"""The twelve people told to the memory service, day by day, and their questions asked of it on the day after."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from benchmarks.longmem.data import Asked, Piece, Talk
from memory.embeddings import load_embedder
from memory.models import Memory, Recalled
from memory.opening import open_memory


@dataclass(frozen=True)
class Answered:
    """What recall made of a question, and all that is kept of the person."""

    name: str
    asked: Asked
    recalled: Recalled
    kept: list[Memory]

    @property
    def is_answer(self) -> bool:
        return self.recalled.outcome == "answer"

    @property
    def is_right(self) -> bool:
        """It is answered and the first answer rests on the evidence; or what was never told is not answered."""
        if not self.asked.evidence:
            return not self.is_answer
        return self.is_answer and bool(_resting([self.recalled.answers[0]], self.asked.evidence)) and not self.is_old

    @property
    def is_old(self) -> bool:
        """What held earlier is among the answers as if it still held."""
        current = [memory for memory in self.recalled.answers if memory.status == "current"]
        return self.is_answer and not self.recalled.ended and bool(_resting(current, self.asked.earlier))

    @property
    def share(self) -> float:
        """The share of the evidence on which an answer rests."""
        answers = self.recalled.answers if self.is_answer else ()
        return len(_resting(answers, self.asked.evidence)) / len(self.asked.evidence)

    @property
    def captured(self) -> float:
        """The share of the evidence of which something is kept."""
        return len(_resting(self.kept, self.asked.evidence)) / len(self.asked.evidence)

    @property
    def found(self) -> list[tuple[str, float]]:
        """The messages of the matches, the best first, with their scores."""
        best: dict[str, float] = {}
        for match in self.recalled.matches:
            best.setdefault(match.memory.message_id, match.score)
        return list(best.items())


def _resting(memories: list[Memory] | tuple[Memory, ...], pieces: tuple[Piece, ...]) -> list[Piece]:
    """The pieces on which one of the memories rests."""
    return [piece for piece in pieces if any(piece.holds(memory.message_id, memory.quote) for memory in memories)]


@dataclass
class Clock:
    """Stands where the talk is."""

    now: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def __call__(self) -> datetime:
        return self.now


def answered(talks: list[Talk]) -> Iterator[Answered]:
    """Each question of each person, asked through a `MemoryService` with the real embedder and reader."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        service = open_memory(Path(folder), embedder=load_embedder(), clock=clock)
        for talk in talks:
            clock.now = talk.turns[0].at
            service.change_profile(talk.name, {"remembering": "on", "sensitive": "keep"})
            for turn in talk.turns:
                clock.now = turn.at
                service.observe(talk.name, turn.text, message_id=turn.id, sent_at=turn.at, channel="web")
            clock.now += timedelta(days=1)
            kept = service.memories(talk.name)
            for asked in talk.questions:
                yield Answered(talk.name, asked, service.recall(talk.name, asked.text), kept)
        service.close()
