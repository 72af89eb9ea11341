"""Whether a clause wants something done by an assistant ("i need a hotel in cork"): a head on the encoder's layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from memory.reading.taught.fitted import load_fitted
from memory.reading.taught.heads import Array, sigmoid

REQUESTS = "requests.npz"
"""What `python -m training.requests` writes beside the reader's weights."""


class RequestHead:
    """The mean and the largest of the clause's pieces, weighed by one number each."""

    def __init__(self, weights: Array, bias: float) -> None:
        self._weights, self._bias = weights, bias

    @classmethod
    def load(cls, folder: Path, reader: Path) -> RequestHead:
        """What REQUESTS in `folder` holds, which has to be fitted on the encoder of the weights `reader`.

        Raises:
            FileNotFoundError: there is none.
            ValueError: it was fitted on another reader.
        """
        weights, _ = load_fitted(folder / REQUESTS, reader, "python -m training.requests")
        return cls(weights["weights"], float(weights["bias"]))

    def of(self, layers: Array, clauses: list[tuple[int, int]]) -> list[float]:
        """Of each clause, pieces `[first, beyond the last)`, the probability that it is a request."""
        return [float(sigmoid(pooled(layers[a:b]) @ self._weights + self._bias)) for a, b in clauses]


def pooled(pieces: Array) -> Array:
    """What the head looks at of a clause, of shape (pieces, dimension): twice the dimension."""
    return np.concatenate([pieces.mean(0), pieces.max(0)])
