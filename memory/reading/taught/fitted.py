"""Heads that are fitted on the reader's encoder when it has been taught; each names the reader that it belongs to."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from memory.reading.taught.heads import Array


def load_fitted(path: Path, reader: Path, command: str) -> tuple[dict[str, Array], dict[str, Any]]:
    """The weights in `path` and what they were made with; `command` makes them anew, `reader` is the reader's weights.

    Raises:
        FileNotFoundError: there are none.
        ValueError: they were fitted on another reader.
    """
    with np.load(path) as found:
        made = json.loads(str(found["made"]))
        if made["reader"] != hash_of(reader):
            raise ValueError(f"{path.name} was fitted on another reader. Run `{command}`.")
        return {name: found[name].astype(np.float32) for name in found.files if name != "made"}, made


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
