"""Train the matrices that move a question's vector towards what answers it (`memory/recall/nearness.py`).

For each question the probability of the memories that answer it, a softmax over cosines, is made as high as it can be;
the matrix is drawn towards zero and cut to a low rank. For a request the memories of all people compete, so that "no
leather" and "no wool" are told apart; for a question those of its own person, since what it means depends on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from memory.recall.nearness import KINDS, Kind, Matrices

RANK = 128
SHARPNESS = 8.0
"""What a difference in cosine counts in the softmax."""
CONTEXT = 0.5
"""What nearness in context counts beside that of the quote."""
SHRINK: dict[Kind, float] = {"questions": 0.2, "requests": 0.02}
"""How strongly a matrix is drawn towards zero."""

Array = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Shelf:
    """Questions of one kind to one set of memories: `right` (questions, memories) marks what answers each."""

    person: str
    kind: Kind
    questions: Array
    memories: Array
    right: npt.NDArray[np.bool_]


def together(shelves: Sequence[Shelf]) -> list[Shelf]:
    """All shelves as one: each question competes with everybody's memories."""
    if not shelves:
        return []
    right = np.zeros((sum(len(s.questions) for s in shelves), sum(len(s.memories) for s in shelves)), bool)
    row = column = 0
    for shelf in shelves:
        right[row : row + len(shelf.questions), column : column + len(shelf.memories)] = shelf.right
        row, column = row + len(shelf.questions), column + len(shelf.memories)
    memories = np.concatenate([shelf.memories for shelf in shelves])
    return [Shelf("", shelves[0].kind, np.concatenate([shelf.questions for shelf in shelves]), memories, right)]


def train(shelves: Sequence[Shelf]) -> Matrices:
    """The matrices of both kinds from these shelves."""
    found = {}
    for kind in KINDS:
        of_kind = [shelf for shelf in shelves if shelf.kind == kind]
        found[kind] = _factors(_matrix(together(of_kind) if kind == "requests" else of_kind, SHRINK[kind]))
    return found


def _matrix(shelves: Sequence[Shelf], shrink: float) -> Array:
    size = shelves[0].memories.shape[1]
    count = sum(len(shelf.questions) for shelf in shelves)

    def loss(flat: Array) -> tuple[float, Array]:
        matrix, total, slope = flat.reshape(size, size), 0.0, np.zeros((size, size))
        for shelf in shelves:
            scores = SHARPNESS * (shelf.questions + shelf.questions @ matrix) @ shelf.memories.T
            shares = np.exp(scores - scores.max(1, keepdims=True))
            shares /= shares.sum(1, keepdims=True)
            mass = (shares * shelf.right).sum(1, keepdims=True) + 1e-12
            total -= float(np.log(mass).sum())
            slope += SHARPNESS * shelf.questions.T @ ((shares - shares * shelf.right / mass) @ shelf.memories)
        return total / count + shrink * (matrix**2).sum(), (slope / count + 2 * shrink * matrix).ravel()

    best = minimize(loss, np.zeros(size * size), jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return np.asarray(best.x.reshape(size, size))


def _factors(matrix: Array) -> tuple[Array, Array]:
    left, strength, right = np.linalg.svd(matrix)
    return left[:, :RANK] * strength[:RANK], right[:RANK]
