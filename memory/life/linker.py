"""The taught linker: how likely a fact does each thing to each earlier one. It needs numpy and `linker.npz`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from memory.life.evidence import Figures

Probabilities = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Linker:
    """Two layers and an outcome; `means` and `spreads` bring the figures to one scale.

    Shapes: (n,), (n,), then (n, h), (h,), (h, h), (h,), (h, 8), (8,).
    """

    means: Figures
    spreads: Figures
    layers: tuple[tuple[Figures, Figures], ...]

    def effects(self, figures: Figures) -> Probabilities:
        """For each row the probabilities of EFFECTS and, last, of none; shape (rows, 8)."""
        if not len(figures):
            return np.empty((0, len(self.layers[-1][1])), np.float32)
        x = (figures - self.means) / self.spreads
        for at, (weights, biases) in enumerate(self.layers):
            x = x @ weights + biases
            if at + 1 < len(self.layers):
                x = np.maximum(x, 0)
        odds = np.exp(x - x.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), np.float32)

    def save(self, path: Path) -> None:
        named: dict[str, Any] = {"means": self.means, "spreads": self.spreads}
        for at, (weights, biases) in enumerate(self.layers):
            named |= {f"weights_{at}": weights, f"biases_{at}": biases}
        np.savez_compressed(
            path,
            **{name: array.astype(np.float16 if "weights" in name else np.float32) for name, array in named.items()},
        )


def load(path: Path) -> Linker:
    with np.load(path) as found:
        count = sum(name.startswith("weights") for name in found.files)
        layers = tuple(
            (found[f"weights_{at}"].astype(np.float32), found[f"biases_{at}"].astype(np.float32)) for at in range(count)
        )
        return Linker(found["means"], found["spreads"], layers)


@cache
def taught() -> Linker:
    """The linker that is shipped; taught by `python -m training.life --teach`."""
    return load(Path(__file__).with_name("linker.npz"))
