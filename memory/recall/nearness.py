"""Move a question's vector towards what answers it.

MiniLM finds what says the same. A request ("suggest a jacket") is to find what should be heeded ("wool makes me itch"),
a question about hobbies the evening at the choir. For each kind a matrix of low rank, `nearness.npz` beside this file,
is added: trained by `python -m benchmarks.train` on questions that we wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from memory.models import Vectors
from memory.understand.question import Question

MODEL = "all-MiniLM-L6-v2"
"""The matrices fit the vectors of this model; another's are left as they are."""

Kind = Literal["questions", "requests"]
KINDS: tuple[Kind, ...] = ("questions", "requests")
Matrices = Mapping[Kind, tuple[npt.NDArray[np.floating], npt.NDArray[np.floating]]]
"""For each kind two factors, (dimension, rank) and (rank, dimension)."""


@cache
def trained() -> Matrices:
    """The matrices that are shipped."""
    with np.load(Path(__file__).with_name("nearness.npz")) as found:
        return {
            kind: (found[f"{kind}_from"].astype(np.float32), found[f"{kind}_to"].astype(np.float32)) for kind in KINDS
        }


def towards_answers(
    question: Question, vector: Vectors, model: str = MODEL, matrices: Matrices | None = None
) -> Vectors:
    """The vector of `question`, of length 1, moved towards what answers questions of its kind."""
    if model != MODEL:
        return vector
    first, second = (matrices or trained())["requests" if question.request else "questions"]
    moved = vector + (vector @ first) @ second
    return np.asarray(moved / np.linalg.norm(moved), np.float32)
