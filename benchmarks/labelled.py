"""Measure days and recall on the labelled sentences beside the tests.

python -m benchmarks.labelled            # the halves worked on and kept apart
python -m benchmarks.labelled --wrong    # and what went wrong in the half worked on
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.people import Person
from memory.embeddings import load_embedder
from memory.reading.adapter import ReadingReader, open_reader
from memory.understand.dates import find

FOLDER = Path(__file__).parent.parent / "tests" / "memory" / "understand" / "labelled"
SENT_AT = datetime(2026, 3, 11, 12, tzinfo=UTC)
FLOORS = {"dates": 0.9, "questions": 0.75}
"""The share of each set that must be right, in the tests."""


@dataclass(frozen=True)
class Outcome:
    right: float
    of: int
    wrong: tuple[str, ...]
    scores: tuple[tuple[bool, float], ...] = ()
    """For questions: whether the answer was told, and the score of the best match."""


def rows(name: str, half: str) -> Iterator[list[str]]:
    """The lines of a set: every second one is "kept apart", the others were "worked on"."""
    lines = [line for line in (FOLDER / f"{name}.tsv").read_text().splitlines() if line and not line.startswith("#")]
    for number, line in enumerate(lines):
        if half == "both" or (number % 2 == 1) == (half == "kept apart"):
            yield line.split("\t")


def measure(name: str, reader: ReadingReader, half: str) -> Outcome:
    return SETS[name](reader, half)


def _outcome(results: list[tuple[bool, str]]) -> Outcome:
    return Outcome(
        sum(right for right, _ in results) / len(results),
        len(results),
        tuple(text for right, text in results if not right),
    )


def _dates(reader: ReadingReader, half: str) -> Outcome:
    results = []
    for said, text, first, last in rows("dates", half):
        found = find(text, date.fromisoformat(said))
        got = (str(found[0].from_), str(found[0].to)) if found else ("-", "-")
        results.append((got == (first, last), f"{said} {text}: {got}, not {first} {last}"))
    return _outcome(results)


def _questions(reader: ReadingReader, half: str) -> Outcome:
    embed, results, scores = load_embedder().embed, [], []
    people: dict[str, Person] = {}
    for name, kind, text, *_ in rows("questions", "both"):
        if kind == "told":
            people.setdefault(name, Person(reader, embed)).tell(text, SENT_AT + timedelta(hours=len(people)))
    for name, kind, text, *answer in rows("questions", half):
        if kind == "told":
            continue
        recalled = people[name].ask(text)
        best = recalled.matches[0]
        scores.append((kind == "answer", best.score))
        right = (
            recalled.answerable and answer[0].lower() in best.memory.quote.lower()
            if kind == "answer"
            else not recalled.answerable
        )
        results.append((right, f"{name} {kind}: {text}: {best.score:.2f} {best.memory.quote}"))
    return replace(_outcome(results), scores=tuple(scores))


SETS: dict[str, Callable[[ReadingReader, str], Outcome]] = {"dates": _dates, "questions": _questions}


def auc(scores: tuple[tuple[bool, float], ...]) -> float:
    """How often a question whose answer was told scores above one whose answer was not."""
    told, untold = [s for t, s in scores if t], [s for t, s in scores if not t]
    return sum((a > b) + 0.5 * (a == b) for a in told for b in untold) / (len(told) * len(untold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true")
    arguments, reader = parser.parse_args(), open_reader()
    for name in SETS:
        worked, apart = (measure(name, reader, half) for half in ("worked on", "kept apart"))
        print(
            f"{name:11s} worked on {worked.right:.3f} of {worked.of:3d}   kept apart {apart.right:.3f} of {apart.of:3d}"
        )
        if worked.scores:
            print(f"{'  AUC':11s} worked on {auc(worked.scores):.3f}          kept apart {auc(apart.scores):.3f}")
        if arguments.wrong:
            print("\n".join(f"    {text}" for text in worked.wrong))


if __name__ == "__main__":
    main()
