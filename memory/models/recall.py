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


@dataclass(frozen=True)
class Recalled:
    """What may answer a question; `asks_for` says whether it asks for one thing, a list, or what held before."""

    answerable: bool
    matches: tuple[Match, ...] = ()
    asks_for: Literal["one", "several", "former"] = "one"
