"""Where the person sees, changes and takes along what is remembered."""

from __future__ import annotations

from typing import Any

from actions.reply import Reply
from actions.turn import Turn
from actions.verb import Event, Verb


class ShowPage(Verb):
    action_name = "action_show_page"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        reply.say("utter_page", link=f"{self.public_url}/memories")
        return []


class ShowExport(Verb):
    action_name = "action_show_export"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        reply.say("utter_export", link=f"{self.public_url}/memories")
        return []
