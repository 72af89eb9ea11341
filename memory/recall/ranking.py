"""Rank a person's memories by how well they answer a question, with an absolute confidence.

Two sums of weighted features (`features.py`, `weights.json`): one orders the memories, the other says how sure it is that
the question is answered at all. They differ on purpose: that the line before speaks of the same makes a memory likelier
than others, but says little about whether it was ever told. What slots say (`_typed`) enters both.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from memory.caches import cached
from memory.models import Candidate, Match, Memory, Recalled
from memory.recall.features import Shelf, evidence, features
from memory.recall.lexical import Scores
from memory.understand.question import Question, has_cue
from memory.understand.words import ANIMALS, KIN, WIDER

ANSWERABLE = 0.5
"""From this confidence on, the best match answers the question."""

SIBLING = 3.0
"""What each better memory from the same message takes from the next one: one message shall not fill the page."""

STANDING = 1.0
"""What it takes from a memory's place that it no longer holds, or adds where the past is asked for. Set by hand: the
questions that we train on hardly ask for the past."""


@dataclass(frozen=True)
class Weights:
    """What each feature counts: for the order of questions and of requests, and for the log-odds of an answer.

    Made by `python -m benchmarks.train` from questions that we wrote; see docs/engine.md.
    """

    questions: Mapping[str, float]
    requests: Mapping[str, float]
    answer: Mapping[str, float]


@cache
def trained() -> Weights:
    """The weights that are shipped, `weights.json` beside this file."""
    return Weights(**json.loads(Path(__file__).with_name("weights.json").read_text()))


@dataclass(frozen=True)
class Typed:
    """What slots say, in log-odds. Set by hand, by what they mean."""

    slot: float = 3.0
    related: float = 0.4
    wrong_relation: float = -4.0
    no_name: float = -1.5
    no_cue: float = -1.5
    """Nothing in it could answer the attribute that is asked for: "how old" without a number."""
    not_current: float = -1.0


def rank(
    question: Question,
    candidates: Sequence[Candidate],
    weights: Weights | None = None,
    typed: Typed = Typed(),  # noqa: B008
) -> Recalled:
    """Order `candidates`, all memories of one person, by how well they answer `question`; the best first."""
    if not candidates:
        return Recalled(False)
    weights = weights or trained()
    shelf = Shelf.of(question, candidates)
    memories = shelf.memories
    slots = typed_odds(question, memories, typed)
    named = features(shelf, slots)
    order = weigh(named, weights.questions)
    odds = (
        weights.answer["bias"]
        + weights.answer["order"] * order
        + weights.answer["typed"] * slots
        + sum(weights.answer[name] * value for name, value in evidence(shelf).items())
    )
    sure = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    if question.request:
        order = weigh(named, weights.requests)
    order = order + STANDING * np.array([_standing(question, memory) for memory in memories])
    matches, ceiling = [], 1.0
    for at in _placed(order, memories):
        ceiling = min(ceiling, float(sure[at]))
        matches.append(Match(memories[at], ceiling))
    return Recalled(matches[0].score >= ANSWERABLE, tuple(matches))


def weigh(named: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    """The weighted sum of features; one that has no weight counts nothing."""
    total: Scores = np.sum([weight * named[name] for name, weight in weights.items()], axis=0)
    return total


def _standing(question: Question, memory: Memory) -> float:
    return 0.0 if memory.status == "current" else 1.0 if question.history else -1.0


def _placed(order: Scores, memories: Sequence[Memory]) -> list[int]:
    """The places, best first; each further memory from one message stands back."""
    best = [int(at) for at in np.argsort(-order, kind="stable")]
    seen: Counter[str] = Counter()
    final = order.astype(float)
    for at in best:
        final[at] -= SIBLING * seen[memories[at].message_id]
        seen[memories[at].message_id] += 1
    return sorted(best, key=lambda at: (-final[at], -memories[at].told_at.timestamp()))


def typed_odds(question: Question, memories: Sequence[Memory], weights: Typed = Typed()) -> Scores:  # noqa: B008
    """What relation, attribute and status say about each memory."""
    names = {memory.slot.value.lower() for memory in memories if memory.slot and memory.slot.attribute == "name"
             and memory.slot.value and memory.slot.relation in question.relations}
    odds = np.zeros(len(memories))
    for at, memory in enumerate(memories):
        slot, related = memory.slot, True
        if question.relations:
            related = bool(mentioned(memory) & set(question.relations)) or any(name in memory.quote.lower() for name in names)
            odds[at] += weights.related if related else weights.wrong_relation
        if question.attribute and slot and _fits(question, memory):
            odds[at] += weights.slot
        elif not has_cue(question.attribute, memory.quote):
            odds[at] += weights.no_cue
        if question.attribute == "name" and not (slot and slot.attribute == "name" and related):
            odds[at] += weights.no_name
        if memory.status != "current":
            odds[at] -= weights.not_current if question.history else -weights.not_current
        elif question.history and slot and slot.attribute == question.attribute:
            odds[at] += weights.not_current
    return odds


def _fits(question: Question, memory: Memory) -> bool:
    slot = memory.slot
    if slot is None or (slot.value is None and question.attribute != "birthday"):
        return False
    whom = slot.entity in question.relations if question.relations else slot.entity == "self"
    same = slot.attribute == question.attribute or {slot.attribute, question.attribute} <= {"work", "employer", "field"}
    return whom and same


@cached(50_000)
def _people_in(text: str) -> frozenset[str]:
    words = set(re.findall(r"[\w-]+", text.lower()))
    return frozenset({KIN.get(word) or ANIMALS.get(word) or (word if word in WIDER else "") for word in words} - {""})


def mentioned(memory: Memory) -> frozenset[str]:
    """The relations and pets that a memory speaks of."""
    found = _people_in(f"{memory.quote} {memory.statement}")
    return found | {memory.slot.relation} if memory.slot and memory.slot.relation else found
