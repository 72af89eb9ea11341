"""The person says yes or no to being remembered, stops it, or takes it up again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.acknowledge import NOT_READ, acknowledge, noted_of
from actions.asking import agrees, is_about, tells_beside
from actions.mood import feels
from actions.reply import YES_NO, Reply
from actions.turn import Turn
from actions.verb import Event, Verb, set_slot
from bot.contract import DISK_FULL, Observation
from bot.nlu.yes_no import read_answer
from memory.errors import DiskFull, NotRead, TooManyMemories
from memory.recall.continuity import is_name
from memory.service import MemoryService
from memory.service.observed import Observed


class AcceptConsent(Verb):
    """Records the yes with its date and with the text that was shown; notes the plain facts that stand beside it."""

    action_name = "action_accept_consent"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if not agrees(turn, "consent"):
            return []
        shown = domain["responses"]["utter_ask_consent"][0]["text"]
        reply.profile = self.memory.change_profile(turn.user_id, {"remembering": "on", "consent_text": shown})
        reply.settled = True
        events = [set_slot("remembering", "on")]
        if not tells_beside(turn, "consent"):
            reply.say("utter_consent_given")
            reply.say("utter_ask_name")
            return events
        seen = observed(self.memory, turn)
        told = replace(turn, noted=seen.noted, withheld=seen.withheld, failed=seen.failed)
        reply.say("utter_consent_given")
        acknowledge(told, reply)
        if not any(map(is_name, noted_of(told, reply))) and reply.pending is None:
            reply.say("utter_ask_name")
        return [*events, set_slot("memory", seen.to_slot())]


def observed(memory: MemoryService, turn: Turn, *, is_answer: bool = False) -> Observation:
    """Has the message noted; `is_answer` says that it answers the bot's line before it."""
    nothing = Observation(turn.message_id)
    try:
        seen = memory.observe(
            turn.user_id,
            turn.written[-1],
            message_id=turn.message_id,
            sent_at=turn.sent_at,
            channel=turn.channel,
            in_reply_to=turn.in_reply_to if is_answer else None,
            drew_on=turn.drew_on if is_answer else (),
        )
    except DiskFull:
        return replace(nothing, failed=DISK_FULL)
    except TooManyMemories:
        return replace(nothing, withheld=(("too_many", ""),))
    except NotRead:
        return replace(nothing, withheld=((NOT_READ, ""),))
    return replace(
        nothing,
        noted=tuple(memory.id for memory in seen.memories),
        withheld=tuple((refused.reason, refused.category) for refused in seen.withheld),
        unsure_name=seen.unsure_name,
        unsure=(asked.memory_id, asked.change.memory_id) if (asked := seen.to_ask) and not _weighs(seen) else (),
        feels=feels(seen.acts),
    )


def _weighs(seen: Observed) -> bool:
    """Whether the message tells of something sensitive or of a danger, whether or not any of that is noted."""
    danger = any(act.name.startswith("danger.") for act in seen.acts)
    return danger or (seen.reading is not None and seen.reading.sensitivity is not None)


class DeclineConsent(Verb):
    """Keeps nothing from here on, and says so: paused, with no consent on record."""

    action_name = "action_decline_consent"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.change_profile(turn.user_id, {"remembering": "paused"})
        reply.say("utter_consent_declined")
        reply.settled = True
        return [set_slot("remembering", "paused")]


class StopRemembering(Verb):
    """Pauses: what is remembered stays, nothing is added."""

    action_name = "action_stop_remembering"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.change_profile(turn.user_id, {"remembering": "paused"})
        reply.say("utter_paused" if reply.profile.consented_at else "utter_consent_declined")
        reply.settled = True
        return [set_slot("remembering", "paused")]


class GoOffTheRecord(Verb):
    """Turns remembering off until this session ends: nothing is noted, nothing drawn on."""

    action_name = "action_go_off_the_record"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.drop_withheld(turn.user_id)
        self.memory.change_profile(turn.user_id, {"remembering": "off"})
        reply.say("utter_off_the_record")
        reply.settled = True
        return [set_slot("remembering", "off")]


class ResumeRemembering(Verb):
    """Takes it up again; who has never been asked is asked first."""

    action_name = "action_resume_remembering"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        first = reply.profile.consented_at is None
        if first and not turn.is_button and read_answer(turn.text, "consent").reading != "yes":
            reply.say("utter_consent_again", buttons=YES_NO)
            reply.pending = "consent"
            return []
        said = "utter_consent_given" if first else "utter_resumed"
        changes = {"remembering": "on"}
        if first:
            changes["consent_text"] = domain["responses"][said][0]["text"]
        self.memory.change_profile(turn.user_id, changes)
        reply.say(said)
        if first:
            reply.say("utter_ask_name")
        reply.settled = True
        return [set_slot("remembering", "on")]


SENSITIVE = (
    (
        "never",
        re.compile(
            r"\bnever\b|\bleave\b.*\bout\b|\b(?:don'?t|do not) (?:ever )?(?:keep|store|note|save|remember)", re.I
        ),
    ),
    ("keep", re.compile(r"\b(?:don'?t|do not|without|stop|no need to)\b.*\bask\w*\b|\bto keep\b|: ?keep\b", re.I)),
    ("ask", re.compile(r"\bask(?:ing)?\b", re.I)),
    ("keep", re.compile(r"\b(?:keep|kept|note|store|save|remember)\w*\b", re.I)),
)
"""The words by which each is chosen, in the order in which they are looked for."""


class KeepWithheld(Verb):
    """Notes what was waiting for a yes, and says so; or that it waits no longer."""

    action_name = "action_keep_withheld"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        waiting = [told.quote for one in self.memory.withheld(turn.user_id) for told in one.told]
        if not waiting:
            reply.say("utter_sensitive_gone")
        elif agrees(turn, "sensitive") and is_about(turn, waiting):
            reply.say("utter_sensitive_kept", noted=self.memory.keep_withheld(turn.user_id))
        return []


class DropWithheld(Verb):
    """A no to it: from here on nobody knows it any more."""

    action_name = "action_drop_withheld"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.drop_withheld(turn.user_id)
        reply.say("utter_sensitive_dropped")
        return []


class SetSensitive(Verb):
    """What becomes of sensitive things from here on: kept, never kept, or asked about each time."""

    action_name = "action_set_sensitive"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        setting = next((name for name, words in SENSITIVE if words.search(turn.text.replace("’", "'"))), None)
        if setting is None or turn.asks and not turn.text.lower().startswith(("can you", "could you", "would you")):
            reply.say("utter_sensitive_how", setting=reply.profile.sensitive)
        elif reply.profile.remembering == "unasked":  # nothing is written before a yes
            reply.say("utter_level_not_yet", buttons=YES_NO)
            reply.pending = "consent"
        else:
            self.memory.change_profile(turn.user_id, {"sensitive": setting})
            reply.say(f"utter_sensitive_is_{setting}")
        return []
