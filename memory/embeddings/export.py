"""Exports the packaged all-MiniLM-L6-v2 to ONNX: `python -m memory.embeddings.export [folder] [--int8]`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from memory.embeddings.embedder import LAYERS, SentenceTransformerEmbedder, packaged_model
from memory.embeddings.onnx import OnnxEmbedder
from memory.exporting import EMBEDDING, run, write

if TYPE_CHECKING:
    import torch

TOLERANCE = 5e-4
"""How far a number of an exported vector may be from the original's: three decimals stay the same."""

PROBES = (
    "I have moved to Porto with my sister.",
    "what's my sister's name?",
    "we got a dog last spring, he's called Bruno and he hates the rain",
    "ok",
    " ".join(["We walked along the river until it was dark and then took the last bus home."] * 12),
)


def export(folder: Path, int8: bool = False) -> float:
    """Exports the model into `folder`; returns the largest difference of a number in the probes' vectors.

    Raises:
        ValueError: the vectors are not the same to three decimals.
    """
    import torch

    original = SentenceTransformerEmbedder(str(packaged_model()))
    bert = original._model[0].auto_model.eval()
    bert.set_attn_implementation("eager")

    class Means(torch.nn.Module):
        """The mean of each of the last layers' tokens."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert.requires_grad_(False)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            # The mask as the layers add it: transformers builds it in a way that cannot be traced.
            padding = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * torch.finfo(torch.float32).min
            weights = attention_mask[:, :, None].to(torch.float32)
            tokens = self.bert.embeddings(input_ids=input_ids, token_type_ids=torch.zeros_like(input_ids))
            means = []
            for layer in self.bert.encoder.layer:
                tokens = layer(tokens, attention_mask=padding)
                means.append((tokens * weights).sum(1) / weights.sum(1))
            return torch.stack(means[-LAYERS:], 1)

    def difference(made: Path) -> float:
        exported = OnnxEmbedder(made, packaged_model())
        vectors = np.abs(exported.embed(PROBES) - original.embed(PROBES)).max()
        layers = np.abs(exported.embed_layers(PROBES) - original.embed_layers(PROBES)).max()
        return float(max(vectors, layers))

    sample = torch.ones(2, 8, dtype=torch.int64)
    axes = {0: "batch", 1: "token"}
    found = write(
        folder / EMBEDDING.files[0], Means(), (sample, sample), {"input_ids": axes, "attention_mask": axes},
        {"means": {0: "batch"}}, difference, TOLERANCE, int8=int8,
    )  # fmt: skip
    EMBEDDING.stamp(folder)
    return found


if __name__ == "__main__":
    run(EMBEDDING, export)
