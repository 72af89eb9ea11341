"""Set the weights of recall from the questions that we wrote, and from nothing else.

python -m benchmarks.train            # trains on the half worked on and prints what it does there
python -m benchmarks.train --write    # and writes memory/recall/weights.json and nearness.npz

First the matrices that move a question's vector (`nearness.py`). Then the weights, with matrices trained on other
people than those asked, so that they do not look better than they are. The order: a softmax over a person's
memories for each question, the probability of the memories that answer it made as high as it can be; no weight
below zero (no feature speaks against a memory) and all drawn towards zero. Requests have weights of their own. The
answer: a logistic regression on the best memory's features, over questions whose answer was told and near misses.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

import memory.recall
from benchmarks import nearness
from benchmarks.conversations import Asked
from benchmarks.people import Person
from benchmarks.tables import Table, tables
from memory.recall.features import Shelf, evidence, features
from memory.recall.nearness import Matrices
from memory.recall.ranking import Weights, fitting, typed_odds, weigh

WEIGHTS = Path(memory.recall.__file__).with_name("weights.json")
MATRICES = WEIGHTS.with_name("nearness.npz")
PARTS = 4
"""People are dealt into so many parts; the matrices for one are trained on the others."""
QUESTIONS = (
    "cosine",
    "context_cosine",
    "message_cosine",
    "lexical",
    "context_lexical",
    "neighbour_cosine",
    "neighbour_lexical",
    "length",
    "typed",
    "has_number",
    "has_name",
    "dated",
    "in_interval",
    "told_near",
)
REQUESTS = ("cosine", "context_cosine", "context_lexical")
ANSWER = ("order", "typed", "support", "unsaid", "rarest")
SHRINK_ORDER, SHRINK_ANSWER = 0.2, 20.0
"""How strongly weights are drawn towards zero: by taste, that the few hundred questions do not decide what is small."""


@dataclass(frozen=True)
class Case:
    """A question with the features of every memory; `right` marks those that answer it, nothing if none does."""

    request: bool
    named: dict[str, Any]
    typed: Any
    evidence: dict[str, float]
    right: Any


def shelves(table: Table) -> list[nearness.Shelf]:
    """The questions to one person whose answer was captured, as `nearness` trains on them."""
    found, vectors = [], table.person.vectors
    for kind in nearness.KINDS:
        of_kind = [asked for asked in table.questions if _kind(table, asked) == kind]
        pairs = [(table.person.read(asked.text)[1], _right(asked, table.person)) for asked in of_kind]
        pairs = [(vector, right) for vector, right in pairs if right.any()]
        if pairs:
            questions, right = (np.array(part) for part in zip(*pairs, strict=True))
            memories = vectors[:, 0] + nearness.CONTEXT * vectors[:, 1]
            found.append(nearness.Shelf(table.name, kind, questions, memories, right))
    return found


def _kind(table: Table, asked: Asked) -> nearness.Kind | None:
    """Those who tell their tastes are asked for advice, the others are not: a request among them is left out."""
    request = table.person.read(asked.text)[0].request
    if table.name.startswith("tastes"):
        return "requests"
    return None if request else "questions"


def cases(people: Sequence[Table]) -> list[Case]:
    """Every question whose answer was captured, and every near miss, with matrices trained on others."""
    found = []
    for part in range(PARTS):
        others = [table for at, table in enumerate(people) if at % PARTS != part]
        matrices = nearness.train([shelf for table in others for shelf in shelves(table)])
        for table in people[part::PARTS]:
            for kind in nearness.KINDS:
                asked = [one for one in table.questions if _kind(table, one) == kind]
                found += _cases(table.person, asked, kind, matrices)
    return found


def _right(asked: Asked, person: Person) -> Any:
    return np.array([asked.answered_by(memory.quote) for memory in person.memories], bool)


def _cases(person: Person, questions: Sequence[Asked], kind: nearness.Kind, matrices: Matrices) -> list[Case]:
    found = []
    for asked in questions:
        question, candidates = person.question(asked.text, matrices, request=kind == "requests")
        right = _right(asked, person)
        if asked.answers and not right.any():
            continue  # not captured: nothing that the order could mend
        shelf = Shelf.of(question, candidates)
        typed = typed_odds(question, shelf.memories, fitting(question, shelf.memories))
        found.append(Case(question.request, features(shelf, typed), typed, evidence(shelf), right))
    return found


def order_weights(found: Sequence[Case], names: Sequence[str]) -> dict[str, float]:
    """The weights that make the right memories of each question the likeliest."""
    stacked = [(np.stack([case.named[name] for name in names], 1), case.right) for case in found if case.right.any()]
    spread = np.concatenate([values for values, _ in stacked]).std(0)
    spread[spread < 1e-6] = 1.0

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = 0.0, np.zeros(len(names))
        for values, right in stacked:
            scaled = values / spread
            shares = np.exp(scaled @ weights - (scaled @ weights).max())
            shares /= shares.sum()
            mass = shares[right].sum()
            total -= np.log(mass + 1e-12)
            slope -= (scaled[right] * (shares[right] / max(mass, 1e-12))[:, None]).sum(0) - shares @ scaled
        count = len(stacked)
        return total / count + SHRINK_ORDER * weights @ weights, slope / count + 2 * SHRINK_ORDER * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(names)).x / spread
    return {name: round(float(weight), 3) for name, weight in zip(names, best, strict=True)}


def answer_weights(found: Sequence[Case], order: dict[str, float]) -> dict[str, float]:
    """The weights that tell questions whose answer was told from those whose answer was not."""
    asked = [case for case in found if not case.request]
    values, told = [], np.array([bool(case.right.any()) for case in asked])
    for case in asked:
        placed = weigh(case.named, order)
        at = int(np.argmax(placed))
        values.append([placed[at], case.typed[at], *(case.evidence[name] for name in ANSWER[2:])])
    table = np.array(values)
    mean, spread = table.mean(0), table.std(0)
    scaled = np.column_stack([(table - mean) / spread, np.ones(len(table))])

    def loss(weights: Any) -> tuple[float, Any]:
        odds, drawn = scaled @ weights, np.append(weights[:-1], 0.0)
        return (
            np.logaddexp(0, np.where(told, -odds, odds)).sum() + 0.5 * SHRINK_ANSWER * drawn @ drawn,
            scaled.T @ (1 / (1 + np.exp(-odds)) - told) + SHRINK_ANSWER * drawn,
        )

    best = minimize(loss, np.zeros(len(ANSWER) + 1), jac=True, method="L-BFGS-B").x
    weights = {name: round(float(weight), 3) for name, weight in zip(ANSWER, best[:-1] / spread, strict=True)}
    return {"bias": round(float(best[-1] - (best[:-1] * mean / spread).sum()), 3)} | weights


def train(found: Sequence[Case]) -> Weights:
    questions = order_weights([case for case in found if not case.request], QUESTIONS)
    requests = order_weights([case for case in found if case.request], REQUESTS)
    return Weights(questions, requests, answer_weights(found, questions))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    people = tables("worked on")
    found = cases(people)
    weights = train(found)
    text = json.dumps(vars(weights), indent=2) + "\n"
    print(f"{len(found)} questions, {sum(case.right.any() for case in found)} of them answered\n{text}")
    if arguments.write:
        WEIGHTS.write_text(text)
        matrices = nearness.train([shelf for table in people for shelf in shelves(table)])
        parts = {f"{kind}_from": pair[0] for kind, pair in matrices.items()}
        parts |= {f"{kind}_to": pair[1] for kind, pair in matrices.items()}
        np.savez_compressed(MATRICES, **{name: part.astype(np.float16) for name, part in parts.items()})


if __name__ == "__main__":
    main()
