""" "The usual?" is answered with what was told more than once; "that's wrong" puts right what was said last."""

from __future__ import annotations

import re
from typing import Any

from actions.acknowledge import acknowledge
from actions.explain import last_drawn
from actions.observe import NEVER_SAID
from actions.turn import Reply, Turn
from actions.verb import Event, Verb, set_slot
from memory.models import Memory

OFTEN = 2
"""How often something has to have been told to be somebody's usual."""

SAME = 0.5
"""Cosine from which "I never said that I was divorced" is about what was told."""

_THAT = re.compile(
    r"\b(?:said|say|told you|tell you|mentioned|mention)\s+(?:that\s+)?(?P<what>(?!that\b|this\b|it\b)\w.*?)\W*$", re.I
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
        if not often:
            reply.say("utter_usual_unknown")
            return []
        usual = often[0]
        times = "twice" if usual.seen == 2 else f"{usual.seen} times"
        reply.say("utter_usual", drawn=[usual], quote=usual.quote, times=times, day=reply.day(usual.told_at))
        return []


class TakeCorrection(Verb):
    """ "That's wrong": what it is now is noted with both dates; without it, offers to forget what was just said."""

    action_name = "action_take_correction"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if acknowledge(turn, reply):
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
        return [set_slot("pending", "forget"), set_slot("forget_ids", [wrong.id])]

    def _meant(self, turn: Turn) -> Memory | None:
        """What "that" is: what the message before became, else the first that the last reply drew on."""
        named = NEVER_SAID.match(turn.text) and _THAT.search(turn.text)
        if named:
            about = [m for m in self.memory.about(turn.user_id, named["what"]) if m.status == "current"]
            near = [m.memory for m in self.memory.similar(turn.user_id, named["what"]) if m.score >= SAME]
            if about or near:
                return (about or near)[0]
        noted = [m for m in self.memory.memories(turn.user_id) if m.message_id == turn.before_id]
        return next(iter([*noted, *last_drawn(turn, self.memory)]), None)
