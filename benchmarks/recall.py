"""Measure recall on our own conversations: is the right memory found, and is it known what was never told.

python -m benchmarks.recall

End to end: an answer that was not captured counts as not found.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.conversations import talks
from benchmarks.labelled import auc
from memory.embeddings import load_embedder
from memory.reading.adapter import open_reader


@dataclass(frozen=True)
class Found:
    questions: int
    misses: int
    first: float
    """The share of questions of which a right memory came first; `five`: was among the first five."""
    five: float
    flag: float
    """How often `answerable` is right; `auc`: how often a question that was answered scores above a near miss."""
    auc: float
    requests: int
    request_first: float
    request_five: float


def measure(half: str) -> Found:
    reader, embed = open_reader(), load_embedder().embed
    ranks: list[int] = []
    fits: list[int] = []
    scores: list[tuple[bool, float]] = []
    flags: list[bool] = []
    for talk in talks(half):
        person = talk.told(reader, embed)
        for asked in talk.questions:
            recalled = person.ask(asked.text)
            right = [asked.answered_by(match.memory.quote) for match in recalled.matches]
            rank = right.index(True) if any(right) else len(right)
            if talk.name.startswith("tastes"):
                fits.append(rank)
                continue
            if asked.answers:
                ranks.append(rank)
            scores.append((bool(asked.answers), recalled.matches[0].score))
            flags.append(recalled.answerable == bool(asked.answers))

    def within(found: list[int], k: int) -> float:
        return sum(rank < k for rank in found) / max(1, len(found))

    return Found(
        len(ranks),
        len(flags) - len(ranks),
        within(ranks, 1),
        within(ranks, 5),
        sum(flags) / len(flags),
        auc(tuple(scores)),
        len(fits),
        within(fits, 1),
        within(fits, 5),
    )


def main() -> None:
    for half in ("worked on", "kept apart", "measured only"):
        found = measure(half)
        print(
            f"{half}: {found.questions} questions first {found.first:.3f}, among five {found.five:.3f}; with "
            f"{found.misses} near misses AUC {found.auc:.3f}, answerable right {found.flag:.3f}; "
            f"{found.requests} requests first {found.request_first:.3f}, among five {found.request_five:.3f}"
        )


if __name__ == "__main__":
    main()
