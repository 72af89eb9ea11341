"""What every action of ours has in common: it reads the turn, acts on the memory, and replies."""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import Reply
from actions.turn import Turn
from memory.errors import DiskFull, ErasureIncomplete, RetoldError
from memory.service import MemoryService

logger = logging.getLogger(__name__)

Event = dict[str, Any]


class Verb(Action):  # type: ignore[misc]
    """A Rasa action named `action_name`. `public_url` is where people reach the pages."""

    action_name: str
    help_lines = ""
    """Where people can be reached who can help; set by whoever makes the verbs."""

    def __init__(self, memory: MemoryService, public_url: str) -> None:
        self.memory, self.public_url = memory, public_url

    def name(self) -> str:
        return self.action_name

    @abstractmethod
    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        """Does what the verb says; returns Rasa events."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        # The memory works synchronously; in a thread, other people's turns go on meanwhile.
        return await asyncio.to_thread(self._run, dispatcher, tracker, domain)

    def _run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        turn = Turn.of(tracker)
        authored = frozenset(domain.get("responses") or ())
        reply = Reply(turn, self.memory.profile(turn.user_id), self.memory, dispatcher, authored, self.help_lines)
        try:
            events = self.act(turn, reply, domain)
            return [*events, set_slot("pending", reply.pending)] if reply.pending else events
        except ErasureIncomplete:
            dispatcher.utter_message(response="utter_forgetting_unfinished")
        except DiskFull:
            dispatcher.utter_message(response="utter_disk_full")
        except RetoldError as error:
            logger.error("%s failed: %s", self.action_name, type(error).__name__)
            dispatcher.utter_message(response="utter_memory_failed")
        return []


def set_slot(name: str, value: Any) -> Event:
    return {"event": "slot", "name": name, "value": value, "timestamp": None}
