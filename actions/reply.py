"""action_reply: answers whatever is no request of its own, by what was noted or withheld, else by what was told."""

from __future__ import annotations

from typing import Any

from actions.acknowledge import acknowledge
from actions.recall import answer
from actions.turn import YES_NO, Reply, Turn
from actions.verb import Event, Verb, set_slot


class Respond(Verb):
    action_name = "action_reply"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if acknowledge(turn, reply):
            return []
        if any(reason == "unasked" for reason, _ in turn.withheld):
            reply.say("utter_ask_consent_again", buttons=YES_NO)
            return [set_slot("pending", "consent")]
        if turn.intent in ("affirm", "deny"):
            reply.say("utter_nothing_asked")
        elif turn.intent == "out_of_scope":
            reply.say("utter_out_of_scope")
        elif turn.text.rstrip().endswith("?"):
            if not answer(turn, reply):
                reply.say("utter_not_told")
        else:
            reply.say("utter_did_not_follow" if turn.intent == "nlu_fallback" else "utter_heard")
        return []
