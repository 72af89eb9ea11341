"""How near the person wants the bot to be: set in so many words, for everywhere or for one channel, at once."""

from __future__ import annotations

import re
from typing import Any

from actions.reply import YES_NO, Reply
from actions.turn import Turn
from actions.verb import Event, Verb

HERE = re.compile(
    r"\b(?:here|in (?:this|the) (?:chat|channel|app|window|widget)|(?:in|on) (?:slack|the web(?:site)?))\b", re.I
)
"""Words that set the level for the channel alone in which they are said."""
ASK_NOW = re.compile(
    r"(?<!can )(?<!may )(?<!could )\bask me (?:something|anything|a question|stuff)\b(?! now and then)(?!.*\bhere\b)",
    re.I,
)
"""Words that want a question, now."""
CHANNELS = {"slack": re.compile(r"\b(?:in|on) slack\b", re.I), "web": re.compile(r"\bon the web(?:site)?\b", re.I)}


class SetLevel(Verb):
    """Takes the level that the intent names; the reply is already at that level."""

    action_name = "action_set_level"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        level = turn.intent.removeprefix("set_level_")
        channel = next((name for name, named in CHANNELS.items() if named.search(turn.text)), turn.channel)
        levels = {name: one for name, one in reply.profile.levels.items() if name != channel}
        if level == "attentive" and reply.level in ("attentive", "invested") and ASK_NOW.search(turn.text):
            reply.say("utter_nothing_to_ask")  # it asks already where it has something; this is no wish for less
            return []
        if HERE.search(turn.text):
            changes: dict[str, Any] = {"levels": {**levels, channel: level}}
        else:
            changes = {"level": level, "levels": levels}
        if reply.profile.remembering == "unasked":  # nothing is written before a yes
            reply.say("utter_level_not_yet", buttons=YES_NO)
            reply.pending = "consent"
            return []
        reply.profile = self.memory.change_profile(turn.user_id, changes, channel=turn.channel)
        reply.say(f"utter_level_is_{level}")
        if "level" not in changes:
            reply.say("utter_level_in_channel", channel=channel.capitalize())
        return []


class SayLevel(Verb):
    """Says at which level it is and how the others are called, and recommends none."""

    action_name = "action_say_level"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        reply.say("utter_levels", level=reply.level)
        return []
