"""Exports the encoder with its adapters merged to ONNX: `python -m memory.reading.taught.export [folder] [--int8]`.

Set-up does that once. It needs torch, transformers and onnx; what it makes needs onnxruntime and tokenizers alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from memory.embeddings.embedder import packaged_model
from memory.exporting import READER, copy_tokenizer, run, session, write
from memory.reading.taught.loading import BELOW, ENCODER, MADE, TOKENIZER, WEIGHTS

TAUGHT = Path(__file__).parent
"""Where WEIGHTS and MADE lie, which the training writes."""

TOLERANCE = 1e-3
"""How far a number of the exported states may be from torch's; the states' numbers are of the size of 1."""

LENGTHS = (3, 11, 170)
"""Pieces of the probes that are compared."""


def export_folder() -> Path:
    """Where set-up puts the export."""
    return READER.path()


def is_exported(folder: Path) -> bool:
    """Whether what is in `folder` was made of the weights that lie beside this module, and by it."""
    return READER.is_made(folder)


def export(folder: Path, int8: bool = False, weights: Path = TAUGHT) -> float:
    """Writes the encoder and the tokenizer into `folder`; returns the largest difference to torch's states.

    `weights`: the folder of WEIGHTS and MADE. `int8` rounds the matrices to a byte: faster, and the readings change.

    Raises:
        ValueError: the export does not give the same states.
    """
    import torch

    encoder = _merged(weights)
    layers = json.loads((weights / MADE).read_text(encoding="utf-8"))["layers"]

    class States(torch.nn.Module):
        """The mixed states of a message without padding, and those of the layers BELOW."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = encoder
            self.mix, self.norm = _mix(weights)

        def forward(self, input_ids: torch.Tensor, segments: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            states: torch.Tensor = self.bert.embeddings(input_ids=input_ids, token_type_ids=segments)
            kept = [states]
            for layer in self.bert.encoder.layer:
                states = layer(states)
                kept.append(states)
            mixed = self.mix(torch.cat([kept[number] for number in layers], -1))
            return self.norm(torch.nn.functional.gelu(mixed)), torch.cat([kept[number] for number in BELOW], -1)

    model = States().eval()
    sample, axes = torch.ones(1, 8, dtype=torch.int64), {0: "batch", 1: "piece"}
    found = write(
        folder / ENCODER, model, (sample, sample), {"input_ids": axes, "segments": axes},
        {"states": axes, "layers": axes}, lambda made: _difference(model, made), TOLERANCE, int8=int8,
    )  # fmt: skip
    copy_tokenizer(packaged_model() / TOKENIZER, folder)
    READER.stamp(folder, weights)
    return found


def _merged(weights: Path):  # type: ignore[no-untyped-def]  # transformers has no types
    """MiniLM with the adapters added to its matrices."""
    import torch
    from transformers import AutoModel

    made = json.loads((weights / MADE).read_text(encoding="utf-8"))
    encoder = AutoModel.from_pretrained(str(packaged_model()), attn_implementation="eager").eval()
    state = encoder.state_dict()
    with np.load(weights / WEIGHTS) as found:
        for name in found.files:
            if name.startswith("adapters.") and name.endswith(".A"):
                module = name.removeprefix("adapters.").removesuffix(".A")
                low, high = (found[f"adapters.{module}.{x}"].astype(np.float32) for x in "AB")
                state[f"{module}.weight"] += torch.from_numpy(made["adapters"]["scale"] * high @ low)
        segments = torch.from_numpy(found["segments"].astype(np.float32))
        state["embeddings.token_type_embeddings.weight"] = segments
    encoder.load_state_dict(state)
    return encoder.requires_grad_(False)


def _mix(weights: Path):  # type: ignore[no-untyped-def]  # as torch's modules
    """What mixes the layers' states to those the heads read: a matrix, and a norm after GELU."""
    import torch

    with np.load(weights / WEIGHTS) as found:
        of = {
            part: {name: torch.from_numpy(found[f"{part}.{name}"].astype(np.float32)) for name in ("weight", "bias")}
            for part in ("mix", "mix_norm")
        }
    beyond, within = of["mix"]["weight"].shape
    mix, norm = torch.nn.Linear(within, beyond), torch.nn.LayerNorm(beyond)
    mix.load_state_dict(of["mix"])
    norm.load_state_dict(of["mix_norm"])
    return mix.requires_grad_(False), norm.requires_grad_(False)


def _difference(model, made: Path) -> float:  # type: ignore[no-untyped-def]
    """The largest between the export's states and torch's, over probes of several lengths."""
    import torch

    exported = session(made)
    draw = np.random.default_rng(0)
    worst = 0.0
    for length in LENGTHS:
        ids = draw.integers(1000, 30000, (1, length))
        segments = (np.arange(length) > length // 2).astype(np.int64)[None]
        found = exported.run(["states", "layers"], {"input_ids": ids, "segments": segments})
        with torch.no_grad():
            sought = model(torch.from_numpy(ids), torch.from_numpy(segments))
        worst = max(worst, *(float(np.abs(a - b.numpy()).max()) for a, b in zip(found, sought, strict=True)))
    return worst


if __name__ == "__main__":
    run(READER, export)
