"""action_reply: answers whatever is no request of its own, by what was noted or withheld, else by what was told."""

from __future__ import annotations

from typing import Any

from actions.acknowledge import acknowledge
from actions.follow_up import reply_to_answer
from actions.mood import Mood
from actions.recall import answer
from actions.turn import YES_NO, Reply, Turn
from actions.unasked import Unasked
from actions.verb import Event, Verb, set_slot
from memory.service import MemoryService


class Respond(Verb):
    action_name = "action_reply"

    def __init__(self, memory: MemoryService, public_url: str, unasked: Unasked, mood: Mood) -> None:
        super().__init__(memory, public_url)
        self._unasked, self._mood = unasked, mood

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        spiral = not turn.spiral_met and not turn.is_button and self._mood.is_spiral(turn.said)
        events = self._respond(turn, reply, unasked=not spiral)
        if spiral and reply.pending is None:
            self._mood.meet_spiral(turn, reply)
            events.append(set_slot("spiral_met", True))
        return events

    def _respond(self, turn: Turn, reply: Reply, *, unasked: bool) -> list[Event]:
        if not turn.withheld and reply_to_answer(turn, reply):
            return []
        if acknowledge(turn, reply):
            if unasked and turn.noted and not turn.withheld:
                self._unasked.add(turn, reply)
            return []
        if any(reason == "unasked" for reason, _ in turn.withheld):
            reply.say("utter_ask_consent_again", buttons=YES_NO)
            return [set_slot("pending", "consent")]
        if turn.intent in ("affirm", "deny"):
            reply.say("utter_nothing_asked")
        elif turn.intent == "out_of_scope":
            reply.say("utter_out_of_scope")
        elif turn.intent in ("feel_bad", "feel_good"):
            reply.say(f"utter_{turn.intent}")
        elif turn.text.rstrip().endswith("?"):
            if not answer(turn, reply):
                reply.say("utter_not_told")
        else:
            reply.say("utter_did_not_follow" if turn.intent == "nlu_fallback" else "utter_heard")
        return []
