""" "The usual?" is answered with what was told more than once; "that's wrong" puts right what was said last."""

from __future__ import annotations

from typing import Any

from actions.acknowledge import acknowledge
from actions.explain import last_drawn
from actions.turn import Reply, Turn
from actions.verb import Event, Verb, set_slot

OFTEN = 2
"""How often something has to have been told to be somebody's usual."""

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
        drawn = last_drawn(turn, self.memory)[:1]
        if not drawn:
            reply.say("utter_correct_nothing")
            return []
        (wrong,) = drawn
        reply.say("utter_correct", drawn=drawn, buttons=WRONG_OR_NOT, quote=wrong.quote, day=reply.day(wrong.told_at))
        return [set_slot("pending", "forget"), set_slot("forget_ids", [wrong.id])]
