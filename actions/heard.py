"""A message that is no request of its own, with all that the reply to it may rest on, and how it sounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from actions.acknowledge import noted_of
from actions.mood import Mood, Tone
from actions.reply import Reply
from actions.turn import Turn
from actions.worth import Worth
from memory.models import Memory

SIGH = 8
"""So many words at most, taken for a low mood, are one; more of them have to say it."""

LOSS = re.compile(
    r"\b(?:died|dead|death|passed away|funeral|buried|divorce\w*|broke up|split up|hospital|cancer|stroke|miscarr\w+|"
    r"fired|laid off|lost (?:my|our|her|his)|left me|evicted)\b",
    re.IGNORECASE,
)
"""Words by which a loss is told in a plain voice."""

CALLED_HARD = frozenset(
    {"utter_feel_bad", "utter_noted_low", "utter_noted_heavy", "utter_closed_bad", "utter_sensitive_ask_heavy"}
)
"""What calls a thing hard. It is said once in a session: the second time it would be a formula."""

_ONES_OWN = re.compile(r"\b(?:my|our|me|myself)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heard:
    """What a rule of `respond.RULES` looks at, and the reply that it fills."""

    turn: Turn
    reply: Reply
    tone: Tone
    mood: Mood
    worth: Worth

    @cached_property
    def is_spiral(self) -> bool:
        """Whether it is one bad message more of several, which is met once a session."""
        turn = self.turn
        met = turn.spiral_met or turn.is_button or turn.after_crisis is not None
        said = turn.intent not in ("affirm", "deny", "greet") and self.tone.says_bad
        return not met and said and self.mood.is_spiral(turn.said)

    @cached_property
    def is_loss(self) -> bool:
        """Whether a loss is told that is not said to be over: "my mum is out of hospital" tells none."""
        return LOSS.search(self.turn.text) is not None and not self.tone.is_eased

    @cached_property
    def is_heavy(self) -> bool:
        """Whether what was noted weighs on the person, or what is sensitive and waits for a yes was told as a loss."""
        if not (self.tone.says_bad or self.is_loss):
            return False
        if any(reason == "sensitive" for reason, _ in self.turn.withheld):
            return True
        return any(self.worth.weighs(quote) for quote in {memory.quote for memory in self.noted})

    @cached_property
    def is_low(self) -> bool:
        """Whether a low mood is all that it tells, or is said in so many words."""
        short = not self.tone.is_eased and len(self.turn.text.split()) <= SIGH
        return self.turn.intent == "feel_bad" and (self.tone.says_bad or short)

    @cached_property
    def noted(self) -> list[Memory]:
        return noted_of(self.turn, self.reply)

    def noted_line(self) -> str:
        """What is said to what was noted, by how it sounds."""
        if self.is_heavy:
            return self.not_twice("utter_noted_heavy")
        if self.tone.says_bad and not all(map(_is_liking, self.noted)):
            return self.not_twice("utter_noted_low")
        return "utter_noted_good" if self._is_good() else "utter_noted"

    def _is_good(self) -> bool:
        """Whether good news was noted."""
        if not self.turn.noted or self.turn.asks or self.tone.is_bad or self.tone.score < 0:
            return False
        return "good" in (self.turn.feels, self.turn.intent.removeprefix("feel_"))

    def not_twice(self, response: str) -> str:
        """The response, or what is said in its place where something was called hard in this session already."""
        twice = response in CALLED_HARD and self.turn.uttered & CALLED_HARD
        return f"{response}_again" if twice else response

    def meet_bad(self) -> None:
        """A word for what is hard; a spiral has one of its own."""
        if not self.is_spiral:
            self.reply.say(self.not_twice("utter_feel_bad"))

    def as_answer(self) -> Turn:
        """The turn, with how its words sound where an answer only tells what happened."""
        turn, tone = self.turn, self.tone
        if turn.answered != "follow_up" or turn.intent != "tell_about_me":
            return turn
        if tone.says_bad or (tone.is_bad and tone.score < 0 and not tone.is_eased):  # "a disaster" says how it went
            return replace(turn, intent="feel_bad")
        return replace(turn, intent="feel_good") if turn.feels == "good" else turn


def _is_liking(memory: Memory) -> bool:
    """What somebody likes, hates or does, and no matter of theirs: "I hate driving" is not hard, "I hate my job" is."""
    return memory.category in ("tastes", "habits") and _ONES_OWN.search(memory.quote) is None
