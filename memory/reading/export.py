"""Exports the taught pair model to ONNX: MiniLM with its adapters merged, and both heads. Needs torch, at set-up only.

python -m memory.reading.export [folder] [--no-int8]   # in eight bits unless told otherwise
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from memory.embeddings.embedder import packaged_model
from memory.exporting import PAIRS, run, session, write
from memory.reading.pairs import MAX_TOKENS, PairTokens

if TYPE_CHECKING:
    import torch

TAUGHT = Path(__file__).parent
"""Where `pairs.npz` and `pairs.json` lie, which `python -m training.pairs` writes."""

INPUTS = ("input_ids", "token_type_ids", "attention_mask")
HEADS = ("answers", "change")

TOLERANCE = 2e-3
"""How far a logit of the export may be from torch's."""

PROBES = (
    ("what shift is mara on", "mara (sister): off nights since june!! days now"),
    ("whats the landlord called", "boss is mr okafor"),
    ("me home = grimsby | grimsby all my life.", "me home = hull | just moved to hull w my sis mara,"),
)

Arrays = Mapping[str, npt.NDArray[np.floating]]


def export_folder() -> Path:
    """Where set-up puts the export."""
    return PAIRS.path()


def taught(folder: Path = TAUGHT) -> dict[str, npt.NDArray[np.float32]]:
    """Adapters and heads, by name."""
    with np.load(folder / "pairs.npz") as found:
        return {name: found[name].astype(np.float32) for name in found.files}


def pooled(tokens: torch.Tensor, kind: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The means of both texts' tokens, how far they are apart, and their product; shape (pairs, 4 * dimension)."""
    import torch

    second = (kind * mask)[:, :, None].to(tokens.dtype)
    first = ((1 - kind) * mask)[:, :, None].to(tokens.dtype)
    one = (tokens * first).sum(1) / first.sum(1)
    other = (tokens * second).sum(1) / second.sum(1).clamp(min=1)
    return torch.cat([one, other, (one - other).abs(), one * other], 1)


def merge(bert: Any, arrays: Arrays) -> None:
    """Adds what the adapters learned to the weights of `bert`."""
    import torch

    modules = dict(bert.named_modules())
    for name in arrays:
        if found := re.fullmatch(r"lora/(.+)/A", name):
            change = arrays[f"lora/{found[1]}/B"] @ arrays[name]
            with torch.no_grad():
                modules[found[1]].weight += torch.from_numpy(np.asarray(change, np.float32))


def joined(arrays: Arrays) -> torch.nn.Module:
    """The whole model in torch, with the mask written so that it can be traced."""
    import torch
    from transformers import AutoModel

    bert: Any = AutoModel.from_pretrained(str(packaged_model())).eval()
    bert.set_attn_implementation("eager")
    merge(bert, arrays)

    class Joined(torch.nn.Module):
        """MiniLM with both heads: (answers, change) logits."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert.requires_grad_(False)
            for name in HEADS:
                setattr(self, name, head(arrays, name))

        def forward(
            self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
        ) -> tuple[torch.Tensor, ...]:
            padding = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * torch.finfo(torch.float32).min
            tokens = self.bert.embeddings(input_ids=input_ids, token_type_ids=token_type_ids)
            for layer in self.bert.encoder.layer:
                tokens = layer(tokens, attention_mask=padding)
            both = pooled(tokens, token_type_ids, attention_mask)
            return tuple(getattr(self, name)(both) for name in HEADS)

    return Joined().eval()


def head(arrays: Arrays, name: str) -> torch.nn.Sequential:
    """A head with the weights that it was taught."""
    import torch

    weights = [torch.from_numpy(np.asarray(arrays[f"{name}/{part}"], np.float32)) for part in ("0w", "0b", "1w", "1b")]
    layers = torch.nn.Linear(*weights[0].shape[::-1]), torch.nn.Linear(*weights[2].shape[::-1])
    with torch.no_grad():
        for layer, weight, bias in zip(layers, weights[::2], weights[1::2], strict=True):
            layer.weight.copy_(weight)
            layer.bias.copy_(bias)
    return torch.nn.Sequential(layers[0], torch.nn.GELU(), layers[1])


def export(folder: Path, int8: bool = PAIRS.int8, source: Path = TAUGHT) -> float:
    """Writes `pairs.onnx`, the tokenizer and the description to `folder`; returns the largest difference of a logit.

    `int8` rounds the matrices to a byte, as set-up does.

    Raises:
        ValueError: the export in 32 bits differs from torch by more than TOLERANCE.
    """
    import torch

    model = joined(taught(source))
    tokens = PairTokens(packaged_model() / "tokenizer.json")
    read = tokens.join([tuple(tokens.words([text], MAX_TOKENS[1])[0] for text in pair) for pair in PROBES])  # type: ignore[misc]
    given = (read.ids, read.kind, read.mask)
    sample = tuple(torch.from_numpy(one) for one in given)

    def difference(made: Path) -> float:
        with torch.no_grad():
            expected = [one.numpy() for one in model(*sample)]
        found = session(made).run(list(HEADS), dict(zip(INPUTS, given, strict=True)))
        return max(float(np.abs(a - b).max()) for a, b in zip(found, expected, strict=True))

    found = write(
        folder / "pairs.onnx", model, sample, dict.fromkeys(INPUTS, {0: "pair", 1: "token"}),
        dict.fromkeys(HEADS, {0: "pair"}), difference, TOLERANCE, int8=int8,
    )  # fmt: skip
    shutil.copy(packaged_model() / "tokenizer.json", folder)
    shutil.copy(source / "pairs.json", folder)
    PAIRS.stamp(folder, source)
    return found


if __name__ == "__main__":
    run(PAIRS, export)
