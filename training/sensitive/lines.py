"""What the head for sensitive things is taught with: lines of ten writers and our own, and the clauses of voices."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from memory.reading.taught.sensitivity import NONE
from training.reader.example import Example, Place
from training.reader.gold import read_split

HERE = Path(__file__).parent
WRITERS = tuple(f"w{n}" for n in range(1, 11))
PLAIN = "plain"
"""Short and direct ways to say such things, and as short harmless ones, by us; never measured on."""

KINDS = (
    NONE, "abuse", "biometrics", "crime", "debt", "ethnicity", "health", "politics", "religion", "sexuality", "status",
    "union",
)  # fmt: skip

SHARE = 0.4
"""Of the taught voices' messages in which nothing is sensitive so many are taught; more teach no more."""

TELLS = frozenset({"tell", "answer.value", "correct"})


@dataclass(frozen=True)
class Said:
    """A clause of a line, its kind, and whether it tells something."""

    place: Place
    kind: str
    tells: bool


@dataclass(frozen=True)
class Line:
    """A text, the line before it, and its clauses; of a writer's line, which is of one kind, all of it is one."""

    by: str
    text: str
    bot: str | None
    clauses: tuple[Said, ...]


def of_writer(path: Path) -> list[Line]:
    """The lines of a file of {"text", "kind"}."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Line(path.stem, row["text"], None, (Said((0, len(row["text"])), row["kind"], True),)) for row in rows]


def of_writers() -> list[Line]:
    return [line for name in (*WRITERS, PLAIN) for line in of_writer(HERE / f"{name}.jsonl")]


def of_voices(part: str) -> list[Line]:
    """The clauses of a part of the split; of the taught ones a draw."""
    draw = random.Random(7)
    found = [_of_example(one) for one in read_split(part)]
    if part == "tuned":
        return found
    return [one for one in found if draw.random() < SHARE or any(clause.kind != NONE for clause in one.clauses)]


def _of_example(example: Example) -> Line:
    return Line(example.voice, example.text, example.bot, tuple(_clauses(example)))


def _clauses(example: Example) -> Iterator[Said]:
    kinds = {fact.clause: fact.sensitive for fact in example.facts if fact.sensitive in KINDS}
    for number, clause in enumerate(example.clauses):
        yield Said(clause.place, kinds.get(number) or NONE, not TELLS.isdisjoint(clause.acts))
