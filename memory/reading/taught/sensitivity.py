"""Of what kind sensitive a clause is: a head on the encoder's layers, fitted when the reader has been taught."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from memory.reading.taught.fitted import load_fitted
from memory.reading.taught.heads import Array, gelu, softmax

SENSITIVE, NONE = "sensitive.npz", "none"
"""What `python -m training.sensitive` writes beside the reader's weights; the kind of a clause that is not."""


class Sensitivity:
    """Every piece through one layer, then the mean and the largest of the clause's pieces.

    Kinds whose probabilities come to a half or more say that the clause is sensitive: the fit shifts them so.
    """

    def __init__(self, weights: Mapping[str, Array], kinds: tuple[str, ...]) -> None:
        """`kinds` are those of the outputs, NONE among them."""
        self._weights, self.kinds = weights, kinds

    @classmethod
    def load(cls, folder: Path, reader: Path) -> Sensitivity:
        """What SENSITIVE in `folder` holds, which has to be fitted on the encoder of the weights `reader`.

        Raises:
            FileNotFoundError: there is none.
            ValueError: it was fitted on another reader.
        """
        weights, made = load_fitted(folder / SENSITIVE, reader, "python -m training.sensitive")
        return cls(weights, tuple(made["kinds"]))

    def of(self, layers: Array, spans: list[tuple[int, int]]) -> list[dict[str, float]]:
        """Of each clause, pieces `[first, beyond the last)`, the probability of each kind but NONE."""
        pieces = gelu(layers @ self._weights["piece.weight"].T + self._weights["piece.bias"])
        pooled = np.stack([np.concatenate([pieces[a:b].mean(0), pieces[a:b].max(0)]) for a, b in spans])
        chances = softmax(pooled @ self._weights["kind.weight"].T + self._weights["kind.bias"])
        return [
            {kind: float(chance) for kind, chance in zip(self.kinds, row, strict=True) if kind != NONE}
            for row in chances
        ]
