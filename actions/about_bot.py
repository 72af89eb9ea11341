"""The person asks the bot about itself: answered by what is true of it; what was made up says so."""

from __future__ import annotations

from typing import Any

from actions.about_me import AboutMe
from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.service import MemoryService


class TellAboutItself(Verb):
    action_name = "action_tell_about_itself"

    def __init__(self, memory: MemoryService, public_url: str, about_me: AboutMe) -> None:
        super().__init__(memory, public_url)
        self._about_me = about_me

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        detail = self._about_me.answering(turn.text)
        if detail is None:
            reply.say("utter_what_i_am")
        else:
            reply.move("detail", detail.id)
            reply.say("utter_detail_authored" if detail.authored else "utter_about_me", detail=detail.text)
        return []
