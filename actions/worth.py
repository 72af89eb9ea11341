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

    @cached_property
    def _examples(self) -> tuple[list[Kind], Vectors]:
        data = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
        owners = [kind for kind in KINDS for _ in data[kind]]
        return owners, self._embedder.embed([line for kind in KINDS for line in data[kind]])
