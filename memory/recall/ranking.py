"""Rank a person's memories by how well they answer a question, with an absolute confidence.

Two sums of weighted features (`features.py`, `weights.json`): one orders the memories, the other says how sure it is
that the question is answered at all. They differ on purpose: that the line before speaks of the same makes a memory
likelier than others, but says little about whether it was ever told. What slots say (`_typed`) enters both.
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
import numpy.typing as npt

from memory.caches import cached
from memory.models import FORMER, Candidate, Match, Memory, Recalled
from memory.recall.features import Shelf, evidence, features
from memory.recall.lexical import Scores
from memory.understand.question import TRADE, Question, has_cue
from memory.understand.words import ANIMALS, KIN, WIDER, alternatives

ANSWERABLE = 0.55
"""From this confidence on, the best match answers the question."""

FITTING = 0.8
"""A slot that is asked for and filled answers at least this surely, whatever words were used."""

SIBLING = 3.0
"""What each better memory from the same message takes from the next one: one message shall not fill the page."""

OF_ANOTHER = 0.5
"""What is left of the confidence in a memory of somebody else alone, where the person asks about themself: never
enough."""

FITTED = 4.0
"""What a slot that is asked for and filled adds to a memory's place. Set by hand."""

STANDING = 1.0
"""What it takes from a memory's place that it no longer holds, or adds where the past is asked for. Set by hand: the
questions that we train on hardly ask for the past."""


AFTER = 0.01
"""How far what no longer holds stands behind what took its place."""


_FORMERLY = re.compile(r"\b(?:used to|before that|back then|previously)\b", re.I)
"""Tells of what held once: "I used to live in Faro"."""


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
    no_cue: float = -4.0
    """Nothing in it could answer the attribute that is asked for: "how old" without a number."""
    no_favourite: float = -1.5
    """The same of what is liked best, which is told in many ways."""
    not_current: float = -1.0


@dataclass(frozen=True)
class Ranked:
    """A person's memories in an order: `places` best first; `sure` the confidence of each place of it, never rising.

    `sums` is the weighted sum of each memory, in the order of `shelf`; `fits` those that fill the slot asked for.
    """

    shelf: Shelf
    places: tuple[int, ...]
    sure: tuple[float, ...]
    sums: Scores
    lexical: Scores
    fits: npt.NDArray[np.bool_]
    evidence: Mapping[str, float]

    @property
    def matches(self) -> tuple[Match, ...]:
        return tuple(Match(self.shelf.memories[at], sure) for at, sure in zip(self.places, self.sure, strict=True))

    @property
    def recalled(self) -> Recalled:
        """What these features alone make of it."""
        answers = bool(self.sure) and self.sure[0] >= ANSWERABLE
        return Recalled("answer" if answers else "not_told", self.matches, answering=int(answers))


def rank(question: Question, candidates: Sequence[Candidate]) -> Recalled:
    """What cheap features make of `candidates`, all memories of one person: the best first, and whether it answers."""
    return ranked(question, candidates).recalled


def ranked(
    question: Question,
    candidates: Sequence[Candidate],
    weights: Weights | None = None,
    typed: Typed = Typed(),  # noqa: B008
) -> Ranked:
    """Order `candidates`, all memories of one person, by how well they answer `question`; the best first."""
    shelf = Shelf.of(question, candidates)
    if not candidates:
        return Ranked(shelf, (), (), np.zeros(0), np.zeros(0), np.zeros(0, bool), {})
    weights = weights or trained()
    memories = shelf.memories
    fits = fitting(question, memories)
    slots = typed_odds(question, memories, fits, typed)
    named = features(shelf, slots)
    sums = order = weigh(named, weights.questions)
    seen = evidence(shelf)
    odds = (
        weights.answer["bias"]
        + weights.answer["order"] * order
        + weights.answer["typed"] * slots
        + sum(weights.answer[name] * value for name, value in seen.items())
    )
    sure = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    sure = np.where(fits, np.maximum(sure, FITTING), sure)
    others = np.array([question.of_self and of_another(memory.quote) for memory in memories]) & ~fits
    sure = np.where(others, sure * OF_ANOTHER, sure)
    if question.request:
        order = weigh(named, weights.requests)
    order = order + STANDING * np.array([_standing(question, memory) for memory in memories])
    order = order + FITTED * fits - STANDING * others
    order = _in_their_time(order, question, memories)
    places = _placed(order, memories)
    falling = np.minimum.accumulate(sure[places])
    return Ranked(shelf, tuple(places), tuple(map(float, falling)), sums, named["lexical"], fits, seen)


