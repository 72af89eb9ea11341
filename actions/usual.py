""" "The usual?" is answered with what was told more than once; "that's wrong" puts right what was said last."""

from __future__ import annotations

import re
from typing import Any

from actions.acknowledge import acknowledge
from actions.explain import last_drawn
from actions.observe import NEVER_SAID
from actions.reply import Reply
from actions.still_holds import earlier_of
from actions.turn import Turn
from actions.verb import Event, Verb, set_slot
from memory.models import Memory

OFTEN = 2
"""How often something has to have been told to be somebody's usual."""

BARE = 6
"""As many words at most that name the usual tell nothing else."""

EVERY = re.compile(
    r"\b(?:every (?:day|morning|evening|night|shift|week|\w+day)|always|as (?:always|usual)|usually"
    r"|the same (?:thing )?every|each \w+)\b",
    re.IGNORECASE,
)
"""Words by which something is told as what is so every time."""

SAME = 0.5
"""Cosine from which "I never said that I was divorced" is about what was told."""

_THAT = re.compile(
    r"\b(?:said|say|told you|tell you|mentioned|mention)\s{1,3}(?:that\s{1,3})?"
    r"(?P<what>(?!that\b|this\b|it\b)\w.*?)\W{0,9}$",
    re.I,
)

WRONG_OR_NOT = ({"title": "Forget it", "payload": "/affirm"}, {"title": "Keep it", "payload": "/deny"})


class OfferUsual(Verb):
    """Offers the habit or taste that was told more than once and is nearest to the message."""

    action_name = "action_offer_usual"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        often = [
            match.memory
            for match in self.memory.similar(turn.user_id, turn.text)
            if match.memory.seen >= OFTEN
            and match.memory.category in ("habits", "tastes")
            and match.memory.sensitivity is None
        ]
        if not turn.asks and len(turn.text.split()) > BARE and acknowledge(turn, reply):
            return []  # "I did the usual, suya and malt" tells, and asks for nothing
        if not often:
            self._offer_once_told(turn, reply)
            return []
        usual = often[0]
        times = "twice" if usual.seen == 2 else f"{usual.seen} times"
        reply.say("utter_usual", drawn=[usual], quote=usual.quote, times=times, day=reply.day(usual.told_at))
        return []

    def _offer_once_told(self, turn: Turn, reply: Reply) -> None:
        """What was told but once, as what is so every time, may be meant; it is said as a question."""
        noted = set(turn.noted)
        habits = [
            match.memory
            for match in self.memory.similar(turn.user_id, turn.text)
            if EVERY.search(match.memory.quote)
            and match.memory.status == "current"
            and match.memory.sensitivity is None
            and match.memory.id not in noted
        ]
        if not habits:
            reply.say("utter_usual_unknown")
            return
        reply.say("utter_usual_once", drawn=habits[:1], quote=habits[0].quote, day=reply.day(habits[0].told_at))


class TakeCorrection(Verb):
    """ "That's wrong": what it is now is noted with both dates; without it, offers to forget what was just said."""

    action_name = "action_take_correction"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if acknowledge(turn, reply):
            reply.settled = True  # it is put right, so nothing is to be forgotten
            return []
        wrong = self._meant(turn)
        if wrong is None:
            reply.say("utter_correct_nothing")
            return []
        values: dict[str, Any] = {"quote": wrong.quote, "day": reply.day(wrong.told_at)}
        if wrong.supersedes and wrong.message_id == turn.before_id:
            before = self.memory.memory(turn.user_id, wrong.supersedes)
            drawn = [before, wrong]
            reply.say("utter_correct_change", drawn=drawn, buttons=WRONG_OR_NOT, before=before.quote, **values)
        else:
            reply.say("utter_correct", drawn=[wrong], buttons=WRONG_OR_NOT, **values)
        reply.pending = "forget"
        return [set_slot("forget_ids", [wrong.id])]

    def _meant(self, turn: Turn) -> Memory | None:
        """What "that" is: what was asked about, what the message before became, or what the last reply drew on."""
        if turn.question == "holds" and (asked := earlier_of(turn, self.memory)):
            return asked
        named = NEVER_SAID.match(turn.text) and _THAT.search(turn.text)
        if named:
            about = [m for m in self.memory.about(turn.user_id, named["what"]) if m.status == "current"]
            near = [m.memory for m in self.memory.similar(turn.user_id, named["what"]) if m.score >= SAME]
            if about or near:
                return (about or near)[0]
        noted = [m for m in self.memory.memories(turn.user_id) if m.message_id == turn.before_id]
        return next(iter([*noted, *last_drawn(turn, self.memory)]), None)
