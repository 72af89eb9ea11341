"""How well questions are answered: today's ranking, the pair model alone, and both weighed together.

python -m training.pairs.evaluate [folder of the exported model] [--named]

Every voice has a store of its own with all that it told. The model scores the twenty memories that today's ranking puts
first. What is weighed is fitted on taught voices that the model was not taught on (`train.HELD`); the figures are of
the tuned voices.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from memory.embeddings import load_embedder
from memory.reading.export import TAUGHT, export_folder
from memory.reading.pairs import PairScorer, described
from training.pairs.combine import Order, Outcome, auc
from training.pairs.life import Life, lives
from training.pairs.split import weighed_on
from training.pairs.today import Floats, Found, Today

SCORED = 20
"""How many memories the model scores for a question: those that today's ranking puts first."""

OUTCOMES = ("answer", "nearest", "not told")
SYSTEMS = ("cosine", "BM25", "today", "pair", "combined")


@dataclass(frozen=True)
class Tried:
    """A question with what each part makes of it. `scored` are the places that the model scored, `pair` its answers."""

    voice: str
    right: frozenset[int]
    outcome: int
    found: Found
    cosine: Floats
    scored: list[int]
    pair: npt.NDArray[np.float32]

    def order(self, system: str, weigh: Order) -> list[int]:
        """All places, the best first."""
        match system:
            case "cosine":
                return [int(at) for at in np.argsort(-self.cosine, kind="stable")]
            case "BM25":
                return [int(at) for at in np.argsort(-self.found.features["lexical"], kind="stable")]
            case "today":
                return self.found.order
        score = self.pair[:, 0] if system == "pair" else weigh.score(self.features())
        return [self.scored[at] for at in np.argsort(-score, kind="stable")] + self.found.order[SCORED:]

    def features(self) -> Floats:
        """What is weighed for the order, shape (scored, len(combine.NAMES))."""
        named, odds = self.found.features, np.log(np.clip(self.pair, 1e-4, 1))
        whole = max(1, len(self.found.order) - 1)
        return np.stack(
            [
                odds[:, 0] - np.log(np.clip(1 - self.pair[:, 0], 1e-4, 1)),
                odds[:, 1],
                named["order"][self.scored],
                named["cosine"][self.scored],
                -np.arange(len(self.scored), dtype=float) / SCORED,
                np.array(self.scored) / whole,
            ],
            axis=1,
        )

    def sure(self, weigh: Order) -> Floats:
        """What is weighed for the outcome, see `combine.SURE`."""
        best = np.sort(self.pair[:, 0])[::-1]
        combined = np.sort(weigh.score(self.features()))[::-1]
        return np.array(
            [
                np.log(best[0] / (1 - best[0] + 1e-4) + 1e-4),
                best[1],
                self.pair[:, 0].sum(),
                self.pair[:, 2].max(),
                self.pair[:3, 2].mean(),
                self.pair[:, 3].max(),
                combined[0],
                combined[0] - combined[1],
                self.found.score,
                self.cosine.max(),
            ]
        )


def tried(life: Life, today: Today, scorer: PairScorer, named: bool) -> list[Tried]:
    """Every question of a voice."""
    texts = [one.named if named else one.text for one in life.told]
    rows = []
    for asked in life.asked:
        found = today.ask(asked.text)
        scored = found.order[:SCORED]
        pair = scorer.answers(asked.text, [texts[at] for at in scored])
        outcome = 0 if "answers" in asked.words else 1 if "nearest" in asked.words else 2
        right = frozenset(asked.known.get("answers", ()))
        cosine = today.cosines(asked.text).astype(float)
        rows.append(Tried(life.voice, right, outcome, found, cosine, scored, pair))
    return rows


def try_all(voices: Sequence[Life], scorer: PairScorer, named: bool) -> list[Tried]:
    embedder = load_embedder()
    return [row for life in voices for row in tried(life, Today(life, embedder), scorer, named)]


def report(rows: Sequence[Tried], weigh: Order, outcome: Outcome) -> None:
    """Prints the tables."""
    answered = [row for row in rows if row.right]
    told = np.array([row.outcome == 0 for row in rows])
    said = outcome.probabilities(np.stack([row.sure(weigh) for row in rows]))
    certain = {
        "cosine": [row.cosine.max() for row in rows],
        "BM25": [row.found.features["lexical"].max() for row in rows],
        "today": [row.found.score for row in rows],
        "pair": [row.pair[:, 0].max() for row in rows],
        "combined": said[:, 0],
    }
    print(f"{len(rows)} questions, {len(answered)} with an answer in the store\n")
    print("| | recall@1 | @5 | @10 | AUC |\n|---|---|---|---|---|")
    for system in SYSTEMS:
        places = [min(row.order(system, weigh).index(at) for at in row.right) for row in answered]
        recall = " | ".join(f"{np.mean([place < k for place in places]):.3f}" for k in (1, 5, 10))
        print(f"| {system} | {recall} | {auc(np.array(certain[system]), told):.3f} |")
    todays = np.array([0 if row.found.answerable else 2 for row in rows])
    for name, chosen in (("today", todays), ("combined", said.argmax(1))):
        print(
            f"\n{name}: what was asked (rows) against what is said\n| | "
            + " | ".join(OUTCOMES)
            + " |\n|---|---|---|---|"
        )
        for at, label in enumerate(OUTCOMES):
            of = np.array([row.outcome == at for row in rows])
            print(f"| {label} | " + " | ".join(str(int(((chosen == k) & of).sum())) for k in range(3)) + " |")
        system = "today" if name == "today" else "combined"
        first = np.array([bool(row.right) and row.order(system, weigh)[0] in row.right for row in rows])
        known = np.array([row.outcome == 1 for row in rows])
        print(f"answered and right: {int(((chosen == 0) & first).sum())} of {int((chosen == 0).sum())} answered")
        print(
            f"known one, attribute not told, answered all the same: {np.mean(chosen[known] == 0):.3f} of {known.sum()}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=export_folder())
    parser.add_argument("--named", action="store_true", help="say of whom a memory tells, as annotated")
    parser.add_argument("--write", action="store_true", help="write the weights to pairs.json, for who ranks by them")
    arguments = parser.parse_args()
    scorer = PairScorer.load(arguments.folder)
    fitted = try_all([Life(voice) for voice in weighed_on()], scorer, arguments.named)
    places = [(row.features(), [row.scored.index(at) for at in row.right if at in row.scored]) for row in fitted]
    weigh = Order.fit([(of, right) for of, right in places if right])
    outcome = Outcome.fit(np.stack([row.sure(weigh) for row in fitted]), np.array([row.outcome for row in fitted]))
    print("weights of the order: " + ", ".join(f"{name} {value:.2f}" for name, value in weigh.named().items()))
    if arguments.write:
        told = {**described(TAUGHT), "order": weigh.described(), "outcome": outcome.described()}
        (TAUGHT / "pairs.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    report(try_all(lives("tuned"), scorer, arguments.named), weigh, outcome)


if __name__ == "__main__":
    main()
