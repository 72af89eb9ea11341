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
Layers = tuple[tuple[Figures, Figures], ...]
"""The weights and biases of each layer: shapes (n, h), (h,), (h, h), (h,), (h, 8), (8,)."""


@dataclass(frozen=True)
class Linker:
    """Networks that were taught alike, of which the mean counts; `means` and `spreads`, (n,), bring the figures to one
    scale."""

    means: Figures
    spreads: Figures
    networks: tuple[Layers, ...]

    def effects(self, figures: Figures) -> Probabilities:
        """For each row the probabilities of EFFECTS and, last, of none; shape (rows, 8)."""
        if not len(figures):
            return np.empty((0, len(self.networks[0][-1][1])), np.float32)
        scaled = (figures - self.means) / self.spreads
        return np.asarray(sum(_run(layers, scaled) for layers in self.networks) / len(self.networks), np.float32)

    def save(self, path: Path) -> None:
        named: dict[str, Any] = {"means": self.means, "spreads": self.spreads}
        for number, layers in enumerate(self.networks):
            for at, (weights, biases) in enumerate(layers):
                named[f"weights_{number}_{at}"] = weights.astype(np.float16)
                named[f"biases_{number}_{at}"] = biases
        np.savez_compressed(path, **named)


def _run(layers: Layers, x: Figures) -> Probabilities:
    for at, (weights, biases) in enumerate(layers):
        x = x @ weights + biases
        if at + 1 < len(layers):
            x = np.maximum(x, 0)
    odds = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), np.float32)


def load(path: Path) -> Linker:
    """Reads what `save` wrote."""
    with np.load(path) as found:
        names = sorted(name.removeprefix("weights_") for name in found.files if name.startswith("weights_"))
        networks: dict[str, list[tuple[Figures, Figures]]] = {}
        for name in names:
            layer = found[f"weights_{name}"].astype(np.float32), found[f"biases_{name}"].astype(np.float32)
            networks.setdefault(name.partition("_")[0], []).append(layer)
        return Linker(found["means"], found["spreads"], tuple(tuple(layers) for layers in networks.values()))


@cache
def taught() -> Linker:
    """The linker that is shipped; taught by `python -m training.life --teach`."""
    return load(Path(__file__).with_name("linker.npz"))
