"""Direct messages: what a person writes goes to Rasa, and its reply comes back with buttons and receipts."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels import turns
from bot.channels.conversations import Conversations
from bot.channels.messages import Message
from bot.channels.problems import (
    BotNotReady,
    ButtonNotOffered,
    ButtonPassed,
    MemoryUnavailable,
    Problem,
    TooManyMessages,
    TurnTooSlow,
)
from bot.channels.slack_blocks import Block, context
from bot.channels.slack_client import respond
from bot.channels.slack_memories import Memories
from bot.channels.slack_messages import (
    CONSENT,
    KEEP_MESSAGE,
    plain_message,
    reply_messages,
    reread_messages,
    without_choices,
)
from bot.channels.slack_text import clean_message

logger = logging.getLogger(__name__)

TURNS_AT_ONCE = 4
"""More would not be quicker, and would keep the loop from acknowledging what comes in."""

RETRY_WAITS_S = (1.0, 2.0, 4.0, 8.0, *[15.0] * 19)
"""How long an acknowledged message waits for a memory service that does not answer: five minutes in all."""

SAYS_SO_AFTER = 4
"""Of these waits; then the person is told that the answer will take longer."""

WAITING = "I cannot reach my memory just now. I have your message, and answer as soon as I can."


@dataclass(frozen=True)
class Person:
    """Somebody in Slack: their id there, and the user id under which things are remembered."""

    slack_id: str
    user_id: str


class Chat:
    """The conversation with one person at a time, in their direct messages."""

    def __init__(
        self,
        client: AsyncWebClient,
        memories: Memories,
        conversations: Conversations,
        agent: Callable[[], Agent | None],
    ) -> None:
        self._client, self._memories, self._conversations, self._find_agent = client, memories, conversations, agent
        self._turns = asyncio.Semaphore(TURNS_AT_ONCE)

    async def receive(self, person: Person, event: dict[str, Any], bot_user_id: str) -> None:
        """Answers a message of the direct conversation, in its thread where it is in one."""
        text = clean_message(event.get("text") or "", bot_user_id)
        where = {"channel": event["channel"], **_thread(event)}
        if turns.is_empty(text):
            await self._client.chat_postMessage(**where, **plain_message("I can read text only, and saw none in that."))
        elif len(text) > turns.MAX_TEXT_CHARS:
            most = f"I can take {turns.MAX_TEXT_CHARS:,} characters at a time. Please send it in parts."
            await self._client.chat_postMessage(**where, **plain_message(most))
        else:
            await self.say(person, Message(text, message_id(event["channel"], event["ts"])), where)

    async def say(self, person: Person, message: Message, where: dict[str, Any]) -> None:
        """Hands a message to Rasa and sends what it answers."""
        await self._send(await self._answer(person, message, where), where)

    async def answer(self, person: Person, message: Message) -> list[dict[str, Any]]:
        """What Rasa answers, once, for whoever shows it: without the greeting and question that begin a session."""
        answer = await self._conversations.answer(self._agent(), person.user_id, message)
        return [one for one in self._tidy(answer["messages"]) if one.get("action") != CONSENT]

    async def choose(self, person: Person, payload: dict[str, Any], action: dict[str, Any]) -> None:
        """A button under a question was pressed: says so there, and answers."""
        message, channel = payload["message"], payload["channel"]["id"]
        said = Message(action["value"], f"button-{message['ts']}-{action['action_ts']}", payload=action["value"])
        blocks = without_choices(message["blocks"], action["text"]["text"])
        with contextlib.suppress(SlackApiError):  # the message may be gone; its button was pressed all the same
            await self._client.chat_update(channel=channel, ts=message["ts"], text=message["text"], blocks=blocks)
        where = {"channel": channel, **_thread(message)}
        if action["action_id"].startswith(CONSENT):
            await self._consent(person, said, where)
        else:
            await self.say(person, said, where)

    async def edited(self, person: Person, event: dict[str, Any], bot_user_id: str) -> None:
        """A message was changed or deleted in Slack."""
        before = event.get("previous_message") or {}
        after = event.get("message") or {}
        if event["subtype"] == "message_deleted":
            after = None
        elif after.get("text") == before.get("text"):
            return  # a preview of a link was added
        ts = str(before.get("ts") or event.get("deleted_ts"))
        await self.reread(person, event["channel"], ts, after, bot_user_id)

    async def reread(
        self, person: Person, channel: str, ts: str, message: dict[str, Any] | None, bot_user_id: str
    ) -> None:
        """Notes what a changed message tells now, and offers to forget what it no longer says; None: it is deleted."""
        source = message_id(channel, ts)
        noted = await self._noted_from(person, source)
        if not noted:
            return
        told: list[dict[str, Any]] = []
        if message:
            text = clean_message(message.get("text") or "", bot_user_id)
            version = str((message.get("edited") or {}).get("ts") or ts)
            if not turns.is_empty(text) and len(text) <= turns.MAX_TEXT_CHARS:
                told = await self._memories.observe(person.user_id, text, f"{source}-{version}", version)
        known = {memory["id"] for memory in noted}
        left = {memory["id"] for memory in await self._memories.find_all(person.user_id)}
        # What the new version took the place of is stale as well: the old one was never meant.
        stale = [memory for memory in noted if memory["id"] in left - {one["id"] for one in told}]
        new = [memory for memory in told if memory["id"] not in known]
        for arguments in reread_messages(message is None, new, stale):
            await self._client.chat_postMessage(channel=channel, **arguments)

    async def _noted_from(self, person: Person, source: str) -> list[dict[str, Any]]:
        """The current memories of a message, in the version it has or had."""
        found = await self._memories.find_all(person.user_id)
        return [
            one
            for one in found
            if one["status"] != "superseded"
            and (one["message_id"] == source or one["message_id"].startswith(f"{source}-"))
        ]

    async def forget_noted(self, person: Person, payload: dict[str, Any], action: dict[str, Any]) -> None:
        """The answer to what `reread` asked."""
        channel, ts = payload["channel"]["id"], payload["message"]["ts"]
        if action["action_id"] == KEEP_MESSAGE:
            text = "All right, I keep it."
        else:
            text = forgotten(await self._memories.forget_each(person.user_id, json.loads(action["value"])))
        await self._client.chat_update(channel=channel, ts=ts, **_only_text(text))

    async def forget_receipt(self, person: Person, payload: dict[str, Any], memory_id: str) -> None:
        """Forgets the memory of a receipt, and takes its words out of the message that the receipt is in."""
        report = await self._memories.forget(person.user_id, memory_id)
        if (payload.get("container") or {}).get("is_ephemeral"):
            done = plain_message(forgotten([report]))
            shown = {name: done[name] for name in ("text", "blocks")}
            await respond(self._client, payload["response_url"], replace_original=True, **shown)
            return
        channel, ts = payload["channel"]["id"], payload["message"]["ts"]
        gone = "This message drew on something that you had me forget."
        await self._client.chat_update(channel=channel, ts=ts, **_only_text(gone))
        where = {"channel": channel, **_thread(payload["message"])}
        await self._client.chat_postMessage(**where, **plain_message(forgotten([report])))

    async def open(self, person: Person) -> str:
        """The id of the direct conversation with this person."""
        opened = await self._client.conversations_open(users=person.slack_id)
        return str(opened["channel"]["id"])

    async def tell(self, person: Person, text: str, below: list[Block] | None = None) -> None:
        """Says something in the direct conversation, with buttons `below` it."""
        await self._client.chat_postMessage(channel=await self.open(person), **plain_message(text, below))

    async def set_remembering(self, person: Person, remembering: str) -> None:
        """Tells the running session what was decided in the Home tab or by command."""
        await self._conversations.set_remembering(self._agent(), person.user_id, remembering)

    async def understand(self, text: str) -> str:
        """The intent of a text, without a conversation: nothing is noted, nothing is remembered of it."""
        async with self._turns:
            parsed = await self._agent().parse_message(text)
        return str((parsed.get("intent") or {}).get("name") or "")

    async def _consent(self, person: Person, said: Message, where: dict[str, Any]) -> None:
        """The answer to the question of consent, which stays open here however much is said after it.

        In Slack a session begins with a message, so that its greeting asks before that message is answered.
        """
        try:
            messages = await self._ask(person, said, where)
        except (ButtonNotOffered, ButtonPassed):
            decided = turns.command_of(str(said.payload))
            intent = {"/affirm": "/resume_remembering", "/deny": "/stop_remembering"}[decided]
            messages = await self._answer(person, Message(intent, said.message_id), where)
        await self._send(messages, where)

    async def _answer(self, person: Person, message: Message, where: dict[str, Any]) -> list[dict[str, Any]]:
        try:
            return await self._ask(person, message, where)
        except (ButtonNotOffered, ButtonPassed):
            return [{"text": "That question is no longer open. Please write what you would like."}]

    async def _ask(self, person: Person, message: Message, where: dict[str, Any]) -> list[dict[str, Any]]:
        # Asked again with the same id, Rasa answers once: what was acknowledged is neither lost nor said twice.
        for tried, wait_s in enumerate((*RETRY_WAITS_S, None)):
            try:
                async with self._turns:
                    answer = await self._conversations.answer(self._agent(), person.user_id, message)
                return self._tidy(answer["messages"])
            except (ButtonNotOffered, ButtonPassed):
                raise
            except (BotNotReady, MemoryUnavailable, TurnTooSlow, TooManyMessages) as problem:
                if wait_s is None:
                    return [{"text": problem.detail}]
                logger.warning("A message from Slack waits: %s.", type(problem).__name__)
                if tried == SAYS_SO_AFTER:
                    await self._client.chat_postMessage(**where, **plain_message(WAITING))
                await asyncio.sleep(wait_s)
            except Problem as problem:
                return [{"text": problem.detail}]
        raise AssertionError("the last try answers or says why not")

    async def _send(self, messages: list[dict[str, Any]], where: dict[str, Any]) -> None:
        for arguments in reply_messages(messages):
            await self._client.chat_postMessage(**where, **arguments)

    def _tidy(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Without a second hello after the greeting of a session, and with the question of consent known as that."""
        responses = self._agent().domain.responses
        hello, consent = (responses.get(name, [{}])[0].get("text") for name in ("utter_greet", "utter_ask_consent"))
        if len(messages) > 1 and messages[-1].get("text") == hello:
            messages = messages[:-1]
        return [{**one, "action": CONSENT} if one.get("text") == consent else one for one in messages]

    def _agent(self) -> Agent:
        agent = self._find_agent()
        if agent is None or not agent.is_ready():
            raise BotNotReady("I am still starting. Please send that again in a moment.")
        return agent


def message_id(channel: str, ts: str) -> str:
    """The id under which a message of Slack's is handed on: it names the message, so that a repeat is known."""
    return f"{channel}-{ts}"


def forgotten(reports: list[dict[str, Any]]) -> str:
    """What an erasure did, in the words of the chat."""
    count = sum(report["memories"] for report in reports)
    residue = max((report["residue"] for report in reports), default=0)
    if residue:
        return (
            f"It is deleted, but in {residue} places a copy is left that I could not erase. Please tell whoever runs "
            "this service; it is an error."
        )
    files = max((report["scanned_files"] for report in reports), default=0)
    return f"Forgotten: {count}. I then searched {files} files for the words, and nothing of them is left."


def _only_text(text: str) -> dict[str, Any]:
    return {"text": text, "blocks": [context(text)]}


def _thread(message: dict[str, Any]) -> dict[str, str]:
    return {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
