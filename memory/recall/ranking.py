"""Rank a person's memories by how well they answer a question, with an absolute confidence.

Two weighted sums over named features: `Relevance` orders the memories, `Confidence` says how sure it is that the question
is answered at all. They differ on purpose: that the line before speaks of the same makes a memory likelier than others, but
says little about whether it was ever told. What slots say (`_typed`) enters both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from memory.models import Candidate, Match, Memory, Recalled
from memory.recall.lexical import Scores, bm25, counts, coverage, stems
from memory.understand.question import Question, has_cue
from memory.understand.words import ANIMALS, KIN, WIDER

ANSWERABLE = 0.5
"""From this confidence on, the best match answers the question."""

NEIGHBOUR_S = 600
"""Messages told within this many seconds speak of the same thing."""


@dataclass(frozen=True)
class Relevance:
    """What each feature adds to the place of a memory. See docs/engine.md for where the weights come from."""

    cosine: float = 2.0
    context_cosine: float = 1.5
    lexical: float = 0.5
    message_lexical: float = 2.7
    context_lexical: float = 2.0
    neighbour_cosine: float = 1.0
    neighbour_lexical: float = 1.0
    length: float = 0.1
    dated: float = 0.7
    in_interval: float = 1.0
    told_near: float = 0.5
    typed: float = 0.25
    typed_floor: float = -1.5
    """For the order a wrong relation counts no more than this; whether anything answers is the confidence's matter."""
    sibling: float = -1.5
    """For each better memory from the same message: one message shall not fill the page."""


@dataclass(frozen=True)
class Confidence:
    """What makes the log-odds that the question is answered."""

    bias: float = -4.3
    own: float = 3.5
    """Cosine plus half the coverage of the question's words, of the memory itself."""
    support: float = 3.5
    """The same, the mean of the three best memories."""
    typed: float = 1.0


@dataclass(frozen=True)
class Typed:
    """What slots say, in log-odds."""

    slot: float = 3.0
    related: float = 0.4
    wrong_relation: float = -4.0
    no_name: float = -1.5
    no_cue: float = -1.5
    """Nothing in it could answer the attribute that is asked for: "how old" without a number."""
    not_current: float = -1.0


def rank(question: Question, candidates: Sequence[Candidate], relevance: Relevance = Relevance(),  # noqa: B008
         confidence: Confidence = Confidence(), typed: Typed = Typed()) -> Recalled:  # noqa: B008
    """Order `candidates`, all memories of one person, by how well they answer `question`; the best first."""
    if not candidates:
        return Recalled(False)
    memories = [candidate.memory for candidate in candidates]
    cosine = np.array([candidate.cosine for candidate in candidates])
    context_cosine = np.array([candidate.context_cosine for candidate in candidates])
    groups = _messages(memories)
    terms = stems(question.first_person)
    quotes = [counts(memory.quote) for memory in memories]
    messages = [counts(" ".join(dict.fromkeys(memories[at].quote for at in groups[memory.message_id]))) for memory in memories]
    contexts = [message + counts(memory.in_reply_to or "") for message, memory in zip(messages, memories, strict=True)]
    message_lexical = bm25(terms, messages)
    slots = _typed(question, memories, typed)
    order = relevance.cosine * cosine + relevance.context_cosine * context_cosine + relevance.lexical * bm25(terms, quotes) \
        + relevance.message_lexical * message_lexical + relevance.context_lexical * bm25(terms, contexts) \
        + relevance.neighbour_cosine * _neighbours(cosine, memories, groups) \
        + relevance.neighbour_lexical * _neighbours(message_lexical, memories, groups) \
        + relevance.length * np.log1p([len(memory.quote.split()) for memory in memories]) \
        + _dates(question, memories, relevance) + relevance.typed * np.maximum(slots, relevance.typed_floor)
    own = cosine + 0.5 * coverage(terms, messages)
    support = np.sort(own)[::-1][:3].mean()
    odds = confidence.bias + confidence.own * own + confidence.support * support + confidence.typed * slots
    sure = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    matches, ceiling = [], 1.0
    for at in _placed(order, memories, relevance.sibling):
        ceiling = min(ceiling, float(sure[at]))
        matches.append(Match(memories[at], ceiling))
    return Recalled(matches[0].score >= ANSWERABLE, tuple(matches))


def _placed(order: Scores, memories: Sequence[Memory], sibling: float) -> list[int]:
    """The places, best first; each further memory from one message stands back a little."""
    best = [int(at) for at in np.argsort(-order, kind="stable")]
    seen: Counter[str] = Counter()
    final = order.astype(float)
    for at in best:
        final[at] += sibling * seen[memories[at].message_id]
        seen[memories[at].message_id] += 1
    return sorted(best, key=lambda at: (-final[at], -memories[at].told_at.timestamp()))


def _messages(memories: Sequence[Memory]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for at, memory in enumerate(memories):
        groups.setdefault(memory.message_id, []).append(at)
    return groups


def _neighbours(values: Scores, memories: Sequence[Memory], groups: dict[str, list[int]]) -> Scores:
    """For each memory the best value in the message told before or after it, if that was a short while away."""
    turns = sorted(groups.values(), key=lambda places: memories[places[0]].told_at)
    best = [float(values[places].max()) for places in turns]
    told = [memories[places[0]].told_at.timestamp() for places in turns]
    near = np.zeros(len(memories))
    for turn, places in enumerate(turns):
        near[places] = max((best[other] for other in (turn - 1, turn + 1)
                            if 0 <= other < len(turns) and abs(told[other] - told[turn]) <= NEIGHBOUR_S), default=0.0)
    return near


def _dates(question: Question, memories: Sequence[Memory], weights: Relevance) -> Scores:
    odds = np.zeros(len(memories))
    for at, memory in enumerate(memories):
        if question.answer_type == "time" and memory.about:
            odds[at] += weights.dated
        if question.interval:
            days = question.interval
            if memory.about and memory.about.from_ <= days.to and days.from_ <= memory.about.to:
                odds[at] += weights.in_interval
            if abs((memory.told_at.date() - days.from_).days) <= 10:
                odds[at] += weights.told_near
    return odds


def _typed(question: Question, memories: Sequence[Memory], weights: Typed) -> Scores:
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


@lru_cache(maxsize=50_000)
def _people_in(text: str) -> frozenset[str]:
    words = set(re.findall(r"[\w-]+", text.lower()))
    return frozenset({KIN.get(word) or ANIMALS.get(word) or (word if word in WIDER else "") for word in words} - {""})


def mentioned(memory: Memory) -> frozenset[str]:
    """The relations and pets that a memory speaks of."""
    found = _people_in(f"{memory.quote} {memory.statement}")
    return found | {memory.slot.relation} if memory.slot and memory.slot.relation else found
