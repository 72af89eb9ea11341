"""Writes and reads what is taught: adapters and heads in half precision, and beside them what they were made with."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from memory.reading.taught.loading import MADE, WEIGHTS
from training.reader.gold import SPLIT, VOICES
from training.reader.labels import as_json
from training.reader.model import MIXED, RANK, Taught

BASE = "all-MiniLM-L6-v2"


def save(model: Taught, folder: Path, scores: dict[str, Any]) -> None:
    """Writes WEIGHTS and MADE into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, np.ndarray] = {}
    for name, value in model.encoder.state_dict().items():
        if ".lora_" in name:
            module, _, matrix = name.removeprefix("base_model.model.").partition(".lora_")
            arrays[f"adapters.{module}.{matrix[0]}"] = value.numpy()
        elif name.endswith("token_type_embeddings.weight"):
            arrays["segments"] = value.numpy()
    for head in ("heads", "mix", "mix_norm"):
        for name, value in getattr(model, head).state_dict().items():
            arrays[f"{head}.{name}"] = value.numpy()
    with (folder / WEIGHTS).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **{k: v.astype(np.float16) for k, v in arrays.items()})
    made = {
        "base": BASE,
        "dimension": 384,
        "adapters": {"rank": RANK, "scale": 2.0},
        "layers": list(MIXED),
        "data": data_hash(),
        "labels": as_json(),
        "scores": scores,
    }
    (folder / MADE).write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def restore(model: Taught, folder: Path) -> None:
    """Puts what `save` wrote back into a model."""
    with np.load(folder / WEIGHTS) as found:
        arrays = {name: torch.from_numpy(found[name].astype(np.float32)) for name in found.files}
    state = model.encoder.state_dict()
    for name in state:
        if ".lora_" in name:
            module, _, matrix = name.removeprefix("base_model.model.").partition(".lora_")
            state[name] = arrays[f"adapters.{module}.{matrix[0]}"]
        elif name.endswith("token_type_embeddings.weight"):
            state[name] = arrays["segments"]
    model.encoder.load_state_dict(state)
    for head in ("heads", "mix", "mix_norm"):
        of = {k.removeprefix(f"{head}."): v for k, v in arrays.items() if k.startswith(f"{head}.")}
        getattr(model, head).load_state_dict(of, strict=False)  # a head that was not there yet begins anew


def data_hash() -> str:
    """SHA-256 of the annotated messages that are taught or tuned by, and of their split."""
    split = json.loads(SPLIT.read_text(encoding="utf-8"))
    total = hashlib.sha256(SPLIT.read_bytes())
    for path in sorted(VOICES.glob("v[0-9][0-9][0-9].ann")):
        if path.stem not in split["judged"]:
            total.update(path.read_bytes() + path.with_suffix(".jsonl").read_bytes())
    return total.hexdigest()
