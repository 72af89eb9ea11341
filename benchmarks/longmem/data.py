"""The twelve people of `talks.jsonl`: what they said, what they are asked, and which words answer it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.peers.data import Turn

FILE = Path(__file__).parent / "talks.jsonl"
KINDS = ("single", "update", "time", "several", "abstain")


@dataclass(frozen=True)
class Piece:
    """Words of a message."""

    turn: str
    words: str

    def holds(self, turn: str, quote: str) -> bool:
        """Whether a quote of that message is a piece of these words, or holds them."""
        return turn == self.turn and (quote in self.words or self.words in quote)


@dataclass(frozen=True)
class Asked:
    """A question of a kind. `evidence` answers it, none where it was never told; `earlier` told what held before."""

    kind: str
    text: str
    answer: str | None
    evidence: tuple[Piece, ...]
    earlier: tuple[Piece, ...]


@dataclass(frozen=True)
class Talk:
    name: str
    turns: list[Turn]
    questions: list[Asked]


def talks() -> list[Talk]:
    with FILE.open(encoding="utf-8") as file:
        return [_talk(json.loads(line)) for line in file]


def _talk(row: dict[str, Any]) -> Talk:
    said = [
        (datetime.fromisoformat(session["day"].replace("Z", "+00:00")) + timedelta(minutes=minute), text)
        for session in row["sessions"]
        for minute, text in enumerate(session["said"])
    ]
    turns = [Turn(f"{number}", text, None, at) for number, (at, text) in enumerate(said)]
    questions = [
        Asked(
            one["kind"],
            one["q"],
            one["answer"],
            _pieces(one["evidence"], turns),
            _pieces(one.get("earlier", ()), turns),
        )
        for one in row["questions"]
    ]
    return Talk(row["person"], turns, questions)


def _pieces(words: list[str], turns: list[Turn]) -> tuple[Piece, ...]:
    """Each with the one message that holds it; ValueError where not one does."""
    found = []
    for piece in words:
        (turn,) = (turn.id for turn in turns if piece in turn.text)
        found.append(Piece(turn, piece))
    return tuple(found)
