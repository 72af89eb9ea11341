"""What the bot says to something that was told: what it noted, and what it did not and why."""

from __future__ import annotations

from typing import Any

from actions import days
from actions.reply import KEEP_OR_NOT, Reply
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.models import Memory

WITHHELD = {
    "secret": "utter_secret_not_kept",
    "sensitive": "utter_sensitive_withheld",
    "paused": "utter_not_kept_paused",
    "off": "utter_not_kept_off",
    "asked": "utter_not_kept_asked",
}


def acknowledge(turn: Turn, reply: Reply, *, response: str = "utter_noted") -> bool:
    """Says what of the message was noted, and what was not and why; returns False, silent, when there is neither.

    `response` is what is said to one thing that was noted, and, where it is another than usual, to several.
    """
    noted = noted_of(turn, reply)
    if noted:
        _acknowledge(turn, reply, noted, response)
    reasons = {reason for reason, _ in turn.withheld}
    withheld = [why for reason, why in WITHHELD.items() if reason in reasons]
    if any(category == "abuse" for _, category in turn.withheld) and "utter_abuse" not in turn.uttered:
        reply.say("utter_abuse", help=reply.help_lines)  # the person first, and only then what becomes of the words
    for why in withheld:
        if why == "utter_not_kept_paused" and reply.profile.consented_at is None:
            reply.say("utter_not_kept_off")
        elif why == "utter_sensitive_withheld" and reply.memory.withheld(turn.user_id):
            heavy = not noted and response == "utter_noted_heavy"
            reply.say("utter_sensitive_ask_heavy" if heavy else "utter_sensitive_ask", buttons=KEEP_OR_NOT)
            reply.pending = "sensitive"
        else:
            reply.say(why)
    return bool(noted or withheld)


def noted_of(turn: Turn, reply: Reply) -> list[Memory]:
    """What the message became, in the order in which it was told."""
    known = {memory.id: memory for memory in reply.memory.memories(turn.user_id)}
    return [known[id_] for id_ in turn.noted if id_ in known]


def _acknowledge(turn: Turn, reply: Reply, noted: list[Memory], response: str) -> None:
    if reply.level == "quiet":  # what was noted is on the page, and said when asked for
        reply.say("utter_noted_quiet")
        return
    name = next((m for m in noted if m.slot and m.slot.key == ("self", "name") and m.slot.value), None)
    for memory in noted:
        if memory.supersedes and memory.message_id == turn.message_id:
            before = reply.memory.memory(turn.user_id, memory.supersedes)
            reply.say(
                "utter_superseded",
                drawn=[before],
                noted=noted,
                before=before.quote,
                day=reply.day(before.told_at),
                now=memory.quote,
            )
            return
    planned = {day for memory in noted if (day := days.plan_on(memory, reply.today))}
    if name and name.slot and response == "utter_noted":
        told = {memory.quote for memory in noted}
        reply.say("utter_noted_name" if len(told) == 1 else "utter_noted_name_and", noted=noted, name=name.slot.value)
    elif response == "utter_noted" and len(planned) == 1:
        reply.say("utter_noted_plan", noted=noted, day=planned.pop())
    else:
        reply.say(response, noted=noted)


class Acknowledge(Verb):
    """Stands beside fixed lines: who says goodbye may tell something with it, and nothing is noted unsaid."""

    action_name = "action_acknowledge"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if turn.noted or {"secret", "sensitive", "asked"} & {reason for reason, _ in turn.withheld}:
            acknowledge(turn, reply)
        return []