def weigh(named: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    """The weighted sum of features; one that has no weight counts nothing."""
    total: Scores = np.sum([weight * named[name] for name, weight in weights.items()], axis=0)
    return total


def _standing(question: Question, memory: Memory) -> float:
    holds = memory.status == "current" and not _FORMERLY.search(memory.quote)
    return 0.0 if holds else 1.0 if question.history else -1.0


def _in_their_time(order: Scores, question: Question, memories: Sequence[Memory]) -> Scores:
    """What was superseded stands after what superseded it, or before it where the past is asked for."""
    places, final = {memory.id: at for at, memory in enumerate(memories)}, order.astype(float)
    for at in sorted(range(len(memories)), key=lambda at: memories[at].told_at, reverse=not question.history):
        former = places.get(memories[at].supersedes or "")
        if former is not None and question.history:
            final[at] = min(final[at], final[former] - AFTER)
        elif former is not None:
            final[former] = min(final[former], final[at] - AFTER)
    return final


def _placed(order: Scores, memories: Sequence[Memory]) -> list[int]:
    """The places, best first; each further memory from one message stands back."""
    best = [int(at) for at in np.argsort(-order, kind="stable")]
    seen: Counter[str] = Counter()
    final = order.astype(float)
    for at in best:
        final[at] -= SIBLING * seen[memories[at].message_id]
        seen[memories[at].message_id] += 1
    return sorted(best, key=lambda at: (-final[at], -memories[at].told_at.timestamp()))


def typed_odds(
    question: Question,
    memories: Sequence[Memory],
    fits: npt.NDArray[np.bool_],
    weights: Typed = Typed(),  # noqa: B008
) -> Scores:
    """What relation, attribute and status say about each memory; `fits` are those that `fitting` found."""
    names = {
        memory.slot.value.lower()
        for memory in memories
        if memory.slot
        and memory.slot.attribute == "name"
        and memory.slot.value
        and memory.slot.relation in question.relations
    }
    odds = np.zeros(len(memories))
    for at, memory in enumerate(memories):
        slot, related = memory.slot, True
        if question.relations:
            related = bool(mentioned(memory) & set(question.relations)) or any(
                name in memory.quote.lower() for name in names
            )
            odds[at] += weights.related if related else weights.wrong_relation
        if fits[at]:
            odds[at] += weights.slot
        elif not has_cue(question.attribute, memory.quote):
            odds[at] += weights.no_favourite if (question.attribute or "").startswith("favourite") else weights.no_cue
        if question.attribute == "name" and not (slot and slot.attribute in {"name", f"{FORMER}name"} and related):
            odds[at] += weights.no_name
        if memory.status != "current":
            odds[at] -= weights.not_current if question.history else -weights.not_current
        elif question.history and slot and slot.attribute == question.attribute:
            odds[at] += weights.not_current
    return odds


def fitting(question: Question, memories: Sequence[Memory]) -> npt.NDArray[np.bool_]:
    """Which memories fill the slot that is asked for.

    Where none does, a trade named in passing fills the work, and the name of a pet that one once had the name.
    """

    def filled(former: bool) -> npt.NDArray[np.bool_]:
        return np.array(
            [question.attribute is not None and _fits(question, memory, former) for memory in memories], bool
        )

    found = filled(question.history)
    if question.attribute == "name" and not found.any():
        found = filled(former=True)
    if question.attribute == "work" and not question.relations and not found.any():
        found = np.array([bool(TRADE.search(memory.quote)) for memory in memories], bool)
    return found


def _fits(question: Question, memory: Memory, former: bool) -> bool:
    slot = memory.slot
    if slot is None or (slot.value is None and question.attribute != "birthday"):
        return False
    whom = slot.entity in question.relations if question.relations else slot.entity == "self"
    same = (
        slot.attribute == question.attribute
        or (former and slot.attribute == f"{FORMER}{question.attribute}")
        or {slot.attribute, question.attribute} <= {"work", "employer", "field"}
    )
    return whom and same


@cached(50_000)
def _people_in(text: str) -> frozenset[str]:
    words = set(re.findall(r"[\w-]+", text.lower()))
    return frozenset({KIN.get(word) or ANIMALS.get(word) or (word if word in WIDER else "") for word in words} - {""})


_ANOTHER = re.compile(
    r"^(?:(?:and|but|so|oh|well|yes|yeah|no|also|actually),? )*"
    rf"(?:(?:my|our) (?:\w+ ){{0,2}}?(?:{alternatives([*KIN, *ANIMALS])})|he|she)\b",
    re.I,
)
_SELF = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|im|ive|we|we're|we've|us|me|myself)\b", re.I)


@cached(20_000)
def of_another(quote: str) -> bool:
    """It tells of a relation or pet, and of the person nothing: "my husband plays the trombone"."""
    return bool(_ANOTHER.match(quote)) and not _SELF.search(quote)


def mentioned(memory: Memory) -> frozenset[str]:
    """The relations and pets that a memory speaks of."""
    found = _people_in(f"{memory.quote} {memory.statement}")
    return found | {memory.slot.relation} if memory.slot and memory.slot.relation else found
