"""Rank a person's memories by how well they answer a question, with an absolute confidence.

The score is a weighted sum of features, put through a logistic curve; every feature is named and absolute (it does not
depend on how the other candidates do), so that "nothing answers this" can be told from "this one does".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from memory.models import Candidate, Match, Memory, Recalled
from memory.understand.question import Question
from memory.understand.words import ANIMALS, KIN, WIDER

ANSWERABLE = 0.5
"""From this confidence on, the best match answers the question."""


@dataclass(frozen=True)
class Weights:
    """What each feature adds to the log-odds that a memory answers a question."""

    bias: float = -4.2
    cosine: float = 4.0
    context_cosine: float = 1.0
    lexical: float = 2.2
    context_lexical: float = 0.8
    slot: float = 4.5
    relation: float = 0.8
    wrong_relation: float = -4.0
    wrong_attribute: float = -1.5
    date: float = 1.2
    dated: float = 0.5
    not_current: float = -1.0


WEIGHTS = Weights()


def rank(question: Question, candidates: Sequence[Candidate], weights: Weights = WEIGHTS) -> Recalled:
    """Order `candidates`, all memories of one person, by confidence that they answer `question`; the best first."""
    if not candidates:
        return Recalled(False)
    quotes = [_terms(candidate.memory.quote + " " + candidate.memory.statement) for candidate in candidates]
    contexts = [quote + _terms(candidate.memory.in_reply_to or "") for quote, candidate in zip(quotes, candidates, strict=True)]
    lexical = _bm25(question.terms, quotes)
    context_lexical = _bm25(question.terms, contexts)
    names = _names(question, [candidate.memory for candidate in candidates])
    matches = []
    for n, candidate in enumerate(candidates):
        odds = weights.bias + weights.cosine * candidate.cosine + weights.context_cosine * candidate.context_cosine \
            + weights.lexical * lexical[n] + weights.context_lexical * context_lexical[n] \
            + _typed(question, candidate.memory, names, weights)
        matches.append(Match(candidate.memory, 1 / (1 + math.exp(-odds))))
    matches.sort(key=lambda match: (-match.score, -match.memory.told_at.timestamp()))
    return Recalled(matches[0].score >= ANSWERABLE, tuple(matches))


def _typed(question: Question, memory: Memory, names: frozenset[str], weights: Weights) -> float:
    """What slots, relation, dates and status add."""
    odds, slot = 0.0, memory.slot
    related = not question.relations
    if question.relations:
        mentioned = _mentioned(memory)
        related = bool(mentioned & set(question.relations)) or any(name in memory.quote.lower() for name in names)
        odds += weights.relation if related else weights.wrong_relation
    if question.attribute and slot:
        whom = slot.entity in question.relations if question.relations else slot.entity == "self"
        fits = slot.attribute == question.attribute or {slot.attribute, question.attribute} <= {"work", "employer", "field"}
        if whom and fits and (slot.value is not None or question.attribute == "birthday"):
            odds += weights.slot
    if question.attribute == "name" and not (slot and slot.attribute == "name" and related):
        odds += weights.wrong_attribute
    if question.interval:
        if memory.about and memory.about.from_ <= question.interval.to and question.interval.from_ <= memory.about.to:
            odds += weights.date
        elif question.interval.from_ <= memory.told_at.date() <= question.interval.to:
            odds += weights.date / 2
    if question.answer_type == "time" and memory.about:
        odds += weights.dated
    if memory.status != "current":
        odds += -weights.not_current if question.history else weights.not_current
    elif question.history and slot and slot.attribute == question.attribute:
        odds += weights.not_current
    return odds


def _names(question: Question, memories: Sequence[Memory]) -> frozenset[str]:
    return frozenset(memory.slot.value.lower() for memory in memories if memory.slot and memory.slot.attribute == "name"
                     and memory.slot.value and memory.slot.relation in question.relations)


def _mentioned(memory: Memory) -> set[str]:
    words = set(re.findall(r"[\w-]+", f"{memory.quote} {memory.statement}".lower()))
    found = {KIN.get(word) or ANIMALS.get(word) or (word if word in WIDER else "") for word in words} - {""}
    if memory.slot and memory.slot.relation:
        found.add(memory.slot.relation)
    return found


_WORD = re.compile(r"[^\W_]+")


def stem(word: str) -> str:
    """A crude stem, enough that "moved", "moves" and "move" meet."""
    for ending, rest in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[:-len(ending)] + rest
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def _terms(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text.lower())]


def _bm25(terms: Sequence[str], documents: Sequence[Sequence[str]], k1: float = 1.2, b: float = 0.5) -> list[float]:
    """BM25 of each document, divided by the most that the query could reach: 0..1."""
    query = {stem(term) for term in terms}
    counts = [Counter(document) for document in documents]
    total, average = len(documents), sum(map(len, documents)) / len(documents) or 1.0
    idf = {term: math.log(1 + (total - found + 0.5) / (found + 0.5)) for term in query for found in [sum(term in count for count in counts)]}
    most = sum(idf.values()) * (k1 + 1) or 1.0
    scores = []
    for count, document in zip(counts, documents, strict=True):
        norm = k1 * (1 - b + b * len(document) / average)
        scores.append(sum(idf[term] * count[term] * (k1 + 1) / (count[term] + norm) for term in query if term in count) / most)
    return scores
