"""action_reply: answers whatever is no request of its own, by what was noted or withheld, else by what was told."""

from __future__ import annotations

from typing import Any

from actions.recall import answer
from actions.turn import YES_NO, Reply, Turn
from actions.verb import Event, Verb, set_slot
from memory.models import Memory

WITHHELD = {
    "secret": "utter_secret_not_kept",
    "sensitive": "utter_sensitive_withheld",
    "paused": "utter_not_kept_paused",
    "off": "utter_not_kept_off",
}


class Respond(Verb):
    action_name = "action_reply"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        noted = [memory for memory in self.memory.memories(turn.user_id) if memory.id in turn.noted]
        reasons = {reason for reason, _ in turn.withheld}
        if noted:
            self._acknowledge(turn, reply, noted)
        for reason, response in WITHHELD.items():
            if reason in reasons:
                reply.say(response)
        if noted or reasons - {"unasked"}:
            return []
        if "unasked" in reasons:
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

    def _acknowledge(self, turn: Turn, reply: Reply, noted: list[Memory]) -> None:
        name = next((m for m in noted if m.slot and m.slot.key == ("self", "name") and m.slot.value), None)
        for memory in noted:
            if memory.supersedes and memory.message_id == turn.message_id:
                before = self.memory.memory(turn.user_id, memory.supersedes)
                reply.say(
                    "utter_superseded",
                    drawn=[before],
                    noted=noted,
                    before=before.quote,
                    day=reply.day(before.told_at),
                    now=memory.quote,
                )
                return
        if name and name.slot and len(noted) == 1:
            reply.say("utter_noted_name", noted=noted, name=name.slot.value)
        elif len(noted) == 1:
            reply.say("utter_noted", noted=noted)
        else:
            reply.say("utter_noted_several", noted=noted, count=len(noted))
