"""Sensitive things that are said without their usual words, known by what a text means.

A logistic regression over MiniLM's layers, which are worked out for the vector anyway; `python -m
training.sensitive.train` writes its weights, `sensitive.npz` beside this file.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from memory.models import Vectors

WEIGHTS = Path(__file__).with_name("sensitive.npz")
NONE = "none"


class Taught:
    """The trained model: `weights` (layers * dimension, kinds), `bias` (kinds,), and what they were made with."""

    def __init__(
        self, weights: npt.NDArray[np.floating], bias: npt.NDArray[np.floating], kinds: tuple[str, ...], threshold: float
    ) -> None:
        self.weights, self.bias, self.kinds, self.threshold = weights, bias, kinds, threshold
        self._none = kinds.index(NONE)

    def score(self, layers: Vectors) -> float:
        """The log odds that a text with these `layers`, shape (layers, dimension), is sensitive."""
        others, none = self._odds(layers)
        return float(np.logaddexp.reduce(others) - none)

    def kind(self, layers: Vectors) -> str | None:
        """Of what kind it is; None where it is below the threshold."""
        others, none = self._odds(layers)
        if np.logaddexp.reduce(others) - none < self.threshold:
            return None
        return [kind for kind in self.kinds if kind != NONE][int(np.argmax(others))]

    def _odds(self, layers: Vectors) -> tuple[npt.NDArray[np.floating], float]:
        odds = layers.reshape(-1) @ self.weights + self.bias
        return np.delete(odds, self._none), float(odds[self._none])


@cache
def taught(model: str, dimension: int) -> Taught | None:
    """What was taught with the vectors of `model`; None for another's, which mean something else."""
    with np.load(WEIGHTS) as found:
        made = json.loads(str(found["made"]))
        if made["model"] != model or made["dimension"] != dimension:
            return None
        return Taught(
            found["weights"].astype(np.float32), found["bias"].astype(np.float32), tuple(made["kinds"]), made["threshold"]
        )
