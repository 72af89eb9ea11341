"""A run of bad turns, met once and gently: with what the person said helps, or with people and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from actions.linear import Example, Linear, runs_of
from actions.reply import Reply
from actions.turn import Turn
from memory.embeddings import Embedder
from memory.models import Memory
from memory.reading import Act

SESSIONS = Path(__file__).with_name("moods.yml")
WEIGHTS = Path(__file__).with_name("mood_weights.json")

BAD = 0.5
"""Probability from which a message alone is a bad one."""

LAST, TOGETHER, OF, MOST = 0.5, 1.8, 4, 3
"""A spiral: MOST of the last OF messages, with the last one, are bad with probability LAST, and come to TOGETHER.
Chosen on moods.yml (benchmarks/moods.py)."""

BEFORE = 0.5
"""How much of the message before is looked at beside a message."""

HELPS = re.compile(
    r"\b(?:helps?|helped|calms?|calmed|cheers?|cheered|relax(?:es|ed)?|comforts?|does me good|do me good|did me good"
    r"|feel better|lifts? (?:me|my)|clears? my (?:head|mind))\b",
    re.IGNORECASE,
)
"""Words by which people tell what does them good."""

FEELS, LIKELY = 0.4, 0.35
"""A `feel.` act's probability from which it counts, and that of a bad message beside it from which it is called hard.
On the tuned voices .42 of what is called hard is felt so, by words that hurt .26; of good news .74, by words .35."""

EASED = 0.2
"""VADER's score above which the words deny what hurts: "no pain today"."""

_OVER_WORDS = "|".join(
    word for word in Path(__file__).with_name("over.txt").read_text(encoding="utf-8").splitlines() if word[0] != "#"
)
_OVER = re.compile(
    rf"\bno (?:more|longer|need)\b|\b(?:(?:is|are|was|has|have|all)|\w+['’]s) (?:\w+ ){{0,2}}?(?:{_OVER_WORDS})\b"
    r"|(?<!can)(?:\bnot|n['’]?t) \w+ any ?(?:more|longer)\b",
    re.IGNORECASE,
)
"""How something is said to be at an end. Where it is, nothing is called hard: a plain line is never wrong."""

_POINTS = re.compile(r"^\W*(?:it|that|this|which|they)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:nothing|no longer|not|never|nobody|hardly)\b|n't\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z']+|[!?.]+|\d+")


def what_helps(turn: Turn, reply: Reply) -> list[Memory]:
    """What the person told that does them good; where "it helps" is all that a sentence says, what stands beside it."""
    if reply.is_off:
        return []
    current = [
        memory
        for memory in reply.memory.memories(turn.user_id)
        if memory.status == "current" and memory.sensitivity is None and memory.message_id != turn.message_id
    ]
    found = []
    for memory in current:
        if HELPS.search(memory.quote) and not _DENIES.search(memory.quote):
            beside = [one for one in current if one.message_id == memory.message_id and one.quote != memory.quote]
            found.append(beside[0] if beside and _POINTS.match(memory.quote) else memory)
    return found


@dataclass(frozen=True)
class Tone:
    """How a message sounds: `probability` that who writes it is doing badly, and VADER's `score` from -1 to 1.

    `feels` is how they feel by the reading, "good" or "bad".
    """

    text: str
    probability: float
    score: float
    feels: str | None = None

    @property
    def is_bad(self) -> bool:
        """Whether somebody who writes this is doing badly."""
        return self.probability >= BAD

    @property
    def says_bad(self) -> bool:
        """Whether they say so, so that it may be said back to them."""
        return self.feels == "bad" and self.probability >= LIKELY and not self.is_eased

    @property
    def is_eased(self) -> bool:
        """Whether what hurts is denied, or said to be over."""
        return self.score > EASED or _OVER.search(self.text) is not None


def feels(acts: Iterable[Act]) -> str | None:
    """How the person feels by what the clauses do: "good", "bad", or None where neither is surer than the other."""
    surest = {"feel.good": 0.0, "feel.bad": 0.0}
    for act in acts:
        if act.name in surest:
            surest[act.name] = max(surest[act.name], act.confidence)
    good, bad = surest.values()
    if max(good, bad) < FEELS or good == bad:
        return None
    return "good" if good > bad else "bad"


class Mood:
    """Reads from messages how somebody is doing, by their meaning, their words and VADER's lexicon."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def meet_spiral(self, turn: Turn, reply: Reply) -> None:
        """Says one thing that may help: what the person told that helped before, the latest of it, where they did."""
        helped = what_helps(turn, reply)
        if helped:
            memory = max(helped, key=lambda one: one.told_at)
            reply.say("utter_spiral_helped", drawn=[memory], quote=memory.quote, day=reply.day(memory.told_at))
        else:
            reply.say("utter_spiral")

    def is_spiral(self, said: Sequence[str]) -> bool:
        """Whether these messages, the last one included, are a run of bad ones."""
        end = len(said) - 1
        if len(said) < MOST or (last := self.probability(said, end)) < LAST:
            return False
        worst = sorted([last, *(self.probability(said, at) for at in range(max(0, end + 1 - OF), end))])[-MOST:]
        return worst[0] >= LAST and sum(worst) >= TOGETHER

    def is_bad(self, text: str) -> bool:
        """Whether somebody who writes this is doing badly."""
        return self.probability([text], 0) >= BAD

    def tone(self, text: str, felt: str | None) -> Tone:
        """How a message sounds by itself; `felt` is how the person feels by the reading."""
        return Tone(text, self.probability([text], 0), self.vader(text), felt)

    def probability(self, said: Sequence[str], at: int) -> float:
        """How probable it is that somebody who writes the message there is doing badly."""
        return self._model.probability(self.example(said, at))

    def vader(self, text: str) -> float:
        """From -1 to 1: how VADER's lexicon scores a message."""
        return float(self._vader.polarity_scores(text)["compound"])

    def example(self, said: Sequence[str], at: int) -> Example:
        """What is looked at in a message and in the one before it."""
        texts = [said[at], *said[max(0, at - 1) : at]]
        vectors = self._embedder.embed(texts)
        before = vectors[1] * BEFORE if at else np.zeros_like(vectors[0])
        flags = {
            f"{name}{which}": float(scores[name])
            for which, scores in zip(("", " before"), map(self._vader.polarity_scores, texts), strict=False)
            for name in ("compound", "neg", "pos")
        }
        flags["asks"] = float("?" in said[at])
        words = _WORD.findall(said[at].lower().replace("’", "'"))
        return Example(runs_of(words, longest=2), np.concatenate([vectors[0], before]), flags)

    @cached_property
    def _model(self) -> Linear:
        return Linear.read(WEIGHTS)

    @cached_property
    def _vader(self) -> Any:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        return SentimentIntensityAnalyzer()
