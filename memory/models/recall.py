"""What recall compares, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from memory.models.memory import Memory

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Entry:
    """What the index holds of a memory: a random id, the person's pseudonym, and two vectors of length 1.

    `vectors` has the shape (2, dimension): of the quote, and of the quote after the line it answers.
    """

    memory_id: str
    pseudonym: str
    vectors: Vectors


@dataclass(frozen=True)
class Candidate:
    """A memory with how near it is to a question: cosines, -1..1, of its words and of its words in their context."""

    memory: Memory
    cosine: float
    context_cosine: float


@dataclass(frozen=True)
class Match:
    """`score` is the absolute confidence, 0..1, that this memory answers the question."""

    memory: Memory
    score: float


Outcome = Literal["answer", "nearest", "not_told"]
"""What became of a question: it is answered; that was not told, but something of the same one was; nothing was told."""


@dataclass(frozen=True)
class Before:
    """What a question may lean on: the one asked before it, and the memories that the answer drew on."""

    question: str = ""
    drew_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recalled:
    """What may answer a question, the best first.

    The first `answering` of the matches answer together: of a list all, of two of a name both, else one. Of a question
    that was not answered, so many of them are the nearest that was told. `ended`: what answers holds no longer.
    """

    outcome: Outcome
    matches: tuple[Match, ...] = ()
    answering: int = 0
    ended: bool = False

    @property
    def answerable(self) -> bool:
        return self.outcome == "answer"

    @property
    def answers(self) -> tuple[Memory, ...]:
        """What answers together, or is nearest."""
        return tuple(match.memory for match in self.matches[: self.answering])
