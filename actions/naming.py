"""What to call the person: where it is not clear whether what they said is a name, they are asked."""

from __future__ import annotations

from typing import Any

from actions.asking import agrees
from actions.reply import YES_NO, Reply
from actions.turn import Turn
from actions.verb import Event, Verb


def ask_whether_name(turn: Turn, reply: Reply) -> bool:
    """Asks whether what may be a name is one; False, silent, where there is nothing to ask."""
    name = reply.memory.unsure_name(turn.user_id) if turn.unsure_name else None
    if name is None:
        return False
    reply.say("utter_name_unsure", buttons=YES_NO, name=name)
    reply.pending = "name"
    return True


class KeepName(Verb):
    """Notes the name after a yes, and greets by it."""

    action_name = "action_keep_name"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        noted = self.memory.settle_name(turn.user_id, keep=agrees(turn, "name"))
        name = next((memory.slot.value for memory in noted if memory.slot), None)
        if name is None:
            reply.say("utter_name_dropped")
        else:
            reply.say("utter_noted_name", noted=noted, name=name)
        reply.settled = True
        return []


class DropName(Verb):
    """Lets go of what was no name."""

    action_name = "action_drop_name"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        self.memory.settle_name(turn.user_id, keep=False)
        reply.say("utter_name_dropped")
        reply.settled = True
        return []
