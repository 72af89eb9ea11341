"""How well questions are answered: by the cheap features, by the pair model alone, and by both and the picture.

python -m training.pairs.evaluate [folder of the exported models] [--bare] [--write]

Every voice has a store of its own with all that it told. What is weighed is fitted on taught voices that the pair model
was not taught on (`split.weighed_on`), whether it is answered also on questions that we wrote (`own.py`); the figures
are of the tuned voices.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

import memory.recall.paired
from memory.embeddings import load_embedder
from memory.models import Recalled
from memory.reading import MessageReader
from memory.reading.export import export_folder
from memory.reading.pairs import PairScorer
from memory.reading.reader import TaughtReader
from memory.reading.taught import Tagger
from memory.reading.taught.export import export_folder as reader_folder
from memory.recall.answering import ANSWERED, answer_of
from memory.recall.paired import SCORED, Paired
from training.pairs.combine import Order, Outcome, auc
from training.pairs.life import Life, lives
from training.pairs.own import own_questions
from training.pairs.split import weighed_on
from training.pairs.today import Floats, Found, Today

SYSTEMS = ("cosine", "BM25", "cheap", "pair", "combined")
OWN = 0.5
"""How much a question that we wrote counts beside one of a voice, where it is weighed whether it is answered. The order
is weighed on voices alone."""

BARS = (0.5, 0.6, 0.65, 0.7, 0.74, 0.76, 0.8, 0.84, 0.88)


@dataclass(frozen=True)
class Tried:
    """A question with what each part makes of it; `right` are the places of what answers, `recalled` what is said."""

    right: frozenset[int]
    told: bool
    found: Found
    cosine: Floats
    paired: Paired
    recalled: Recalled

    def order(self, system: str, weigh: Order) -> list[int]:
        """All places, the best first."""
        places = list(self.found.ranked.places)
        match system:
            case "cosine":
                return [int(at) for at in np.argsort(-self.cosine, kind="stable")]
            case "BM25":
                return [int(at) for at in np.argsort(-self.found.ranked.lexical, kind="stable")]
            case "cheap":
                return places
        score = self.paired.said[:, 0] if system == "pair" else self.sums(weigh)
        return [places[at] for at in np.argsort(-score, kind="stable")] + places[SCORED:]

    def sums(self, weigh: Order) -> Floats:
        return weigh.score(self.paired.order_features)

    def features(self, weigh: Order) -> Floats:
        return self.paired.outcome_features(self.sums(weigh))


def tried(life: Life, today: Today, scorer: PairScorer, reader: MessageReader) -> list[Tried]:
    """Every question of a voice."""
    rows = []
    for asked in life.asked:
        found = today.ask(asked.text, reader)
        paired = Paired.of(asked.text, found.ranked, found.wanted, today.picture, scorer)
        right, told = frozenset(asked.known.get("answers", ())), "answers" in asked.words
        said = answer_of(found.question, found.wanted, found.ranked, today.picture, partial(_same, paired), today.day)
        rows.append(Tried(right, told, found, today.cosines(asked.text).astype(float), paired, said))
    return rows


def _same(paired: Paired) -> Paired:
    return paired


def report(rows: Sequence[Tried], weigh: Order, outcome: Outcome) -> None:
    """Prints the tables."""
    answered, told = [row for row in rows if row.right], np.array([row.told for row in rows])
    sure = outcome.sure(np.stack([row.features(weigh) for row in rows]))
    certain = {
        "cosine": [row.cosine.max() for row in rows],
        "BM25": [row.found.ranked.lexical.max() for row in rows],
        "cheap": [row.found.ranked.sure[0] for row in rows],
        "pair": [row.paired.said[:, 0].max() for row in rows],
        "combined": sure,
    }
    print(f"{len(rows)} questions, {len(answered)} with an answer in the store\n")
    print("| | recall@1 | @5 | @10 | AUC |\n|---|---|---|---|---|")
    for system in SYSTEMS:
        places = [min(row.order(system, weigh).index(at) for at in row.right) for row in answered]
        recall = " | ".join(f"{np.mean([place < k for place in places]):.3f}" for k in (1, 5, 10))
        print(f"| {system} | {recall} | {auc(np.array(certain[system], float), told):.3f} |")
    first = np.array([row.order("combined", weigh)[0] in row.right for row in rows])
    print("\n| answered from | of what was told | of near misses | the first is right, of those answered |")
    print("|---|---|---|---|")
    for bar in BARS:
        over = sure >= bar
        print(f"| {bar:.2f} | {over[told].mean():.2f} | {over[~told].mean():.2f} | {first[over].mean():.2f} |")
    said(rows, told)


def said(rows: Sequence[Tried], told: npt.NDArray[np.bool_]) -> None:
    """Prints what the service says, with the picture and at its own bar."""
    print(f"\nWhat is said, from {ANSWERED}:\n| | answer | nearest | not told |\n|---|---|---|---|")
    outcomes = np.array([row.recalled.outcome for row in rows])
    for name, of in (("told", told), ("near miss", ~told)):
        counts = " | ".join(str(int((outcomes[of] == one).sum())) for one in ("answer", "nearest", "not_told"))
        print(f"| {name} ({of.sum()}) | {counts} |")
    right = [bool(row.right & {int(one.id) for one in row.recalled.answers}) for row in rows if row.recalled.answerable]
    print(f"{sum(right)} of {len(right)} answers hold the memory that answers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=export_folder())
    parser.add_argument("--bare", action="store_true", help="memories without whom they are of and what they say")
    parser.add_argument("--write", action="store_true", help="write the weights to memory/recall/pairs.json")
    arguments = parser.parse_args()
    scorer, embedder = PairScorer.load(arguments.folder), load_embedder()
    reader = TaughtReader(Tagger.load(reader_folder()))

    def try_all(voices: Sequence[Life]) -> list[Tried]:
        stores = ((life, Today(life, embedder, fields=not arguments.bare)) for life in voices)
        return [row for life, today in stores for row in tried(life, today, scorer, reader)]

    fitted = try_all([Life(voice) for voice in weighed_on()])
    places = [(row.paired.order_features, [at for at, place in enumerate(row.paired.scored) if place in row.right])
              for row in fitted]  # fmt: skip
    weigh = Order.fit([(of, right) for of, right in places if right])
    own = list(own_questions(scorer))
    features = [row.features(weigh) for row in fitted]
    features += [paired.outcome_features(weigh.score(paired.order_features)) for paired, _ in own]
    told = [row.told for row in fitted] + [told for _, told in own]
    counts = np.repeat([1.0, OWN], [len(fitted), len(own)])
    outcome = Outcome.fit(np.stack(features), np.array(told), counts)
    if arguments.write:
        _write({"order": weigh.described(), "outcome": outcome.described()})
    report(try_all(lives("tuned")), weigh, outcome)


def _write(weights: dict[str, dict[str, list[float]]]) -> None:
    path = Path(memory.recall.paired.__file__).with_name("pairs.json")
    path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
