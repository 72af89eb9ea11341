"""`/memories`, and the shortcut "Remember this"; both are answered where only the person reads it."""

from __future__ import annotations

import json
import re
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels import home
from bot.channels.slack_blocks import MAX_VALUE_CHARS, Block, actions, button
from bot.channels.slack_chat import Person, forgotten
from bot.channels.slack_client import respond
from bot.channels.slack_links import UNLINK_HERE, ask_unlink
from bot.channels.slack_memories import Memories, MemoriesRefused
from bot.channels.slack_messages import day, plain_message
from bot.channels.slack_text import clean_message, shorten
from bot.channels.slack_view import View

FORGET_FOUND, KEEP_FOUND = "forget_found", "keep_found"
LISTED = 20

RESUMED = (
    "From here on I keep what you tell me about yourself, in your own words and with the date. You can see or delete "
    "every word of it in the Home tab at any time."
)

HELP = """You can write:
/memories list – what I remember
/memories forget <words> – forget what has these words in it; I show it and ask first
/memories pause – note nothing from here on
/memories resume – remember again
/memories level quiet, acknowledge, attentive or invested – how much I make of what you told me
/memories link – make a code that links this account with another of yours, such as the web chat; then say yes here
/memories link <code> – show whose code it is, and ask whether to link
/memories unlink – take linked accounts apart again
/memories export – everything I keep, as files in our direct messages
The Home tab shows all of it, with a way to correct and to forget each thing."""


class Command:
    """Does what is written after `/memories`."""

    def __init__(self, client: AsyncWebClient, memories: Memories, view: View, bot_user_id: str) -> None:
        self._client, self._memories, self._view, self._bot_user_id = client, memories, view, bot_user_id

    async def run(self, person: Person, payload: dict[str, Any]) -> None:
        """Answers a command at its response address."""
        verb, _, rest = payload.get("text", "").strip().partition(" ")
        text, below = await self._run(person, verb.lower() or "help", rest.strip())
        await self._respond(payload, text, below)

    async def answer_forget(self, person: Person, payload: dict[str, Any], action: dict[str, Any]) -> None:
        """The yes or no to `/memories forget`."""
        text = "All right, I keep it."
        if action["action_id"] == FORGET_FOUND:
            text = forgotten(await self._memories.forget_each(person.user_id, json.loads(action["value"])))
        await self._respond(payload, text, replace_original=True)

    async def answer_link(self, person: Person, payload: dict[str, Any], action: dict[str, Any]) -> None:
        """The yes to `/memories link` or `/memories unlink`."""
        if action["action_id"].startswith(UNLINK_HERE):
            text = await self._view.links.unlink(person, action["value"])
        else:
            name = action["action_id"].partition(":")[0]
            text = await self._view.links.answer(person, name, action.get("value", ""))
        await self._respond(payload, text, replace_original=True)

    async def remember(self, person: Person, payload: dict[str, Any]) -> None:
        """The shortcut: notes a message of one's own, wherever it was written."""
        message = payload["message"]
        if message.get("user") != person.slack_id:
            await self._respond(payload, "Those are somebody else's words. I keep only what you tell me yourself.")
            return
        told = await self._memories.tell(person.user_id, clean_message(message.get("text", ""), self._bot_user_id))
        text = "Noted:" if told else "I had noted that already."
        await self._respond(payload, "\n".join([text, *map(_bullet, told[:LISTED])]))

    async def _run(self, person: Person, verb: str, rest: str) -> tuple[str, list[Block]]:
        if verb == "list":
            return await self._list(person), []
        if verb == "forget":
            return await self._propose_forget(person, rest)
        if verb == "pause":
            await self._view.decide(person, "paused")
            return "I have stopped noting things. What I remember already stays until you forget it.", []
        if verb == "resume":
            await self._view.decide(person, "on", RESUMED)
            return RESUMED, []
        if verb == "level":
            return await self._set_level(person, rest.lower()), []
        if verb == "link":
            try:
                return await self._view.links.ask(person, rest)
            except MemoriesRefused as refused:  # said where the command was written
                return str(refused), []
        if verb == "unlink":
            return ask_unlink(await self._memories.links(person.user_id))
        if verb == "export":
            await self._view.send_copy(person)
            return "I have sent you everything I keep, in our direct messages.", []
        return HELP, []

    async def _list(self, person: Person) -> str:
        found = [m for m in await self._memories.find_all(person.user_id) if m["status"] == "current"]
        if not found:
            return "I remember nothing about you."
        lines = [_bullet(memory) for memory in found[:LISTED]]
        more = f"\nand {len(found) - LISTED} more; the Home tab shows all." if len(found) > LISTED else ""
        return "I remember:\n" + "\n".join(lines) + more

    async def _propose_forget(self, person: Person, words: str) -> tuple[str, list[Block]]:
        words = re.sub(r"^about\s+", "", words, flags=re.IGNORECASE)
        if not words:
            return "Forget what? Write words that occur in it: /memories forget my sister", []
        found = await self._memories.find_all(person.user_id, words)
        if not found:
            return "I find nothing with these words in what you told me, so there is nothing to forget.", []
        ids = json.dumps([memory["id"] for memory in found], separators=(",", ":"))
        if len(found) > LISTED or len(ids) > MAX_VALUE_CHARS:
            return f"That is in {len(found)} memories. Please add a word, or choose in the Home tab.", []
        yes = button("Forget it", FORGET_FOUND, ids, style="danger")
        text = "I would forget this, for good:\n" + "\n".join(map(_bullet, found)) + "\nShall I?"
        return text, [actions(yes, button("Keep it", KEEP_FOUND, "keep"))]

    async def _set_level(self, person: Person, level: str) -> str:
        if level not in home.LEVELS:
            return "The levels are quiet, acknowledge, attentive and invested: /memories level quiet"
        await self._view.set_level(person, level)
        return f"The level is {level} from here on."

    async def _respond(self, payload: dict[str, Any], text: str, below: list[Block] | None = None, **more: Any) -> None:
        message = plain_message(text, below)
        await respond(self._client, payload["response_url"], text=message["text"], blocks=message["blocks"], **more)


def _bullet(memory: dict[str, Any]) -> str:
    return f"• {shorten(memory['statement'], 60)} (“{shorten(memory['quote'], 60)}”, {day(memory['told_at'])})"
