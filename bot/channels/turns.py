"""What a person wrote, made safe, and what the bot said, as the widget shows it: pure functions over a session."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.events import BotUttered, Event, SessionStarted, UserUttered

MAX_TEXT_CHARS = 4_000

_COMMAND_PREFIX = "/"
# Not Cn: emoji that are newer than this Python are unassigned to it.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Me", "Mn", "Zl", "Zp", "Zs"})
_HARMLESS_SLASH = "\N{DIVISION SLASH}"
_OF_REPLY = re.compile(r"#[0-9a-f]{8}$")
"""The end of a button's payload, which names the reply that it stands under."""


class WebOutput(CollectingOutputChannel):
    """Collects a reply with its buttons and receipts in one message each."""

    @classmethod
    def name(cls) -> str:
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps text, buttons and receipts together; says nothing of the recipient."""
        shown = _shown(message)
        if shown:
            self.messages.append(shown)


def clean_text(text: str) -> str:
    """The text without control characters and outer space, and never a command.

    Rasa executes a message that begins with "/" as an intent. Its slash is replaced by one that only looks like it.
    """
    text = text.replace("\r\n", "\n")
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")).strip()
    return _HARMLESS_SLASH + text[1:] if text.startswith(_COMMAND_PREFIX) else text


def is_empty(text: str) -> bool:
    """Whether nobody could see anything of the text."""
    return all(unicodedata.category(char) in _INVISIBLE for char in text)


def list_history(events: list[Event]) -> list[dict[str, Any]]:
    """The messages of a session: `{from: "person" | "bot", text, sent_at, ...}`."""
    history = []
    said_at, cause = float("inf"), _begun(events)
    for event in events:
        cause = _cause(event, cause)
        if isinstance(event, UserUttered):
            said_at = event.timestamp
            if event.text:
                # A button is shown as what was written on it, not as its payload.
                text = (event.metadata or {}).get("button") or event.text
                history.append({"from": "person", "text": text, "sent_at": _iso(event.timestamp)})
        elif isinstance(event, BotUttered) and _shown(event.message()):
            (message,) = mark_noted(name_reply([_shown(event.message())], cause), said_at)
            history.append({"from": "bot", **message, "sent_at": _iso(event.timestamp)})
    return history


def find_message(events: list[Event], message_id: str) -> UserUttered | None:
    """The person's message with this id, which may have lost its words since."""
    found = [event for event in events if isinstance(event, UserUttered) and event.message_id == message_id]
    return found[-1] if found else None


def find_reply(events: list[Event], message: UserUttered) -> list[dict[str, Any]]:
    """What the bot said to a message; empty when it has not been answered."""
    reply: list[dict[str, Any]] = []
    answering = False
    for event in events:
        if isinstance(event, UserUttered):
            # Not by `==`, to which two messages with the same text are one.
            answering = event is message
        elif answering and isinstance(event, BotUttered) and _shown(event.message()):
            reply.append(_shown(event.message()))
    return mark_noted(name_reply(reply, message.message_id or ""), message.timestamp)


def mark_noted(messages: list[dict[str, Any]], said_at: float) -> list[dict[str, Any]]:
    """The messages with `noted: true` in each receipt of something that was told only in the message answered."""
    for message in messages:
        if "receipts" in message:
            message["receipts"] = [
                {**receipt, "noted": True} if _is_since(receipt["told_at"], said_at) else receipt
                for receipt in message["receipts"]
            ]
    return messages


def list_buttons(events: list[Event], open_only: bool = True) -> dict[str, str]:
    """The buttons that were offered, title by payload; `open_only` leaves out those before the last message."""
    buttons: dict[str, str] = {}
    cause = _begun(events)
    for event in events:
        cause = _cause(event, cause)
        if isinstance(event, UserUttered) and open_only:
            buttons = {}
        elif isinstance(event, BotUttered):
            (named,) = name_reply([{"buttons": _buttons(event.data)}], cause)
            buttons |= {button["payload"]: button["title"] for button in named["buttons"]}
    return buttons


def name_reply(messages: list[dict[str, Any]], cause: str) -> list[dict[str, Any]]:
    """The messages, each button with the reply that it stands under in its payload; `cause` is what they answer.

    A yes answers the question that the person sees. In another tab the bot may have asked another one since.
    """
    reply = "#" + hashlib.sha256(cause.encode()).hexdigest()[:8]
    return [
        {**one, "buttons": [{**button, "payload": button["payload"] + reply} for button in one["buttons"]]}
        if "buttons" in one
        else one
        for one in messages
    ]


def command_of(payload: str) -> str:
    """What a button says to Rasa."""
    return _OF_REPLY.sub("", payload)


def reply_of(payload: str) -> str:
    """The name of the reply that a button stands under."""
    return payload[len(command_of(payload)) + 1 :]


def cause_of(events: list[Event]) -> str:
    """What the last reply answers: the id of a message, or the beginning of the session."""
    cause = _begun(events)
    for event in events:
        cause = _cause(event, cause)
    return cause


def _begun(events: list[Event]) -> str:
    """What the greeting answers: the session's beginning, which Rasa puts behind the greeting."""
    return next((str(event.timestamp) for event in events if isinstance(event, SessionStarted)), "")


def _cause(event: Event, before: str) -> str:
    return event.message_id or "" if isinstance(event, UserUttered) else before


def _shown(message: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if message.get("text"):
        shown["text"] = message["text"]
    if _buttons(message):
        shown["buttons"] = _buttons(message)
    receipts = (message.get("custom") or {}).get("receipts")
    if receipts:
        shown["receipts"] = receipts
    return shown


def _buttons(message: dict[str, Any]) -> list[dict[str, str]]:
    # An author's button may be of another kind, such as a link, which the widget does not show.
    return [
        {"title": button["title"], "payload": button["payload"]}
        for button in message.get("buttons") or []
        if button.get("title") and button.get("payload")
    ]


def _is_since(iso: str, timestamp: float) -> bool:
    # A thousandth of a second less, since the one is a text and the other a float.
    return datetime.fromisoformat(iso).timestamp() >= timestamp - 0.001


def _iso(timestamp: float | None) -> str:
    return datetime.fromtimestamp(timestamp or 0, timezone.utc).isoformat(timespec="milliseconds")
