"""Weighs the pair score beside today's features: for the order of memories, and for whether a question is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from memory.recall.paired import ORDER, OUTCOME

Floats = npt.NDArray[np.float64]

PULL = 0.02
"""How strongly weights are drawn to 0."""


@dataclass(frozen=True)
class Order:
    """A weighted sum that puts the answer before the other memories."""

    mean: Floats
    spread: Floats
    weights: Floats

    @classmethod
    def fit(cls, lists: Sequence[tuple[Floats, Sequence[int]]]) -> Order:
        """From questions: the features of each scored memory, and which of them answer."""
        every = np.concatenate([features for features, _ in lists])
        mean, spread = every.mean(0), every.std(0) + 1e-9
        scaled = [((features - mean) / spread, list(right)) for features, right in lists]

        def loss(weights: Floats) -> tuple[float, Floats]:
            total, slope = PULL * float(weights @ weights), 2 * PULL * weights
            for features, right in scaled:
                odds = np.exp((score := features @ weights) - score.max())
                odds /= odds.sum()
                held = odds[right].sum() + 1e-12
                target = np.zeros(len(odds))
                target[right] = odds[right] / held
                total -= float(np.log(held)) / len(scaled)
                slope = slope + features.T @ (odds - target) / len(scaled)
            return total, slope

        found: Any = minimize(loss, np.zeros(every.shape[1]), jac=True, method="L-BFGS-B")
        return cls(mean, spread, np.asarray(found.x))

    def score(self, features: Floats) -> Floats:
        scores: Floats = (features - self.mean) / self.spread @ self.weights
        return scores

    def described(self) -> dict[str, list[Any]]:
        """All that the sum needs, as JSON."""
        rows = {"mean": self.mean, "spread": self.spread, "weights": self.weights}
        return {"names": list(ORDER), **{name: np.round(row, 4).tolist() for name, row in rows.items()}}


@dataclass(frozen=True)
class Outcome:
    """How sure it is that a question is answered, from how sure the parts are."""

    model: Any

    @classmethod
    def fit(cls, features: Floats, told: npt.NDArray[np.bool_], counts: Floats) -> Outcome:
        """`counts` says how much each question counts."""
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.02, max_iter=3000))
        return cls(model.fit(features, told, logisticregression__sample_weight=counts))

    def sure(self, features: Floats) -> Floats:
        """Shape (questions,)."""
        return np.asarray(self.model.predict_proba(features)[:, 1], float)

    def described(self) -> dict[str, list[Any]]:
        """All that the weighing needs, as JSON."""
        scaler, linear = self.model[0], self.model[1]
        rows = {"mean": scaler.mean_, "spread": scaler.scale_, "weights": linear.coef_[0], "bias": linear.intercept_}
        return {"names": list(OUTCOME), **{name: np.round(row, 4).tolist() for name, row in rows.items()}}


def auc(scores: Floats, positive: npt.NDArray[np.bool_]) -> float:
    """Area under the curve of telling the positive apart."""
    return float(roc_auc_score(positive, scores))
