"""Channels and groups: aloud only lines that are the same for everybody; the rest where only the person reads it.

Nothing that was told is said aloud, by construction: `say_aloud` takes one of the lines below and no other text. What
is personal is answered where only the person sees it. Nothing said in a channel is noted, unless the person decided in
the Home tab that it is: what tells something, or decides something, is not given to Rasa, but offered to be taken to
the direct messages; pressing that button is how a person says that this one thing may be noted.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels import turns
from bot.channels.messages import Message
from bot.channels.slack_blocks import MAX_VALUE_CHARS, Block, actions, button
from bot.channels.slack_chat import Chat, Person, message_id
from bot.channels.slack_client import respond
from bot.channels.slack_memories import Memories
from bot.channels.slack_messages import plain_message, reply_messages, without_buttons
from bot.channels.slack_text import clean_message, shorten

TAKE_TO_DM = "take_to_dm"

PRIVATE = (
    "What is between you and me stays out of channels: here I say nothing of what you told me, and I note nothing. "
    "Shall I go on in our direct messages? There it counts as if you had written it to me."
)

TOO_LONG = "That is for our direct messages. Please write it to me there."


class Aloud(Enum):
    """Everything that is ever said where others read it."""

    GREET = "Hello. Write to me directly when you would like to talk; in channels I keep nothing and tell nothing."
    GOODBYE = "Goodbye."
    THANK = "You are welcome."
    WHAT_I_AM = "I am software: no person, no feelings, no life outside this."
    WHAT_I_KEEP = (
        "Of what is said in channels I keep nothing. In direct messages I keep what a person tells me about "
        "themselves after they said yes, and they can see and delete every word of it in the Home tab."
    )
    HELP = "I remember what you tell me about yourself, in direct messages only. Write to me there, or try /memories."
    CANNOT = "I cannot do that."
    PRIVATELY = "I have answered that where only the person who asked can see it."


LINES = {
    "greet": Aloud.GREET,
    "goodbye": Aloud.GOODBYE,
    "thank": Aloud.THANK,
    "ask_what_you_are": Aloud.WHAT_I_AM,
    "ask_are_you_human": Aloud.WHAT_I_AM,
    "ask_about_bot_more": Aloud.WHAT_I_AM,
    "ask_do_you_care": Aloud.WHAT_I_AM,
    "ask_do_you_feel": Aloud.WHAT_I_AM,
    "ask_your_life": Aloud.WHAT_I_AM,
    "ask_what_you_keep": Aloud.WHAT_I_KEEP,
    "ask_selling": Aloud.WHAT_I_KEEP,
    "ask_help": Aloud.HELP,
    "out_of_scope": Aloud.CANNOT,
}

TELLING = frozenset({"tell_about_me", "give_name"})
"""Noted where the person decided that what they tell in channels is; otherwise not."""

IN_DIRECT_MESSAGES = frozenset(
    {
        *TELLING,
        "affirm",
        "deny",
        "accept_suggestion",
        "decline_suggestion",
        "do_not_ask",
        "plan_went_well",
        "plan_went_badly",
        "plan_not_happened",
        "correct_bot",
        "forget_something",
        "forget_everything",
        "stop_remembering",
        "go_off_the_record",
        "resume_remembering",
    }
)
"""What tells or decides something, or may be the answer to a question that was asked elsewhere."""


class Audience:
    """Answers mentions where others read along."""

    def __init__(self, client: AsyncWebClient, memories: Memories, chat: Chat) -> None:
        self._client, self._memories, self._chat = client, memories, chat

    async def receive(self, person: Person, event: dict[str, Any], bot_user_id: str) -> None:
        """Answers a mention: with a line for everybody, or in private."""
        text = clean_message(event.get("text") or "", bot_user_id)
        if turns.is_empty(text):
            await self.say_aloud(event, Aloud.HELP)
            return
        intent = await self._chat.understand(text[: turns.MAX_TEXT_CHARS])
        if intent in LINES:
            await self.say_aloud(event, LINES[intent])
        elif intent in TELLING and (await self._memories.profile(person.user_id))["note_in_channels"]:
            await self._note(person, event, text)
        elif intent in IN_DIRECT_MESSAGES or len(text) > turns.MAX_TEXT_CHARS:
            await self._offer_direct_messages(person, event, text)
        else:
            await self._answer_privately(person, event, text)

    async def say_aloud(self, event: dict[str, Any], line: Aloud) -> None:
        """Says a line in the thread of the mention."""
        thread = event.get("thread_ts") or event["ts"]
        await self._client.chat_postMessage(channel=event["channel"], thread_ts=thread, **plain_message(line.value))

    async def take_to_dm(self, person: Person, payload: dict[str, Any], action: dict[str, Any]) -> None:
        """The person had something said in a channel taken to their direct messages."""
        channel = await self._chat.open(person)
        said = f"You wrote in a channel: “{shorten(action['value'], 1_000)}”"
        await self._client.chat_postMessage(channel=channel, **plain_message(said))
        message = Message(action["value"], f"channel-{action['action_ts']}")
        await self._chat.say(person, message, {"channel": channel})
        if payload.get("response_url"):
            await respond(self._client, payload["response_url"], delete_original=True)

    async def _answer_privately(self, person: Person, event: dict[str, Any], text: str) -> None:
        """Has Rasa answer, noting nothing, and shows it to the person alone; aloud only that there is an answer."""
        said = Message(text, message_id(event["channel"], event["ts"]), observe=False)
        for arguments in reply_messages(without_buttons(await self._chat.answer(person, said))):
            await self._show_privately(person, event, arguments)
        await self.say_aloud(event, Aloud.PRIVATELY)

    async def _note(self, person: Person, event: dict[str, Any], text: str) -> None:
        """Notes what is told, and shows to the person alone what was noted."""
        said = Message(text, message_id(event["channel"], event["ts"]))
        for arguments in reply_messages(without_buttons(await self._chat.answer(person, said))):
            await self._show_privately(person, event, arguments)

    async def _offer_direct_messages(self, person: Person, event: dict[str, Any], text: str) -> None:
        below: list[Block] = []
        if len(text) <= MAX_VALUE_CHARS:
            below = [actions(button("Go on in direct messages", TAKE_TO_DM, text))]
        await self._show_privately(person, event, plain_message(PRIVATE if below else TOO_LONG, below))

    async def _show_privately(self, person: Person, event: dict[str, Any], arguments: dict[str, Any]) -> None:
        thread = {"thread_ts": event["thread_ts"]} if event.get("thread_ts") else {}
        private = {name: arguments[name] for name in ("text", "blocks", "parse")}
        try:
            await self._client.chat_postEphemeral(channel=event["channel"], user=person.slack_id, **thread, **private)
        except SlackApiError:  # Slack shows nothing there to them alone
            await self._client.chat_postMessage(channel=await self._chat.open(person), **arguments)
