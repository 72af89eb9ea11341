"""How well changes are found: the pair model on candidates, and it weighed together with what is plain to see.

python -m training.pairs.evaluate_changes [folder of the exported model]

Of each fact that changes something, and of a share of those that change nothing, every earlier fact that it may mean is
judged. Thresholds and weights are fitted on taught voices that the model was not taught on; figures are of the tuned.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from memory.embeddings import Embedder, load_embedder
from memory.reading.export import export_folder
from memory.reading.pairs import CHANGES, PairScorer
from memory.recall.lexical import stems
from training.pairs.changes import candidates, gold
from training.pairs.life import Life, lives
from training.pairs.split import weighed_on

QUIET = 0.1
"""The share of facts that change nothing which are tried, too; each stands for 1 / QUIET of them."""

NONE = CHANGES.index("none")
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Tried:
    """A later fact: the earlier ones it may mean, what the model says of each, and what is annotated."""

    places: list[int]
    gold: dict[int, int]
    pair: Floats
    features: Floats
    missed: int
    """Annotated changes whose earlier fact is none of `places`."""

    @property
    def labels(self) -> npt.NDArray[np.int64]:
        return np.array([self.gold.get(place, NONE) for place in self.places], np.int64)


def tried(life: Life, embedder: Embedder, scorer: PairScorer) -> list[Tried]:
    """The facts of a voice that change something, and some that do not."""
    drawn = random.Random(life.voice)
    shown = [life.fact(fact, one) for fact, one in life.facts]
    vectors = embedder.embed([one.quote for _, one in life.facts])
    at_id = {fact.id: at for at, (fact, _) in enumerate(life.facts)}
    rows = []
    for at, (later, _) in enumerate(life.facts):
        done = {at_id[other]: CHANGES.index(label) for other, label in gold(later).items() if other in at_id}
        if not done and drawn.random() > QUIET:
            continue
        near = vectors @ vectors[at]
        places = candidates(life, at, near)
        if not places:
            continue
        pair = scorer.change([shown[i] for i in places], shown[at]).astype(float)
        own = _features(life, at, places, near.astype(float))
        features = np.concatenate([np.log(np.clip(pair, 1e-4, 1)), own], 1)
        rows.append(Tried(places, done, pair, features, sum(place not in places for place in done)))
    return rows


def _features(life: Life, at: int, places: Sequence[int], near: Floats) -> Floats:
    later, one = life.facts[at]
    value, rows = set(stems(later.value)), []
    for i in places:
        fact, other = life.facts[i]
        same, like = fact.who == later.who, fact.attribute == later.attribute
        words = set(stems(fact.value))
        shared = len(value & words) / max(1, len(value | words))
        newer = sum(
            life.facts[j][0].who == fact.who and life.facts[j][0].attribute == fact.attribute for j in range(i + 1, at)
        )
        days = np.log1p(one.number - other.number)
        rows.append([same, like, same and like, near[i], shared, newer, days, one.number == other.number])
    return np.array(rows, float)


class Weighed:
    """Multinomial weights over the model's odds and what is plain to see."""

    def __init__(self, rows: Sequence[Tried]) -> None:
        features, labels = np.concatenate([row.features for row in rows]), np.concatenate([row.labels for row in rows])
        self._known = np.unique(labels)
        self._model: Any = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000)).fit(
            features, labels
        )

    def probabilities(self, row: Tried) -> Floats:
        found = np.full((len(row.places), len(CHANGES)), 1e-9)
        found[:, self._known] = self._model.predict_proba(row.features)
        return found


def said(found: Floats, threshold: float) -> npt.NDArray[np.int64]:
    """The label of each earlier fact: none, unless something else is surer than `threshold` in all."""
    change = found.copy()
    change[:, NONE] = 0
    return np.where(change.sum(1) >= threshold, change.argmax(1), NONE)


def counts(rows: Sequence[Tried], labels: Sequence[npt.NDArray[np.int64]]) -> dict[str, float]:
    """Changes applied as annotated, the right fact chosen whatever the label, precision, and macro F1."""
    applied = chosen = of = wrong = 0.0
    true, found = [], []
    for row, label in zip(rows, labels, strict=True):
        applied += int(((label == row.labels) & (row.labels != NONE)).sum())
        chosen += int(((label != NONE) & (row.labels != NONE)).sum())
        of += len(row.gold)
        wrong += int(((label != row.labels) & (label != NONE)).sum()) * (1.0 if row.gold else 1 / QUIET)
        true += [*row.labels.tolist(), *[k for place, k in row.gold.items() if place not in row.places]]
        found += [*label.tolist(), *[NONE] * row.missed]
    present = sorted(set(true))
    macro = f1_score(true, found, labels=present, average="macro", zero_division=0)
    precision = applied / max(1.0, applied + wrong)
    return {"macro F1": float(macro), "applied": applied / of, "right fact": chosen / of, "precision": precision}


def threshold(rows: Sequence[Tried], found: Sequence[Floats]) -> float:
    """Where applied and precision are best together."""

    def worth(at: float) -> float:
        got = counts(rows, [said(one, at) for one in found])
        return 2 * got["applied"] * got["precision"] / max(1e-9, got["applied"] + got["precision"])

    return max((at / 20 for at in range(1, 20)), key=worth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=export_folder())
    scorer, embedder = PairScorer.load(parser.parse_args().folder), load_embedder()
    fitted = [row for voice in weighed_on() for row in tried(Life(voice), embedder, scorer)]
    rows = [row for life in lives("tuned") for row in tried(life, embedder, scorer)]
    weighed = Weighed(fitted)
    total, missed = sum(len(row.gold) for row in rows), sum(row.missed for row in rows)
    print(f"{len(rows)} facts with {total} changes, of which {missed} are of no candidate\n")
    print("| | macro F1 | applied as annotated | right fact | precision | threshold |\n|---|---|---|---|---|---|")
    for name, first, second in (
        ("pair", [row.pair for row in fitted], [row.pair for row in rows]),
        ("combined", [weighed.probabilities(row) for row in fitted], [weighed.probabilities(row) for row in rows]),
    ):
        at = threshold(fitted, first)
        show(name, counts(rows, [said(one, at) for one in second]), at)


def show(name: str, found: dict[str, float], at: float) -> None:
    print(f"| {name} | " + " | ".join(f"{value:.3f}" for value in found.values()) + f" | {at} |")


if __name__ == "__main__":
    main()
