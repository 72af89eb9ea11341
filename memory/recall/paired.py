"""What the taught pair model says of a question and the likeliest memories, weighed beside the cheap features.

`pairs.json` says what each counts: for the order, and for whether the question is answered. It is made by
`python -m training.pairs.evaluate --write`, on voices that the model was not taught on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from memory.life.picture import Picture
from memory.life.talk import name_words
from memory.models import Memory
from memory.reading.pairs import memory_text
from memory.recall.lexical import Scores
from memory.recall.ranking import Ranked
from memory.recall.wanted import Wanted

SCORED = 8
"""How many memories the pair model reads for a question: those that cheap features put first. Of 435 tuned questions
that a memory answers as many have it first with 8 as with 16, for half the time."""

BARE = 4
"""A memory of so many words may be a bare answer, and is read after the question that it answers."""

ORDER = ("pair odds", "log was", "sum", "cosine", "place", "newer", "of them", "tells it", "of the cast asked for")
OUTCOME = (
    "log odds of the best", "second", "sum of answers", "nearest", "nearest of the first three", "miss",
    "best by weights", "its lead", "sure without pairs", "best cosine", "support", "unsaid", "rarest",
    "answers, of the best by weights", "nearest, of the best by weights", "miss, of the best by weights",
    "asked of one of the cast", "best is of them", "best tells it", "held", "specific and not held",
)  # fmt: skip


class PairScorer(Protocol):
    """The taught pair model: probabilities of `memory.reading.pairs.ANSWERS`, shape (memories, 5)."""

    def answers(self, question: str, memories: Sequence[str]) -> npt.NDArray[np.float32]: ...


@dataclass(frozen=True)
class Sum:
    """A weighted sum of features in their spreads."""

    mean: Scores
    spread: Scores
    weights: Scores
    bias: float = 0.0

    @classmethod
    def read(cls, rows: Mapping[str, list[float]]) -> Sum:
        mean, spread, weights = (np.array(rows[name], float) for name in ("mean", "spread", "weights"))
        return cls(mean, spread, weights, float(rows.get("bias", [0.0])[0]))

    def of(self, features: Scores) -> Scores:
        found: Scores = (features - self.mean) / self.spread @ self.weights + self.bias
        return found


@cache
def weights() -> tuple[Sum, Sum]:
    """For the order, and for the log-odds that the question is answered."""
    rows = json.loads(Path(__file__).with_name("pairs.json").read_text(encoding="utf-8"))
    return Sum.read(rows["order"]), Sum.read(rows["outcome"])


@dataclass(frozen=True)
class Paired:
    """A question's likeliest memories, in the order of the cheap features, with what the pair model says of each."""

    ranked: Ranked
    wanted: Wanted
    said: Scores
    """Probabilities, shape (scored, 5)."""

    @classmethod
    def of(cls, text: str, ranked: Ranked, wanted: Wanted, picture: Picture, scorer: PairScorer) -> Paired:
        """`text` is the question as the model is to read it."""
        first = [ranked.shelf.memories[at] for at in ranked.places[:SCORED]]
        said = scorer.answers(text, [text_of(memory, picture) for memory in first])
        return cls(ranked, wanted, np.asarray(said, float))

    @cached_property
    def scored(self) -> list[int]:
        return list(self.ranked.places[: len(self.said)])

    @cached_property
    def memories(self) -> list[Memory]:
        return [self.ranked.shelf.memories[at] for at in self.scored]

    @cached_property
    def order_features(self) -> Scores:
        """Shape (scored, ORDER)."""
        odds = np.log(np.clip(self.said, 1e-4, 1))
        whole = max(1, len(self.ranked.places) - 1)
        told = self.ranked.shelf.memories
        age = np.argsort(np.argsort([memory.told_at.timestamp() for memory in told], kind="stable"), kind="stable")
        of_them = np.array([float(self.wanted.is_of(memory)) for memory in self.memories])
        return np.stack(
            [
                odds[:, 0] - np.log(np.clip(1 - self.said[:, 0], 1e-4, 1)),
                odds[:, 1],
                self.ranked.sums[self.scored],
                self.ranked.shelf.cosine[self.scored],
                -np.arange(len(self.scored), dtype=float) / SCORED,
                age[self.scored] / whole,
                of_them,
                np.array([float(self.wanted.tells(memory)) for memory in self.memories]),
                of_them * self.wanted.of_cast,
            ],
            axis=1,
        )

    @cached_property
    def sums(self) -> Scores:
        """By which the scored ones are ordered."""
        return weights()[0].of(self.order_features)

    def outcome_features(self, sums: Scores) -> Scores:
        """Shape (OUTCOME,). `sums` is what the scored ones are ordered by."""
        answers = np.sort(self.said[:, 0])[::-1]
        ordered, first = np.sort(sums)[::-1], int(np.argmax(sums))
        best, seen, wanted = self.memories[first], self.ranked.evidence, self.wanted
        return np.array(
            [
                np.log(answers[0] / (1 - answers[0] + 1e-4) + 1e-4),
                answers[1] if len(answers) > 1 else 0.0,
                self.said[:, 0].sum(),
                self.said[:, 2].max(),
                self.said[:3, 2].mean(),
                self.said[:, 3].max(),
                ordered[0],
                ordered[0] - ordered[1] if len(ordered) > 1 else 1.0,
                self.ranked.sure[0],
                self.ranked.shelf.cosine.max(),
                seen["support"],
                seen["unsaid"],
                seen["rarest"],
                *self.said[first, [0, 2, 3]],
                wanted.of_cast,
                wanted.is_of(best),
                wanted.tells(best),
                bool(wanted.held),
                wanted.is_known and not wanted.held,
            ],
            float,
        )

    @cached_property
    def confidence(self) -> float:
        """How sure it is that the first of them answers, 0..1."""
        odds = float(weights()[1].of(self.outcome_features(self.sums)))
        return float(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def text_of(memory: Memory, picture: Picture) -> str:
    """A memory as the model reads it: with whom it is of where its words do not say so."""
    member = picture.members.get(memory.who.id) if memory.who else None
    said = memory.quote.lower()
    called = None
    if member and not any(word in said for name in member.names for word in name_words(name)):
        shown = list(dict.fromkeys(filter(None, [member.name, member.relation])))
        called = f"{shown[0]} ({shown[1]})" if shown[1:] else "".join(shown) or None
    before = memory.in_reply_to if len(memory.quote.split()) <= BARE else None
    return memory_text(memory.quote, before, called)
