"""Whether something that was told is worth being named unasked, was said in passing, or is too heavy for it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np
import yaml

from memory.embeddings import Embedder
from memory.models import Vectors

EXAMPLES = Path(__file__).with_name("worth.yml")

LIKE = 0.45
"""Cosine to an example from which something is like it."""

Kind = Literal["worth", "passing", "heavy"]
KINDS: tuple[Kind, ...] = ("worth", "passing", "heavy")


class Worth:
    """Compares what was told with examples of each kind, whose vectors are made when they are first needed."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def kind(self, text: str) -> Kind:
        """The kind whose examples hold the one that is nearest."""
        owners, vectors = self._examples
        return owners[int(np.argmax(vectors @ self._embedder.embed([text])[0]))]

    def weighs(self, text: str) -> bool:
        """Whether it is heavy beyond doubt: like an example, and not only more like one than like anything else."""
        owners, vectors = self._examples
        cosines = vectors @ self._embedder.embed([text])[0]
        nearest = int(np.argmax(cosines))
        return owners[nearest] == "heavy" and float(cosines[nearest]) >= LIKE

    @cached_property
    def _examples(self) -> tuple[list[Kind], Vectors]:
        data = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
        owners = [kind for kind in KINDS for _ in data[kind]]
        return owners, self._embedder.embed([line for kind in KINDS for line in data[kind]])
