"""all-MiniLM-L6-v2 on ONNX Runtime: the same vectors at a third of the CPU, without torch in memory.

`python -m memory.embeddings.export` exports it; set-up does that once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from memory.caches import cached
from memory.embeddings.embedder import LAYERS, Embedder
from memory.exporting import EMBEDDING
from memory.models import Vectors
from memory.outbound import forbid_telemetry

MAX_TOKENS = 256
"""Longer texts are cut, as the model was trained. Source: sentence_bert_config.json of all-MiniLM-L6-v2."""

MAX_BATCH, SPREAD = 32, 1.25
"""Texts that are embedded at once, and how much longer than the shortest of them one may be."""

FEW, KEPT = 3, 16
"""So many texts at once are taken one by one, and the vectors of so many are kept in memory, for who asks next."""


def export_path() -> Path:
    """Where set-up puts the export: beside the packages of this environment, since it belongs to their versions."""
    return EMBEDDING.path() / EMBEDDING.files[0]


class OnnxEmbedder(Embedder):
    """The exported model at `path`, with the tokenizer of the model folder, on one CPU thread."""

    name = "all-MiniLM-L6-v2"
    dimension = 384

    def __init__(self, path: Path, model: Path) -> None:
        forbid_telemetry()
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for good
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
        self._one = cached(KEPT)(lambda text: self._embed([text])[0])

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self.embed_layers(texts)[:, -1]

    def embed_layers(self, texts: Sequence[str]) -> Vectors:
        if 1 <= len(texts) <= FEW:  # one message: several parts of the bot ask for its vector
            return np.stack([self._one(text) for text in texts])
        return self._in_batches(texts)

    def _in_batches(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), LAYERS, self.dimension), np.float32)
        # Texts of like length together: padding a short text to a long one's length costs as much as the long one.
        batch: list[int] = []
        for at in sorted(range(len(texts)), key=lambda i: len(texts[i])):
            if batch and (len(batch) == MAX_BATCH or len(texts[at]) > SPREAD * len(texts[batch[0]]) + 8):
                vectors[batch] = self._embed([texts[i] for i in batch])
                batch = []
            batch.append(at)
        if batch:
            vectors[batch] = self._embed([texts[i] for i in batch])
        return vectors

    def _embed(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([e.ids for e in encoded], np.int64)
        mask = np.array([e.attention_mask for e in encoded], np.int64)
        (means,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(means / np.maximum(np.linalg.norm(means, axis=2, keepdims=True), 1e-12), np.float32)
