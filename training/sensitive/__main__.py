"""`python -m training.sensitive` fits the head for sensitive things on the exported reader; minutes on one core.

The threshold is chosen on writers that were left out, two at a time, and on the clauses of the tuned voices, where
nothing is marked sensitive. `--export` and `--weights` name folders where they are not set-up's and the run time's.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch

from memory.reading.taught.export import export_folder
from memory.reading.taught.fitted import hash_of
from memory.reading.taught.loading import WEIGHTS, load_encoder, load_heads
from memory.reading.taught.sensitivity import SENSITIVE
from training.sensitive.lines import KINDS, WRITERS, of_voices, of_writers
from training.sensitive.model import Floats, Head, Scaled, fit, odds, sensitive
from training.sensitive.rows import Ints, Rows, rows_of

TAUGHT = Path(__file__).parents[2] / "memory" / "reading" / "taught"
SCORES = Path(__file__).with_name("scores.json")

FALSELY, FALSELY_IN_TALK = 0.05, 0.02
"""Of harmless lines that were written to look sensitive, and of clauses in which voices tell something, so many may
be asked about."""

SEEDS = (0,)
"""The heads are as one: the mean of their logits is that of a head with the pieces' layers side by side."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--export", type=Path, default=export_folder())
    parser.add_argument("--weights", type=Path, default=TAUGHT)
    parser.add_argument("--out", type=Path, default=TAUGHT)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    encode, tokenizer = load_encoder(arguments.export)
    heads, _ = load_heads(arguments.weights)
    taught = [*of_writers(), *of_voices("taught")]
    tuned = of_voices("tuned")
    rows = rows_of([*taught, *tuned], encode, tokenizer, heads)
    print(f"{len(rows.line)} clauses", flush=True)
    scaled, is_tuned = Scaled(rows), rows.line >= len(taught)
    made = measured(scaled, is_tuned)
    made |= {"reader": hash_of(arguments.weights / WEIGHTS), "kinds": list(KINDS)}
    final = [fit(scaled, np.flatnonzero(~is_tuned), seed) for seed in SEEDS]
    weights = merged(final, scaled, made["threshold"])
    np.savez_compressed(
        arguments.out / SENSITIVE,
        made=json.dumps({name: made[name] for name in ("reader", "kinds")}),
        **{name: value.astype(np.float16) for name, value in weights.items()},  # type: ignore[arg-type]
    )
    if arguments.out == TAUGHT:
        SCORES.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(made, indent=1))


def measured(scaled: Scaled, is_tuned: Any) -> dict[str, Any]:
    """The threshold, and what is asked of each writer when left out and of the tuned voices, by these heads' mean."""
    rows = scaled.rows
    tuned = np.flatnonzero(is_tuned)
    in_talk = np.zeros((len(tuned), len(KINDS)), np.float32)
    lines: list[tuple[str, int, float, int]] = []
    folds = [WRITERS[at :: len(WRITERS) // 2] for at in range(len(WRITERS) // 2)]
    for left_out in folds:
        shown = np.flatnonzero(~is_tuned & ~np.isin(rows.by, left_out))
        made = [fit(scaled, shown, seed) for seed in SEEDS]
        in_talk += odds(scaled, made, tuned) / len(folds)
        lines += [one for writer in left_out for one in _lines(rows, writer, scaled, made)]
        print(f"left out {', '.join(left_out)}", flush=True)
    by, kind, score, named = (np.array(column) for column in zip(*lines, strict=True))
    plain = (rows.kind[tuned] == 0) & rows.tells[tuned]
    limits = np.quantile(score[kind == 0], 1 - FALSELY), np.quantile(sensitive(in_talk)[plain], 1 - FALSELY_IN_TALK)
    threshold = float(max(limits))
    asked = score >= threshold
    return {
        "threshold": round(threshold, 3),
        "writers": {one: _shares(asked[by == one], kind[by == one], named[by == one]) for one in (*WRITERS,)}
        | {"all": _shares(asked, kind, named)},
        "by_kind": {name: round(float(asked[kind == number].mean()), 3) for number, name in enumerate(KINDS) if number},
        "tuned": {
            **_shares(sensitive(in_talk) >= threshold, rows.kind[tuned], in_talk[:, 1:].argmax(1) + 1),
            "falsely_of_what_tells": round(float((sensitive(in_talk)[plain] >= threshold).mean()), 4),
        },
    }


def _lines(rows: Rows, writer: str, scaled: Scaled, heads: list[Head]) -> list[tuple[str, int, float, int]]:
    """Of each line by whom, its kind, and of its clauses as the reader parts it the highest score and its kind."""
    clauses: Ints = np.flatnonzero((rows.by == writer) & rows.part)
    found: Floats = odds(scaled, heads, clauses)
    scores = sensitive(found)
    lines = rows.line[clauses]
    best = [max(np.flatnonzero(lines == line), key=lambda at: float(scores[at])) for line in np.unique(lines)]
    return [(writer, int(rows.kind[clauses[at]]), float(scores[at]), int(found[at, 1:].argmax()) + 1) for at in best]


def _shares(asked: Any, kind: Any, named: Any) -> dict[str, float]:
    there = kind > 0
    right = (named == kind)[there & asked]
    shares = {"asked": asked[there], "falsely": asked[~there], "kind_right_of_asked": right}
    return {name: round(float(of.mean()), 4) for name, of in shares.items()}


def merged(heads: list[Head], scaled: Scaled, threshold: float) -> dict[str, Floats]:
    """The heads as one over layers as they come, whose kinds have half of the probability at the threshold."""
    hidden = [(one.piece.weight.detach().numpy() / scaled.scale, one.piece.bias.detach().numpy()) for one in heads]
    kinds = [one.kind.weight.detach().numpy() / len(heads) for one in heads]
    size = kinds[0].shape[1] // 2
    bias = np.mean([one.kind.bias.detach().numpy() for one in heads], 0)
    bias[0] += threshold
    return {
        "piece.weight": np.concatenate([weight for weight, _ in hidden]),
        "piece.bias": np.concatenate([bias - weight @ scaled.mean for weight, bias in hidden]),
        "kind.weight": np.concatenate([*(one[:, :size] for one in kinds), *(one[:, size:] for one in kinds)], 1),
        "kind.bias": bias,
    }


if __name__ == "__main__":
    main()
