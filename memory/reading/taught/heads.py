"""The heads on the encoder's states, in numpy: the arithmetic of `training/reader/model.py`, with its weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

VALUE, MENTION, WHEN = 0, 1, 2
"""What the three span scorers look for."""

_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


def sigmoid(x: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0))), np.float32)


def softmax(x: Array) -> Array:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


def gelu(x: Array) -> Array:
    """As torch's, to six decimals. Source: Hendrycks and Gimpel 2016; erf: Abramowitz and Stegun 1964, 7.1.26."""
    size = np.abs(x) / np.float32(np.sqrt(2.0))
    t = 1.0 / (1.0 + np.float32(0.3275911) * size)
    series = np.zeros_like(t)
    for factor in _ERF:
        series = (series + np.float32(factor)) * t
    erf = np.copysign(1.0 - series * np.exp(-size * size), x)
    return np.asarray(0.5 * x * (1.0 + erf), np.float32)


def rotary(length: int, size: int) -> tuple[Array, Array]:
    """Sines and cosines, (length, size), that turn queries and keys by their place. Source: Su 2021, RoFormer."""
    angles = np.arange(length)[:, None] / 10000 ** (np.arange(0, size, 2) / size)
    return tuple(np.repeat(f(angles), 2, 1).astype(np.float32) for f in (np.sin, np.cos))  # type: ignore[return-value]


def turn(x: Array, sines: Array, cosines: Array) -> Array:
    swapped = np.stack([-x[:, 1::2], x[:, ::2]], 2).reshape(x.shape)
    return np.asarray(x * cosines + swapped * sines, np.float32)


def _points(query: Array, keys: Array) -> Array:
    return np.asarray(query @ keys.T / np.sqrt(keys.shape[1]), np.float32)


class Heads:
    """The trained heads. `states` below is what the encoder makes of the pieces, (pieces, dimension)."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._weights = weights

    def _linear(self, name: str, x: Array) -> Array:
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def begins(self, states: Array) -> Array:
        """The probability, (pieces,), that a clause begins at a piece."""
        return sigmoid(self._linear("begin", states)[:, 0])

    def spans(self, states: Array) -> Array:
        """Scores, (3, pieces, pieces), of a span from a first to a last piece; above 0 it rather is one."""
        both = self._linear("span", states).reshape(len(states), 3, 2, -1)
        sines, cosines = rotary(len(states), both.shape[-1])
        scores = np.empty((3, len(states), len(states)), np.float32)
        for kind in range(3):
            query, key = (turn(both[:, kind, at], sines, cosines) for at in (0, 1))
            scores[kind] = query @ key.T / np.sqrt(both.shape[-1])
        return scores

    def clauses(self, states: Array, spans: list[tuple[int, int]]) -> Array:
        """What the other heads take of each clause, (clauses, hidden): pieces `[first, beyond the last)`."""
        rows = [np.concatenate([states[a], states[a:b].mean(0), states[0]]) for a, b in spans]
        return gelu(self._linear("clause", np.stack(rows)))

    def acts(self, clauses: Array) -> Array:
        return sigmoid(self._linear("acts", clauses))

    def told(self, clauses: Array) -> Array:
        """The probability, (clauses, attributes), that a clause tells an attribute of somebody."""
        return sigmoid(self._linear("told", clauses))

    def asked(self, clauses: Array) -> Array:
        """Logits side by side: attribute (the last: none), type, time, all."""
        return self._linear("asked", clauses)

    def keys(self, states: Array) -> Array:
        return self._linear("key", states)

    def ask_points(self, clauses: Array, keys: Array) -> Array:
        return _points(self._linear("ask_point", clauses), keys)

    def _rows(self, states: Array, spans: npt.NDArray[np.int64]) -> Array:
        rows = [np.concatenate([states[a], states[b], states[a : b + 1].mean(0)]) for a, b in spans]
        return np.stack(rows)

    def mentions(self, states: Array, spans: npt.NDArray[np.int64]) -> Array:
        """Logits side by side: is a mention, kind, relation (the first: none)."""
        return self._linear("mention_out", gelu(self._linear("mention", self._rows(states, spans))))

    def values(self, states: Array, spans: npt.NDArray[np.int64], clauses: Array) -> Array:
        """What `attributes` and `facts` take of each value, (spans, hidden); `clauses` has the clause of each."""
        return self._linear("value", self._rows(states, spans)) + self._linear("of_clause", clauses)

    def attributes(self, values: Array) -> Array:
        """The probability of each attribute, (spans, attributes)."""
        return sigmoid(self._linear("attributes", gelu(values)))

    def facts(self, values: Array, attributes: npt.NDArray[np.int64]) -> Array:
        """What `details` and `fact_points` take of each value with its attribute."""
        return gelu(values + self._weights["of_attribute.weight"][attributes])

    def details(self, facts: Array) -> Array:
        """Logits side by side: modality, negated, weight, sensitive."""
        return self._linear("details", facts)

    def fact_points(self, facts: Array, keys: Array) -> Array:
        return _points(self._linear("fact_point", facts), keys)
