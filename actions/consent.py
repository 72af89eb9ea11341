"""The person says yes or no to being remembered, stops it, or takes it up again."""

from __future__ import annotations

from typing import Any

from actions.turn import Reply, Turn
from actions.verb import Event, Verb, set_slot


class AcceptConsent(Verb):
    """Records the yes with its date and with the text that was shown."""

    action_name = "action_accept_consent"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        shown = domain["responses"]["utter_ask_consent"][0]["text"]
        self.memory.change_profile(turn.user_id, {"remembering": "on", "consent_text": shown})
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
        shown = domain["responses"]["utter_resumed"][0]["text"]
        changes = {"remembering": "on"}
        if reply.profile.consented_at is None:
            changes["consent_text"] = shown
        self.memory.change_profile(turn.user_id, changes)
        reply.say("utter_resumed")
        return [set_slot("remembering", "on"), set_slot("pending", None)]


class KeepWithheld(Verb):
    """A yes to keeping what is sensitive."""

    action_name = "action_keep_withheld"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        noted = self.memory.keep_withheld(turn.user_id)
        reply.say("utter_sensitive_kept" if noted else "utter_sensitive_gone", noted=noted)
        return [set_slot("pending", None)]


class DropWithheld(Verb):
    """A no to it: from here on nobody knows it any more."""

    action_name = "action_drop_withheld"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.drop_withheld(turn.user_id)
        reply.say("utter_sensitive_dropped")
        return [set_slot("pending", None)]
