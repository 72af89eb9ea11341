"""What every action of ours has in common: it reads the turn, acts on the memory, and replies."""

from __future__ import annotations

import asyncio
import logging
from abc import abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.acknowledge import acknowledge
from actions.asking import settle
from actions.linked import LINKED, in_words
from actions.parts import parts_of
from actions.reply import Reply
from actions.turn import Turn
from memory.errors import DiskFull, ErasureIncomplete, NotRead, RetoldError, TooManyMemories
from memory.service import MemoryService

logger = logging.getLogger(__name__)

Event = dict[str, Any]


class Verb(Action):  # type: ignore[misc]
    """A Rasa action named `action_name`. `public_url` is where people reach the pages."""

    action_name: str
    below_a_line = False  # it stands below a fixed line, which answered something else
    asks_again = True  # what the message left open is asked again below what it says
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

    def _read(self, turn: Turn) -> Turn:
        """The turn, with what each part of it does. It was read a moment ago, when its intent was decided."""
        if turn.is_button or not turn.text or not turn.notes or turn.intent == "crisis":
            return turn
        try:
            reading = self.memory.read(turn.user_id, turn.text, in_reply_to=turn.in_reply_to)
        except RetoldError as error:
            logger.warning(
                "%s: what each part of a message does was not read: %s", self.action_name, type(error).__name__
            )
            return turn
        return replace(turn, parts=parts_of(reading))

    def _run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Event]:
        turn = self._read(Turn.of(tracker))
        authored = frozenset(domain.get("responses") or ())
        reply = Reply(turn, self.memory.profile(turn.user_id), self.memory, dispatcher, authored, self.help_lines)
        try:
            if self.action_name != "action_observe":  # which cannot say anything
                for account in self.memory.link_news(turn.user_id):
                    dispatcher.utter_message(text=LINKED.format(account=in_words(account)))
            events = self.act(turn, reply, domain)
            if self.asks_again and not reply.acknowledged and set(turn.noted) - reply.shown:
                acknowledge(turn, reply)  # what is kept is shown in its own turn, whatever else that answers
            asked = settle(turn, reply, below_a_line=self.below_a_line) if self.asks_again else {}
            return [*events, *(set_slot(name, value) for name, value in asked.items())]
        except ErasureIncomplete:
            dispatcher.utter_message(response="utter_forgetting_unfinished")
            return [set_slot(name, None) for name in ("pending", "asked", "forget_ids")]
        except DiskFull:
            _say_what_failed(turn, reply, "utter_disk_full")
        except TooManyMemories:
            reply.say("utter_too_many", most=f"{self.memory.max_memories:,}")
        except NotRead:
            dispatcher.utter_message(response="utter_question_not_read")
        except RetoldError as error:
            logger.error("%s failed: %s", self.action_name, type(error).__name__)
            _say_what_failed(turn, reply, "utter_memory_failed")
        return []


def _say_what_failed(turn: Turn, reply: Reply, response: str) -> None:
    """Says `response`, which says that nothing was noted; what was noted before is said as noted, with its receipt."""
    kept = [memory for memory in reply.memory.memories(turn.user_id) if memory.id in turn.noted]
    said = {one["memory_id"] for message in reply.dispatcher.messages
            for one in (message.get("custom") or {}).get("receipts", ())}  # fmt: skip
    if not kept:
        reply.dispatcher.utter_message(response=response)
    elif not said & {memory.id for memory in kept}:
        reply.say("utter_noted", noted=kept)


def set_slot(name: str, value: Any) -> Event:
    return {"event": "slot", "name": name, "value": value, "timestamp": None}
