"""The person wants noted what was read and not noted: "note it", by a button or in words."""

from __future__ import annotations

from typing import Any

from actions.acknowledge import acknowledge
from actions.forget import just_told
from actions.reply import NOTE_IT, YES_NO, Reply
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.errors import InputInvalid, NotRemembering


def say_not_noted(reply: Reply, response: str) -> None:
    """Says that the message was not noted, with a way to have it noted as it stands."""
    reply.say(response, buttons=NOTE_IT)


class NoteIt(Verb):
    """Notes the message before this one in the person's own words, whatever was made of it; while paused, too."""

    action_name = "action_note_it"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if acknowledge(turn, reply):  # "note that my sister is called Ana" tells it itself
            return []
        before = turn.written if turn.is_button else turn.written[:-1]
        known = [] if turn.is_button else just_told(turn, reply)
        if known:
            reply.say("utter_noted_already", noted=known)
        elif not before or turn.after_crisis is not None:
            reply.say("utter_note_it_nothing")
        else:
            return self._note(turn, reply, before[-1])
        return []

    def _note(self, turn: Turn, reply: Reply, text: str) -> list[Event]:
        try:
            reply.say("utter_noted", noted=self.memory.tell(turn.user_id, text, channel=turn.channel))
        except InputInvalid:
            reply.say("utter_secret_not_kept")
        except NotRemembering:
            if reply.profile.remembering == "unasked":
                reply.say("utter_ask_consent_again", buttons=YES_NO)
                reply.pending = "consent"
                return []
            reply.say("utter_not_kept_off")
        return []
