"""`python -m actions.mood_train` trains what moods are read by on moods.yml, and writes mood_weights.json."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from actions.linear import Linear, fit
from actions.mood import SESSIONS, WEIGHTS, Mood
from memory.embeddings import load_embedder

STRENGTH = 0.3

Session = tuple[bool, list[tuple[bool, str]]]
"""Whether it holds a spiral; of each message, whether it is bad, and its text."""


def read_sessions(path: Path) -> list[Session]:
    """The sessions of a file like moods.yml."""
    return [
        (one["spiral"], [(turn["mood"] == "bad", str(turn["text"])) for turn in one["turns"]])
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["sessions"]
    ]


def train(mood: Mood, sessions: Sequence[Session]) -> Linear:
    """A model of these sessions."""
    said = [([text for _, text in turns], [bad for bad, _ in turns]) for _, turns in sessions]
    examples = [mood.example(texts, at) for texts, _ in said for at in range(len(texts))]
    return fit(examples, [bad for _, moods in said for bad in moods], strength=STRENGTH)


def main() -> None:
    sessions = read_sessions(SESSIONS)
    train(Mood(load_embedder()), sessions).write(WEIGHTS)
    print(f"{len(sessions)} sessions; {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
