"""Exports the taught pair model to ONNX: MiniLM with its adapters merged, and both heads. Needs torch, at set-up only.

python -m memory.reading.export [folder] [--whole]   # quantised to int8 unless --whole
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from memory.embeddings.embedder import packaged_model
from memory.outbound import forbid_telemetry
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
    """Where set-up puts the export: beside the packages of this environment, since it belongs to their versions."""
    return Path(sys.prefix) / "retold" / "pairs"


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


def export(folder: Path, *, whole: bool = False, source: Path = TAUGHT) -> float:
    """Writes `pairs.onnx`, the tokenizer and the description to `folder`; returns the largest difference of a logit.

    `whole` leaves the weights in 32 bits instead of int8.

    Raises:
        ValueError: the export in 32 bits differs from torch by more than TOLERANCE; nothing is left in `folder`.
    """
    forbid_telemetry()
    import onnxruntime
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = joined(taught(source))
    folder.mkdir(parents=True, exist_ok=True)
    tokens = PairTokens(packaged_model() / "tokenizer.json")
    read = tokens.join([tuple(tokens.words([text], MAX_TOKENS[1])[0] for text in pair) for pair in PROBES])  # type: ignore[misc]
    sample = tuple(torch.from_numpy(one) for one in (read.ids, read.kind, read.mask))
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        made = Path(aside) / "whole.onnx"
        with torch.no_grad():
            torch.onnx.export(
                model, sample, str(made), input_names=list(INPUTS), output_names=list(HEADS),
                dynamic_axes={name: {0: "pair", 1: "token"} for name in INPUTS} | {name: {0: "pair"} for name in HEADS},
                opset_version=17, dynamo=False,
            )  # fmt: skip
            expected = [one.numpy() for one in model(*sample)]
        session = onnxruntime.InferenceSession(str(made), providers=["CPUExecutionProvider"])
        found = session.run(list(HEADS), dict(zip(INPUTS, (read.ids, read.kind, read.mask), strict=True)))
        difference = max(float(np.abs(a - b).max()) for a, b in zip(found, expected, strict=True))
        if difference > TOLERANCE:
            raise ValueError(f"The exported logits differ by {difference:.1e}, more than {TOLERANCE:.0e}.")
        if not whole:
            quantize_dynamic(str(made), str(Path(aside) / "int8.onnx"), weight_type=QuantType.QInt8, per_channel=True)
            made = Path(aside) / "int8.onnx"
        os.replace(made, folder / "pairs.onnx")
    shutil.copy(packaged_model() / "tokenizer.json", folder)
    shutil.copy(source / "pairs.json", folder)
    return difference


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=export_folder())
    parser.add_argument("--whole", action="store_true", help="leave the weights in 32 bits")
    arguments = parser.parse_args()
    difference = export(arguments.folder, whole=arguments.whole)
    print(f"exported to {arguments.folder}; largest difference of a logit {difference:.1e}")


if __name__ == "__main__":
    main()
