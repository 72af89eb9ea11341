"""Exports of models to ONNX, which set-up makes once: where each lies, what it is made of, and how it is made.

At its top the standard library alone, since set-up reads it with any Python from 3.9 on. To export needs torch.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
STAMP = "exported-of"
"""The file beside an export that says what it was made of."""


@dataclass(frozen=True)
class Export:
    """A model that is exported: its `files` in `folder` (within an environment's "retold"), made by `module`.

    `home` is where the `weights` lie, below this package; those of the embedding model come with its own package.
    `int8` says whether set-up rounds it to eight bits.
    """

    name: str
    module: str
    files: tuple[str, ...]
    folder: str = ""
    home: str = ""
    weights: tuple[str, ...] = ()
    int8: bool = False

    def path(self, environment: Path | None = None) -> Path:
        """Its folder in an environment, in this one unless said otherwise: it belongs to the versions there."""
        return (environment or Path(sys.prefix)) / "retold" / self.folder

    def fingerprint(self, home: Path | None = None) -> str:
        """Of the weights, what is described beside them, the module that exports, and this one."""
        made_of = [*((home or ROOT / self.home) / name for name in self.weights), self.source, Path(__file__)]
        return hashlib.sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()

    @property
    def source(self) -> Path:
        return ROOT.parent.joinpath(*self.module.split(".")).with_suffix(".py")

    def is_made(self, folder: Path | None = None) -> bool:
        """Whether what is in `folder`, its own unless said otherwise, was made of what is here now."""
        folder = folder or self.path()
        there = all((folder / name).is_file() for name in (*self.files, STAMP))
        return there and (folder / STAMP).read_text(encoding="utf-8") == self.fingerprint()

    def stamp(self, folder: Path, home: Path | None = None) -> None:
        """Says of what the files in `folder` were made."""
        (folder / STAMP).write_text(self.fingerprint(home), encoding="utf-8")


EMBEDDING = Export("the embedding model", "memory.embeddings.export", ("all-MiniLM-L6-v2-layers.onnx",))
READER = Export(
    "the reader", "memory.reading.taught.export", ("reader-encoder.onnx", "tokenizer.json"),
    "reader", "reading/taught", ("reader.npz", "reader.json"),
)  # fmt: skip
PAIRS = Export(
    "the model of pairs", "memory.reading.export", ("pairs.onnx", "pairs.json", "tokenizer.json"),
    "pairs", "reading", ("pairs.npz", "pairs.json"), int8=True,
)  # fmt: skip
EXPORTS = (EMBEDDING, READER, PAIRS)


def write(
    path: Path, model: Any, sample: tuple[Any, ...], inputs: Mapping[str, dict[int, str]],
    outputs: Mapping[str, dict[int, str]], difference: Callable[[Path], float], tolerance: float, *, int8: bool,
) -> float:  # fmt: skip
    """Writes `model` to `path` as ONNX; returns by how much it differs, as `difference` finds.

    `inputs` and `outputs` name the axes that vary. `int8` rounds the matrices afterwards.

    Raises:
        ValueError: it differs by more than `tolerance`; nothing is left at `path`.
    """
    import torch

    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as aside:
        made = Path(aside) / path.name
        with torch.no_grad():
            torch.onnx.export(
                model, sample, str(made), input_names=list(inputs), output_names=list(outputs),
                dynamic_axes={**inputs, **outputs}, opset_version=17, dynamo=False,
            )  # fmt: skip
        found = difference(made)
        if found > tolerance:
            raise ValueError(f"The exported model's numbers differ by {found:.1e}, more than {tolerance:.0e}.")
        os.replace(_rounded(made) if int8 else made, path)
    return found


def _rounded(made: Path) -> Path:
    """The same model with its matrices in eight bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    rounded = made.with_name("int8.onnx")
    quantize_dynamic(str(made), str(rounded), weight_type=QuantType.QInt8, per_channel=True)
    return rounded


def session(path: Path) -> Any:
    """The model at `path`, to be run."""
    from memory.outbound import forbid_telemetry

    forbid_telemetry()
    import onnxruntime

    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])


def copy_tokenizer(source: Path, folder: Path) -> None:
    """Puts a tokenizer beside its export, without limits: who reads a text cuts and pads it."""
    from tokenizers import Tokenizer

    shutil.copyfile(source, folder / "tokenizer.json")
    read = Tokenizer.from_file(str(folder / "tokenizer.json"))
    read.no_padding()
    read.no_truncation()
    read.save(str(folder / "tokenizer.json"))


def run(export: Export, make: Callable[[Path, bool], float]) -> None:
    """The command line of a module that exports."""
    parser = argparse.ArgumentParser(prog=f"python -m {export.module}", description=f"Exports {export.name} to ONNX.")
    parser.add_argument("folder", type=Path, nargs="?", default=export.path(), help="where to; set-up's by default")
    parser.add_argument("--int8", action=argparse.BooleanOptionalAction, default=export.int8, help="in eight bits")
    given = parser.parse_args()
    print(f"exported to {given.folder}; largest difference {make(given.folder, given.int8):.1e}")
