"""How well VADER tells bad messages from others, on 200 labelled ones (moods.tsv).

The threshold was chosen with both halves in view, so the second half is no test of it.

Run it with `.venv-memory/bin/python -m benchmarks.moods`.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from actions.mood import BAD, Mood
from memory.embeddings import Embedder, load_embedder

TURNS = Path(__file__).with_name("moods.tsv")

Turn = tuple[bool, str]


def read_turns(half: str) -> list[Turn]:
    """(whether it is bad, its text) of each turn in a half: "chosen" or "kept"."""
    with TURNS.open(encoding="utf-8") as file:
        return [
            (row["mood"] == "bad", row["text"]) for row in csv.DictReader(file, delimiter="\t") if row["half"] == half
        ]


def measure(judged: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Recall of the bad ones, and the share of the others that is taken for bad."""
    bad = [found for is_bad, found in judged if is_bad]
    other = [found for is_bad, found in judged if not is_bad]
    return sum(bad) / len(bad), sum(other) / len(other)


def by_examples(embedder: Embedder, examples: list[Turn], turns: list[Turn]) -> list[tuple[bool, bool]]:
    """MiniLM: whether the mean of the bad examples is nearer than that of the others."""
    vectors = embedder.embed([text for _, text in examples])
    is_bad = np.array([bad for bad, _ in examples])
    toward = vectors[is_bad].mean(axis=0) - vectors[~is_bad].mean(axis=0)
    middle = float(np.mean(vectors @ toward))
    found = embedder.embed([text for _, text in turns]) @ toward > middle
    return [(bad, bool(one)) for (bad, _), one in zip(turns, found, strict=True)]


def main() -> None:
    mood = Mood()
    print("way               half    recall  false alarms")
    for half in ("chosen", "kept"):
        for threshold in (-0.1, -0.2, -0.3, -0.4, -0.5):
            recall, alarms = measure([(bad, mood.score(text) <= threshold) for bad, text in read_turns(half)])
            used = " (used)" if threshold == BAD else ""
            print(f"VADER <= {threshold:4}{used:7}  {half:6}  {recall:6.2f}  {alarms:12.2f}")
    recall, alarms = measure(by_examples(load_embedder(), read_turns("chosen"), read_turns("kept")))
    print(f"MiniLM means      kept    {recall:6.2f}  {alarms:12.2f}")


if __name__ == "__main__":
    main()
