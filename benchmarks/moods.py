"""How well moods are read: message by message, and whether a session holds a spiral, beside VADER alone.

Run it with `.venv-memory/bin/python -m benchmarks.moods`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from actions.mood import BAD, MOST, OF, Mood
from actions.mood_train import Session, read_sessions
from memory.embeddings import load_embedder

HELD_OUT = Path(__file__).resolve().parents[1] / "tests/actions/moods/held_out.yml"

VADER_BAD = -0.5
"""VADER's compound score from which a message is a bad one; milder ones are often none."""

Share = tuple[float, float]
"""Recall, and the share of the others that is taken for one."""


def measure(judged: list[tuple[bool, bool]]) -> Share:
    """From pairs of what is so and what was found."""
    so = [found for is_so, found in judged if is_so]
    other = [found for is_so, found in judged if not is_so]
    return sum(so) / len(so), sum(other) / len(other)


def messages(mood: Mood, sessions: list[Session]) -> Share:
    """Of single messages, each with the one before it."""
    return measure(
        [
            (bad, mood.probability([text for _, text in turns], at) >= BAD)
            for _, turns in sessions
            for at, (bad, _) in enumerate(turns)
        ]
    )


def spirals(is_spiral: Callable[[list[str]], bool], sessions: list[Session]) -> Share:
    """Of sessions: whether a spiral is seen at any of their messages."""
    return measure(
        [
            (spiral, any(is_spiral([text for _, text in turns[: at + 1]]) for at in range(len(turns))))
            for spiral, turns in sessions
        ]
    )


def main() -> None:
    mood, sessions = Mood(load_embedder()), read_sessions(HELD_OUT)

    def by_vader(said: list[str]) -> bool:
        bad = [mood.vader(text) <= VADER_BAD for text in said[-OF:]]
        return bad[-1] and sum(bad) >= MOST

    vader = measure([(bad, mood.vader(text) <= VADER_BAD) for _, turns in sessions for bad, text in turns])
    print("                    recall  false alarms")
    for name, (recall, alarms) in {
        "messages, VADER": vader,
        "messages": messages(mood, sessions),
        "spirals, VADER": spirals(by_vader, sessions),
        "spirals": spirals(mood.is_spiral, sessions),
    }.items():
        print(f"{name:18}  {recall:6.2f}  {alarms:12.2f}")


if __name__ == "__main__":
    main()
