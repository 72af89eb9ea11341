"""The person says yes or no to being remembered, stops it, or takes it up again."""

from __future__ import annotations

import re
from typing import Any

from actions.reply import YES_NO, Reply
from actions.turn import Turn
from actions.verb import Event, Verb, set_slot

CAN_IT_GO = re.compile(r"\b(?:eras|delet|remov|forget|undo|take (?:it|that) back)\w*\b", re.IGNORECASE)
"""Words by which somebody asks, beside their yes, whether it can be undone."""


class AcceptConsent(Verb):
    """Records the yes with its date and with the text that was shown."""

    action_name = "action_accept_consent"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        shown = domain["responses"]["utter_ask_consent"][0]["text"]
        self.memory.change_profile(turn.user_id, {"remembering": "on", "consent_text": shown})
        if CAN_IT_GO.search(turn.text):
            reply.say("utter_erasable")
        reply.say("utter_consent_given")
        return [set_slot("remembering", "on"), set_slot("pending", None)]


class DeclineConsent(Verb):
    """Keeps nothing from here on, and says so: paused, with no consent on record."""

    action_name = "action_decline_consent"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.change_profile(turn.user_id, {"remembering": "paused"})
        reply.say("utter_consent_declined")
        return [set_slot("remembering", "paused"), set_slot("pending", None)]


class StopRemembering(Verb):
    """Pauses: what is remembered stays, nothing is added."""

    action_name = "action_stop_remembering"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.change_profile(turn.user_id, {"remembering": "paused"})
        reply.say("utter_paused" if reply.profile.consented_at else "utter_consent_declined")
        return [set_slot("remembering", "paused"), set_slot("pending", None)]


class GoOffTheRecord(Verb):
    """Turns remembering off until this session ends: nothing is noted, nothing drawn on."""

    action_name = "action_go_off_the_record"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.drop_withheld(turn.user_id)
        self.memory.change_profile(turn.user_id, {"remembering": "off"})
        reply.say("utter_off_the_record")
        return [set_slot("remembering", "off"), set_slot("pending", None)]


class ResumeRemembering(Verb):
    """Takes it up again; who has never been asked is asked first."""

    action_name = "action_resume_remembering"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        first = reply.profile.consented_at is None
        said = "utter_consent_given" if first else "utter_resumed"
        changes = {"remembering": "on"}
        if first:
            changes["consent_text"] = domain["responses"][said][0]["text"]
        self.memory.change_profile(turn.user_id, changes)
        reply.say(said)
        return [set_slot("remembering", "on"), set_slot("pending", None)]


KEEPS = re.compile(r"^(?!.*\b(?:no|not|nor|never|nothing|rather|stop)\b)(?!.*n'?t\b).*\bkeep\b", re.IGNORECASE)
"""A wish to keep it, as which "keep it" is a no to forgetting, and a yes here."""


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


def keep_withheld(turn: Turn, reply: Reply) -> list[Event]:
    """Notes what was waiting for a yes, and says so; or that it waits no longer."""
    noted = reply.memory.keep_withheld(turn.user_id)
    reply.say("utter_sensitive_kept" if noted else "utter_sensitive_gone", noted=noted)
    return [set_slot("pending", None)]


class KeepWithheld(Verb):
    """A yes to keeping what is sensitive."""

    action_name = "action_keep_withheld"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        return keep_withheld(turn, reply)


class DropWithheld(Verb):
    """A no to it: from here on nobody knows it any more."""

    action_name = "action_drop_withheld"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if KEEPS.search(turn.text.replace("’", "'")):
            return keep_withheld(turn, reply)
        self.memory.drop_withheld(turn.user_id)
        reply.say("utter_sensitive_dropped")
        return [set_slot("pending", None)]


class SetSensitive(Verb):
    """What becomes of sensitive things from here on: kept, never kept, or asked about each time."""

    action_name = "action_set_sensitive"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        setting = next((name for name, words in SENSITIVE if words.search(turn.text.replace("’", "'"))), None)
        if setting is None or turn.asks and not turn.text.lower().startswith(("can you", "could you", "would you")):
            reply.say("utter_sensitive_how", setting=reply.profile.sensitive)
        elif reply.profile.remembering == "unasked":  # nothing is written before a yes
            reply.say("utter_level_not_yet", buttons=YES_NO)
            return [set_slot("pending", "consent")]
        else:
            self.memory.change_profile(turn.user_id, {"sensitive": setting})
            reply.say(f"utter_sensitive_is_{setting}")
        return []
