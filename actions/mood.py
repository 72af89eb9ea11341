"""A run of bad turns, met once and gently: with what the person said helps, or with people and places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from actions.turn import Reply, Turn

BAD = -0.5
"""VADER's compound score from which a message is a bad one, whatever its intent. Milder ones are often none
(benchmarks/moods.py), and most of what VADER misses is understood as `feel_bad`."""

IN_A_ROW, OF = 3, 4
"""A spiral is this many bad messages among the last so many, the last one included."""

BAD_INTENTS = ("feel_bad", "plan_went_badly")

HELPS = re.compile(
    r"\b(?:helps?|helped|calms?|calmed|cheers?|cheered|relax(?:es|ed)?|comforts?|does me good|do me good|did me good"
    r"|feel better|lifts? (?:me|my)|clears? my (?:head|mind))\b",
    re.IGNORECASE,
)
"""Words by which people tell what does them good."""


class Mood:
    """Reads how messages sound, by VADER's lexicon, which is loaded when the first is read."""

    def meet_spiral(self, turn: Turn, reply: Reply) -> None:
        """Says one thing that may help: what the person told that helped before, the latest of it, where they did."""
        helped = [
            memory
            for memory in reply.memory.memories(turn.user_id)
            if not reply.is_off
            and memory.status == "current"
            and memory.sensitivity is None
            and memory.message_id != turn.message_id
            and HELPS.search(memory.quote)
        ]
        if helped:
            memory = max(helped, key=lambda one: one.told_at)
            reply.say("utter_spiral_helped", drawn=[memory], quote=memory.quote, day=reply.day(memory.told_at))
        else:
            reply.say("utter_spiral")

    def is_spiral(self, said: Sequence[tuple[str, str]]) -> bool:
        """Whether the last of these (text, intent) is bad, as are most of those before it."""
        bad = [self.is_bad(text, intent) for text, intent in said[-OF:]]
        return bool(bad) and bad[-1] and sum(bad) >= IN_A_ROW

    def is_bad(self, text: str, intent: str = "") -> bool:
        """Whether somebody who writes this is doing badly."""
        return intent in BAD_INTENTS or self.score(text) <= BAD

    def score(self, text: str) -> float:
        """From -1 to 1: VADER's compound score."""
        return float(self._vader.polarity_scores(text)["compound"])

    @cached_property
    def _vader(self) -> Any:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        return SentimentIntensityAnalyzer()
