"""From the heads' numbers to clauses, mentions, whens and facts, counted in pieces of one part of a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from memory.reading.taught.heads import MENTION, VALUE, WHEN, Array, Heads, sigmoid, softmax
from memory.reading.taught.pieces import Pieces

ALSO = 0.4
"""A second value of the same attribute in a clause fits it with this probability or more."""

LONGEST = 40
"""A value, mention or phrase has no more pieces than this."""

CANDIDATES, CANDIDATE_FLOOR = 40, -5.0
"""So many spans of a kind, of a score above this, are looked at again by the heads that know spans."""

MENTION_FLOOR, WHEN_FLOOR, FACT_FLOOR, ACT_FLOOR, BEGIN = 0.2, 0.4, 0.1, 0.02, 0.35
"""What is less probable is not handed out (a clause begins from BEGIN on); who uses it decides above that."""

JOINED = 0.1
"""Where grammar lets a clause begin, it does from here on: annotators put half of them apart, and what two sentences
tell is lost where they are one clause."""


@dataclass(frozen=True)
class Labels:
    """What the heads' numbers stand for, in order. Source: reader.json, written by the training."""

    acts: tuple[str, ...]
    attributes: tuple[str, ...]
    kinds: tuple[str, ...]
    relations: tuple[str, ...]
    modalities: tuple[str, ...]
    sensitive: tuple[str, ...]
    types: tuple[str, ...]
    times: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A span in pieces, first to last, and how probable it is."""

    first: int
    last: int
    probability: float


@dataclass
class Part:
    """One part of a message, decoded; spans in pieces."""

    clauses: list[tuple[int, int]]
    acts: Array
    asked: Array
    ask_points: Array
    mentions: list[tuple[Found, Array]]
    whens: list[Found]
    facts: list[tuple[Found, int, int, Array, Array]]
    """Value, attribute, clause, logits of the details, scores of the pieces as who."""


def decode(states: Array, pieces: Pieces, heads: Heads, labels: Labels) -> Part:
    """What the heads find in one part. `states` has the encoder's (pieces, dimension)."""
    clauses = clauses_of(heads.begins(states), pieces)
    of_clauses = heads.clauses(states, clauses)
    keys = heads.keys(states)
    scores = heads.spans(states)
    allowed = _allowed(pieces)
    part = Part(
        clauses,
        heads.acts(of_clauses),
        heads.asked(of_clauses),
        heads.ask_points(of_clauses, keys),
        _mentions(states, heads, _best(scores[MENTION], allowed, pieces.begin)),
        _apart(
            [
                Found(int(a), int(b), float(sigmoid(scores[WHEN, a, b])))
                for a, b in _best(scores[WHEN], allowed, pieces.begin)
            ],
            WHEN_FLOOR,
        ),
        [],
    )
    values = _best(scores[VALUE], allowed, 0)
    if len(values):
        number = np.array([max(0, _clause_of(clauses, int(a))) for a, _ in values])
        hidden = heads.values(states, values, of_clauses[number])
        fits = heads.attributes(hidden)
        told = heads.told(of_clauses)
        found = [
            (i, attribute, clause, chance)
            for clause in range(len(clauses))
            for attribute in np.flatnonzero(told[clause] >= FACT_FLOOR**2)
            for i, chance in _where(values, fits[:, attribute] * (number == clause), told[clause, attribute])
        ]
        if found:
            facts = heads.facts(hidden[[i for i, *_ in found]], np.array([one[1] for one in found]))
            details, points = heads.details(facts), heads.fact_points(facts, keys)
            part.facts += [
                (Found(int(values[i, 0]), int(values[i, 1]), chance), int(attribute), clause, details[n], points[n])
                for n, (i, attribute, clause, chance) in enumerate(found)
            ]
    return part


def _where(values: npt.NDArray[np.int64], fits: Array, told: float) -> list[tuple[int, float]]:
    """The value that fits an attribute of a clause best, others apart from it that fit nearly as well, their chances.

    Where a value begins and ends, two people put differently; whether the attribute is told at all, the clause says
    better than any one span of it. So the chance is the mean (the geometric one) of how probable both are.
    """
    best = float(fits.max())
    if best * told < FACT_FLOOR**2:
        return []
    found: list[int] = []
    for i in np.argsort(-fits, kind="stable"):
        if found and (fits[i] < ALSO or fits[i] < best / 2):
            break
        if all(values[i, 1] < values[j, 0] or values[j, 1] < values[i, 0] for j in found):
            found.append(int(i))
    return [(i, float(np.sqrt(told * fits[i]))) for i in found]


def clauses_of(begins: Array, pieces: Pieces) -> list[tuple[int, int]]:
    least = np.choose(pieces.joins, [BEGIN, JOINED, 0.0])
    at = [
        i for i in range(pieces.begin, pieces.end) if i == pieces.begin or (pieces.starts[i] and begins[i] >= least[i])
    ]
    return list(zip(at, [*at[1:], pieces.end], strict=True))


def _clause_of(clauses: list[tuple[int, int]], piece: int) -> int:
    """The clause that a piece lies in; -1 in the line before."""
    return sum(first <= piece for first, _ in clauses) - 1


def _allowed(pieces: Pieces) -> npt.NDArray[np.bool_]:
    """Which spans may be: whole words of one text, in order, not too long."""
    at = np.arange(len(pieces))
    apart = at[None, :] - at[:, None]
    together = pieces.segments[:, None] == pieces.segments[None, :]
    order = (apart >= 0) & (apart < LONGEST)
    return np.asarray(pieces.starts[:, None] & pieces.ends[None, :] & together & order)


def _best(scores: Array, allowed: Any, begin: int) -> npt.NDArray[np.int64]:
    """The best spans from piece `begin` on, (spans, 2), best first."""
    open_ = allowed & (scores > CANDIDATE_FLOOR)
    open_[:begin] = False
    at = np.argwhere(open_)
    order = np.argsort(-scores[open_], kind="stable")[:CANDIDATES]
    return np.asarray(at[order], np.int64)


def _mentions(states: Array, heads: Heads, spans: npt.NDArray[np.int64]) -> list[tuple[Found, Array]]:
    if not len(spans):
        return []
    logits = heads.mentions(states, spans)
    found = [Found(int(a), int(b), float(sigmoid(row[0]))) for (a, b), row in zip(spans, logits, strict=True)]
    rows = {(one.first, one.last): row for one, row in zip(found, logits, strict=True)}
    kept = _apart(found, MENTION_FLOOR)
    return [(one, rows[one.first, one.last]) for one in kept]


def _apart(found: list[Found], floor: float) -> list[Found]:
    """Of spans that share a piece the most probable one; in the order of the text."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: -one.probability):
        if one.probability < floor:
            break
        if all(one.last < other.first or other.last < one.first for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)


def chances(logits: Array, names: tuple[str, ...]) -> dict[str, float]:
    """The softmax of `logits` by name."""
    return {name: float(p) for name, p in zip(names, softmax(logits), strict=True)}
