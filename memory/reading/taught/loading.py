"""Opens what the training and the export wrote: the encoder, its tokenizer, and the heads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from memory.outbound import forbid_telemetry
from memory.reading.taught.decode import Labels
from memory.reading.taught.heads import Array, Heads
from memory.reading.taught.pieces import Pieces

WEIGHTS, MADE = "reader.npz", "reader.json"
"""What the training writes: adapters and heads, and what they were made with. They lie beside this file."""

ENCODER, TOKENIZER = "reader-encoder.onnx", "tokenizer.json"
"""What the export writes: the encoder with its adapters merged, and the tokenizer of the base model."""

BELOW = (3, 4, 5, 6)
"""The encoder's layers whose states are given beside the mixed ones, which keep of them what reading needs alone."""


class Encoded(NamedTuple):
    """One part of a message, a row a piece: the mixed states, and those of the layers BELOW side by side."""

    states: Array
    layers: Array


Encoder = Callable[[Pieces], Encoded]


def load_encoder(folder: Path) -> tuple[Encoder, Any]:
    """The encoder and the tokenizer that were exported to `folder`, on one CPU thread.

    Raises:
        FileNotFoundError: a file is missing; the message says how it is made.
    """
    forbid_telemetry()
    import onnxruntime
    from tokenizers import Tokenizer

    for name in (ENCODER, TOKENIZER):
        if not (folder / name).is_file():
            raise FileNotFoundError(f"There is no {name} in {folder}. Run `make setup`.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena keeps the longest message's memory for good
    session = onnxruntime.InferenceSession(str(folder / ENCODER), options, providers=["CPUExecutionProvider"])

    def encode(pieces: Pieces) -> Encoded:
        fed = {"input_ids": pieces.ids[None], "segments": pieces.segments[None]}
        states, layers = session.run(["states", "layers"], fed)
        return Encoded(states[0], layers[0])

    return encode, Tokenizer.from_file(str(folder / TOKENIZER))


def load_heads(folder: Path) -> tuple[Heads, Labels]:
    """The heads and their labels from WEIGHTS and MADE in `folder`."""
    made = json.loads((folder / MADE).read_text(encoding="utf-8"))
    with np.load(folder / WEIGHTS) as found:
        weights = {
            name.removeprefix("heads."): found[name].astype(np.float32)
            for name in found.files
            if name.startswith("heads.")
        }
    return Heads(weights), Labels(**{name: tuple(of) for name, of in made["labels"].items()})
