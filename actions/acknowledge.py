"""What the bot says to something that was told: what it noted, and what it did not and why."""

from __future__ import annotations

from actions import days
from actions.reply import KEEP_OR_NOT, NOTE_IT, Reply
from actions.turn import Turn
from actions.which_day import ask_which_day, undecided
from memory.models import Memory

NOT_READ = "not read"
"""Why nothing is noted of a message that could not be read in time."""

WITHHELD = {
    "secret": "utter_secret_not_kept",
    "sensitive": "utter_sensitive_withheld",
    "paused": "utter_not_kept_paused",
    "off": "utter_not_kept_off",
    "asked": "utter_not_kept_asked",
    NOT_READ: "utter_not_read",
    "too_many": "utter_too_many",
}

HARD = ("utter_noted_heavy", "utter_noted_low")
"""After these nothing is asked."""


def acknowledge(turn: Turn, reply: Reply, *, response: str = "utter_noted") -> bool:
    """Says what of the message was noted, and what was not and why; returns False, silent, when there is neither.

    `response` is what is said to one thing that was noted, and, where it is another than usual, to several.
    """
    reply.acknowledged = True
    if turn.failed and reply.profile.remembering == "on" and not turn.is_button:
        _say_failed(turn, reply)
        return True
    noted = noted_of(turn, reply)
    reasons = {reason for reason, _ in turn.withheld}
    withheld = [why for reason, why in WITHHELD.items() if reason in reasons]
    asks = not withheld and not reply.pending and reply.level != "quiet" and not response.startswith(HARD)
    plan = undecided(reply, noted) if asks else None
    if noted:
        _acknowledge(turn, reply, noted, response, says_day=plan is None)
    if any(category == "abuse" for _, category in turn.withheld) and "utter_abuse" not in turn.uttered:
        reply.say("utter_abuse", help=reply.help_lines)  # the person first, and only then what becomes of the words
    for why in withheld:
        if why == "utter_not_kept_paused" and reply.profile.consented_at is None:
            reply.say("utter_not_kept_off")
        elif why == "utter_sensitive_withheld" and reply.memory.withheld(turn.user_id):
            heavy = not noted and response == "utter_noted_heavy"
            reply.say("utter_sensitive_ask_heavy" if heavy else "utter_sensitive_ask", buttons=KEEP_OR_NOT)
            reply.pending = "sensitive"
        elif why == "utter_too_many":
            reply.say(why, most=f"{reply.memory.max_memories:,}")
        else:
            reply.say(why, buttons=NOTE_IT if why == "utter_not_read" else ())
    if plan:
        ask_which_day(reply, plan)
    return bool(noted or withheld)


def _say_failed(turn: Turn, reply: Reply) -> None:
    """Says that nothing of the message is noted, and why; where it was not read, it can be noted as it stands."""
    if turn.is_unread:
        reply.say("utter_unread", buttons=NOTE_IT)
    else:
        reply.say("utter_disk_full")


def noted_of(turn: Turn, reply: Reply) -> list[Memory]:
    """What the message became, in the order in which it was told."""
    known = {memory.id: memory for memory in reply.memory.memories(turn.user_id)}
    return [known[id_] for id_ in turn.noted if id_ in known]


def _acknowledge(turn: Turn, reply: Reply, noted: list[Memory], response: str, *, says_day: bool) -> None:
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
    planned = {day for memory in noted if (day := days.plan_on(memory, reply.now))}
    if name and name.slot and response == "utter_noted":
        told = {memory.quote for memory in noted}
        reply.say("utter_noted_name" if len(told) == 1 else "utter_noted_name_and", noted=noted, name=name.slot.value)
    elif response == "utter_noted" and len(planned) == 1 and says_day:
        reply.say("utter_noted_plan", noted=noted, day=planned.pop())
    else:
        reply.say(response, noted=noted)
