"""What a person wrote, made safe, and what the bot said, as the widget shows it: pure functions over a session."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.events import BotUttered, Event, UserUttered

MAX_TEXT_CHARS = 4_000

_COMMAND_PREFIX = "/"
_HARMLESS_SLASH = "\N{DIVISION SLASH}"


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
    return not any(char.isprintable() and not char.isspace() for char in text)


def list_history(events: list[Event]) -> list[dict[str, Any]]:
    """The messages of a session: `{from: "person" | "bot", text, sent_at, ...}`."""
    history = []
    for event in events:
        if isinstance(event, UserUttered) and event.text:
            # A button is shown as what was written on it, not as its payload.
            text = (event.metadata or {}).get("button") or event.text
            history.append({"from": "person", "text": text, "sent_at": _iso(event.timestamp)})
        elif isinstance(event, BotUttered) and _shown(event.message()):
            history.append({"from": "bot", **_shown(event.message()), "sent_at": _iso(event.timestamp)})
    return history


def find_reply(events: list[Event], message_id: str) -> list[dict[str, Any]]:
    """What the bot said to the message with this id; empty when it has not been answered."""
    reply: list[dict[str, Any]] = []
    answering = False
    for event in events:
        if isinstance(event, UserUttered):
            answering = event.message_id == message_id
            if answering:
                reply = []
        elif answering and isinstance(event, BotUttered) and _shown(event.message()):
            reply.append(_shown(event.message()))
    return reply


def list_buttons(events: list[Event], open_only: bool = True) -> dict[str, str]:
    """The buttons that were offered, title by payload; `open_only` leaves out those before the last message."""
    buttons: dict[str, str] = {}
    for event in events:
        if isinstance(event, UserUttered) and open_only:
            buttons = {}
        elif isinstance(event, BotUttered):
            for button in event.data.get("buttons") or []:
                buttons[button["payload"]] = button["title"]
    return buttons


def _shown(message: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if message.get("text"):
        shown["text"] = message["text"]
    if message.get("buttons"):
        shown["buttons"] = [{"title": button["title"], "payload": button["payload"]} for button in message["buttons"]]
    receipts = (message.get("custom") or {}).get("receipts")
    if receipts:
        shown["receipts"] = receipts
    return shown


def _iso(timestamp: float | None) -> str:
    return datetime.fromtimestamp(timestamp or 0, timezone.utc).isoformat(timespec="milliseconds")
