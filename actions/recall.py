"""The person asks for something they told, or for all of it."""

from __future__ import annotations

from typing import Any

from actions.acknowledge import acknowledge
from actions.answering import LISTED, answer, say_not_told
from actions.beside import OfBot, answer_beside
from actions.note_it import say_not_noted
from actions.phrases import is_no_question
from actions.reply import Reply, things
from actions.turn import Turn
from actions.verb import Event, Verb
from memory.models import CATEGORIES
from memory.service import MemoryService


class Recall(Verb):
    """Answers each question of the message; what it tells besides is said to be noted below."""

    action_name = "action_recall"

    def __init__(self, memory: MemoryService, public_url: str, of_bot: OfBot) -> None:
        super().__init__(memory, public_url)
        self._of_bot = of_bot

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        tells = bool(turn.noted or turn.withheld or turn.failed)
        if tells and answer_beside(turn, reply, self._of_bot):
            acknowledge(turn, reply)
            return []
        # A statement may be taken for a question; then what was noted is the answer.
        answered = (turn.asks or not tells) and answer(turn, reply)
        if not acknowledge(turn, reply) and not answered:
            say_not_noted(reply, "utter_heard") if is_no_question(turn.text) else say_not_told(turn, reply)
        return []


class ListMemories(Verb):
    """Names what is remembered, group by group, and where all of it can be seen."""

    action_name = "action_list_memories"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if reply.is_off:
            reply.say("utter_incognito")
            return []
        current = [memory for memory in self.memory.memories(turn.user_id) if memory.status == "current"]
        link = f"{self.public_url}/memories"
        if not current:
            reply.say("utter_list_nothing", link=link)
            return []
        shown = sorted(current, key=lambda memory: CATEGORIES.index(memory.category))[:LISTED]
        response = "utter_list" if len(shown) == len(current) else "utter_list_some"
        listed = reply.describe(shown, listed=True)
        reply.say(response, drawn=shown, count=things(len(current)), memories=listed, link=link)
        return []
