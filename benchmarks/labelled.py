"""Measure understanding and recall on the labelled sentences beside the tests.

python -m benchmarks.labelled            # the halves worked on and kept apart
python -m benchmarks.labelled --wrong    # and what went wrong in the half worked on
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.people import Person
from memory.embeddings import load_embedder
from memory.understand import Reader
from memory.understand.dates import find

FOLDER = Path(__file__).parent.parent / "tests" / "memory" / "understand" / "labelled"
SENT_AT = datetime(2026, 3, 11, 12, tzinfo=UTC)
FLOORS = {
    "capture": 0.85,
    "rejection": 0.85,
    "sensitive": 0.8,
    "dates": 0.9,
    "updates": 0.75,
    "statements": 0.85,
    "sound": 0.95,
    "questions": 0.75,
}
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


def measure(name: str, reader: Reader, half: str) -> Outcome:
    return SETS[name](reader, half)


def _outcome(results: list[tuple[bool, str]]) -> Outcome:
    return Outcome(
        sum(right for right, _ in results) / len(results),
        len(results),
        tuple(text for right, text in results if not right),
    )


def _capture(reader: Reader, half: str, want: str = "yes") -> Outcome:
    results = []
    for keep, before, text in rows("capture", half):
        if keep == want:
            told = reader.read(text, sent_at=SENT_AT, in_reply_to=before or None).told
            results.append((bool(told) == (keep == "yes"), f"{keep}: {text}"))
    return _outcome(results)


def _rejection(reader: Reader, half: str) -> Outcome:
    return _capture(reader, half, "no")


def _sensitive(reader: Reader, half: str) -> Outcome:
    results = []
    for kind, text in rows("sensitive", half):
        understood = reader.read(text, sent_at=SENT_AT)
        found = {f"secret:{refused.category}" for refused in understood.refused} | {
            told.sensitivity for told in understood.told if told.sensitivity
        }
        results.append((found == ({kind} - {"none"}), f"{kind}: {text}: {found}"))
    return _outcome(results)


def _dates(reader: Reader, half: str) -> Outcome:
    results = []
    for said, text, first, last in rows("dates", half):
        found = find(text, date.fromisoformat(said))
        got = (str(found[0].from_), str(found[0].to)) if found else ("-", "-")
        results.append((got == (first, last), f"{said} {text}: {got}, not {first} {last}"))
    return _outcome(results)


def _statements(reader: Reader, half: str) -> Outcome:
    results = []
    for text, statement in rows("statements", half):
        told = reader.read(text, sent_at=SENT_AT).told
        got = told[0].statement if told else "nothing"
        results.append((got == statement, f"{text}: {got}"))
    return _outcome(results)


_MEANING = re.compile(
    r"\b(?:you|i|he|she|it|they|we|me|him|them|us)(?:'\w+)?\b|\b(?:your|my|his|her|their|our)s?\b|\w*sel(?:f|ves)\b|\w+n't\b|\bnot?\b|\bnever\b",
    re.I,
)


def _sound(reader: Reader, half: str) -> Outcome:
    """Statements without a hard error: one that changes who it is about, or whether it is so."""
    results = []
    for text, statement in rows("statements", half):
        told = reader.read(text, sent_at=SENT_AT).told
        got = (
            told[0].statement.removeprefix("You said: ") if told else statement
        )  # nothing told is a miss of capture, not a wrong statement
        same = [word.lower() for word in _MEANING.findall(got)] == [
            word.lower() for word in _MEANING.findall(statement)
        ]
        results.append((same, f"{text}: {got}"))
    return _outcome(results)


def _updates(reader: Reader, half: str) -> Outcome:
    embed, results = load_embedder().embed, []
    for before, now, kind in rows("updates", half):
        person = Person(reader, embed)
        for minute, text in enumerate(before.split(" | ")):
            person.tell(text, SENT_AT + timedelta(minutes=minute))
        kinds = person.tell(now, SENT_AT + timedelta(days=1)) or ["nothing told"]
        strongest = next((k for k in ("supersedes", "ends", "unclear") if k in kinds), kinds[0])
        results.append((strongest == kind, f"{before} → {now}: {strongest}, not {kind}"))
    return _outcome(results)


def _questions(reader: Reader, half: str) -> Outcome:
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


SETS: dict[str, Callable[[Reader, str], Outcome]] = {
    "capture": _capture,
    "rejection": _rejection,
    "sensitive": _sensitive,
    "dates": _dates,
    "updates": _updates,
    "statements": _statements,
    "sound": _sound,
    "questions": _questions,
}


def auc(scores: tuple[tuple[bool, float], ...]) -> float:
    """How often a question whose answer was told scores above one whose answer was not."""
    told, untold = [s for t, s in scores if t], [s for t, s in scores if not t]
    return sum((a > b) + 0.5 * (a == b) for a in told for b in untold) / (len(told) * len(untold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true")
    arguments, reader = parser.parse_args(), Reader()
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
