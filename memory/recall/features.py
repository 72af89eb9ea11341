"""What recall looks at: named features of each memory with regard to a question, as arrays over a person's memories.

`features` serves the order of the memories, `evidence` whether the question is answered at all. `weights.json` says
what each counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from memory.caches import cached
from memory.models import Candidate, Memory
from memory.recall.lexical import Scores, bm25, counts, coverage, frequencies, rarity, stems
from memory.understand.question import Question

NEIGHBOUR_S = 600
"""Messages told within this many seconds speak of the same thing."""

NEAR_DAYS = 10
"""Told within this many days of the day that is asked for."""

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|once|half|dozen"
    r"|hundred|thousand)\b",
    re.I,
)
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-ZÀ-Þ][\w'-]{2,}")


@dataclass(frozen=True)
class Shelf:
    """A person's memories side by side, with what the features are made of. A message may have told several."""

    question: Question
    memories: Sequence[Memory]
    cosine: Scores
    context_cosine: Scores

    @staticmethod
    def of(question: Question, candidates: Sequence[Candidate]) -> Shelf:
        return Shelf(
            question,
            [candidate.memory for candidate in candidates],
            np.array([candidate.cosine for candidate in candidates], float),
            np.array([candidate.context_cosine for candidate in candidates], float),
        )

    @cached_property
    def messages(self) -> list[list[int]]:
        """The places of the memories that one message told, message by message, in the order in which they were
        sent."""
        groups: dict[str, list[int]] = {}
        for at, memory in enumerate(self.memories):
            groups.setdefault(memory.message_id, []).append(at)
        return sorted(groups.values(), key=lambda places: self.memories[places[0]].told_at)

    @cached_property
    def message_of(self) -> npt.NDArray[np.intp]:
        """For each memory the number of its message."""
        number = np.zeros(len(self.memories), np.intp)
        for at, places in enumerate(self.messages):
            number[places] = at
        return number

    @cached_property
    def terms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stems(self.question.first_person)))

    @cached_property
    def told_words(self) -> Scores:
        """How often each word of the question stands in what the message told, shape (messages, words)."""
        quotes = [dict.fromkeys(self.memories[at].quote for at in places) for places in self.messages]
        return np.array([frequencies(self.terms, [counts(quote) for quote in of]).sum(0) for of in quotes])

    @cached_property
    def said_words(self) -> Scores:
        """The same of the line that each message answers."""
        before = [self.memories[places[0]].in_reply_to or "" for places in self.messages]
        return frequencies(self.terms, [counts(line) for line in before])

    @cached_property
    def lengths(self) -> tuple[Scores, Scores]:
        """Words of each message, of what it told and of the line it answers."""
        told = [
            sum(counts(quote).total() for quote in {self.memories[at].quote for at in places})
            for places in self.messages
        ]
        said = [counts(self.memories[places[0]].in_reply_to or "").total() for places in self.messages]
        return np.array(told, float), np.array(said, float)

    def best_of_message(self, values: Scores) -> Scores:
        """For each message the best value among its memories."""
        return np.array([values[places].max() for places in self.messages])

    def neighbours(self, values: Scores) -> Scores:
        """For each memory the best value, given by message, of the message told shortly before or after its own."""
        told = np.array([self.memories[places[0]].told_at.timestamp() for places in self.messages])
        near = np.zeros(len(values))
        close = np.diff(told) <= NEIGHBOUR_S
        near[1:] = np.where(close, values[:-1], 0.0)
        near[:-1] = np.maximum(near[:-1], np.where(close, values[1:], 0.0))
        return np.asarray(near[self.message_of])


def features(shelf: Shelf, typed: Scores) -> dict[str, Scores]:
    """What puts a memory before another, by name. `typed` is what the slots say, in log-odds."""
    question, memories = shelf.question, shelf.memories
    told, said = shelf.told_words, shelf.said_words
    lexical = bm25(told, shelf.lengths[0])
    of_message = shelf.best_of_message(shelf.cosine)
    found = {
        "cosine": shelf.cosine,
        "context_cosine": shelf.context_cosine,
        "message_cosine": of_message[shelf.message_of],
        "lexical": lexical[shelf.message_of],
        "context_lexical": bm25(told + said, shelf.lengths[0] + shelf.lengths[1])[shelf.message_of],
        "neighbour_cosine": shelf.neighbours(of_message),
        "neighbour_lexical": shelf.neighbours(lexical),
        "length": np.log1p([len(memory.quote.split()) for memory in memories]),
        "typed": np.maximum(typed, TYPED_FLOOR),
        "has_number": _where(question.answer_type == "number", memories, has_number),
        "has_name": _where(question.answer_type in {"name", "person", "place"}, memories, has_name),
    }
    return found | _dates(question, memories)


TYPED_FLOOR = -1.5
"""For the order a wrong relation counts no more than this; whether anything answers is the confidence's matter."""


def evidence(shelf: Shelf) -> dict[str, float]:
    """What says that the question is answered by something the person told, by name.

    `support`: cosine plus half the share of the question's words, the mean of the three best memories. `unsaid`: how
    much more of the question's words stand in what the person told than in the lines they answered: what only the other
    side spoke of was not told. `rarest`: how rare in what was told the rarest word of the question is, 1 if it never
    stands there.
    """
    told, said = coverage(shelf.told_words), coverage(shelf.said_words)
    near = shelf.cosine + 0.5 * told[shelf.message_of]
    return {
        "support": float(np.sort(near)[::-1][:3].mean()),
        "unsaid": float(told.max() - said.max()),
        "rarest": rarity(shelf.told_words),
    }


def _dates(question: Question, memories: Sequence[Memory]) -> dict[str, Scores]:
    days = question.interval
    about = [memory.about for memory in memories]
    return {
        "dated": np.array([float(question.answer_type == "time" and one is not None) for one in about]),
        "in_interval": np.array(
            [float(bool(days and one and one.from_ <= days.to and days.from_ <= one.to)) for one in about]
        ),
        "told_near": np.array([float(bool(days) and _near(question, memory)) for memory in memories]),
    }


def _near(question: Question, memory: Memory) -> bool:
    days, told = question.interval, memory.told_at.date()
    if days is None:
        return False
    return (days.from_ - told).days <= NEAR_DAYS and (told - days.to).days <= NEAR_DAYS


def _where(asked: bool, memories: Sequence[Memory], holds: Callable[[str], bool]) -> Scores:
    if not asked:
        return np.zeros(len(memories))
    return np.array([float(holds(memory.quote)) for memory in memories])


@cached(20_000)
def has_number(text: str) -> bool:
    return bool(_NUMBER.search(text))


@cached(20_000)
def has_name(text: str) -> bool:
    """A capital within a sentence, "I" aside."""
    return bool(_NAME.search(text))
