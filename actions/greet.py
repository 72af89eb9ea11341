"""action_session_start: says what it is and asks before it remembers; greets by name whom it knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from actions.turn import YES_NO, Reply, Turn
from actions.verb import Event, Verb, set_slot
from memory.models import Memory

SOON_DAYS = 14
"""A plan is worth a greeting this many days before and after its day."""


class Greet(Verb):
    """Greets once a session. With consent: by name, and at every level but quiet with one thing that was told."""

    action_name = "action_session_start"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.drop_withheld(turn.user_id)  # it waited for an answer in the session that is over
        remembering = reply.profile.remembering
        pending = None
        if remembering == "unasked":
            reply.say("utter_ask_consent", buttons=YES_NO)
            pending = "consent"
        elif remembering == "off":
            reply.say("utter_hello_not_remembering")
        else:
            self._greet(turn, reply)
        return [
            {"event": "session_started", "timestamp": None},
            set_slot("remembering", remembering),
            set_slot("pending", pending),
            {"event": "action", "name": "action_listen", "policy": None, "confidence": None, "timestamp": None},
        ]

    def _greet(self, turn: Turn, reply: Reply) -> None:
        if reply.profile.level == "quiet":
            reply.say("utter_hello")
            return
        current = [memory for memory in self.memory.memories(turn.user_id) if memory.status == "current"]
        name = next((m for m in current if m.slot and m.slot.key == ("self", "name") and m.slot.value), None)
        today = datetime.now(ZoneInfo(reply.profile.timezone)).date()
        topic = pick([memory for memory in current if memory != name and memory.sensitivity is None], today)
        if name and name.slot and topic:
            reply.say(
                "utter_hello_name_topic",
                drawn=[name, topic],
                name=name.slot.value,
                quote=topic.quote,
                day=reply.day(topic.told_at),
            )
        elif name and name.slot:
            reply.say("utter_hello_name", drawn=[name], name=name.slot.value)
        elif topic:
            reply.say("utter_hello_topic", drawn=[topic], quote=topic.quote, day=reply.day(topic.told_at))
        else:
            reply.say("utter_hello")


def pick(memories: list[Memory], today: Any) -> Memory | None:
    """One thing to greet with: a plan whose day is near, else what was told last; used least comes first."""

    def rank(memory: Memory) -> tuple[int, int, float]:
        near = memory.about is not None and abs((memory.about.from_ - today).days) <= SOON_DAYS
        return (0 if near and memory.category in ("plans", "events", "goals") else 1, memory.used.count,
                -memory.told_at.timestamp())  # fmt: skip

    return min(memories, key=rank, default=None)
