"""A message from the widget, read and checked: `{text | payload, message_id?}`."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass

from rasa.shared.core.events import Event

from bot.channels import turns
from bot.channels.problems import (
    ButtonNotOffered,
    ButtonPassed,
    MessageTooLong,
    MessageUnusable,
    RequestUnreadable,
)

MAX_BODY_BYTES = 64 * 1024

_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Message:
    """What Rasa is given; `payload` is set when it comes from a button, `observe` is False where nothing is noted."""

    text: str
    message_id: str
    payload: str | None = None
    observe: bool = True


def read_message(body: bytes) -> Message:
    """The message in a request's body.

    Raises:
        RequestUnreadable: it is not a JSON object.
        MessageTooLong: more than a message may hold.
        MessageUnusable: a field is missing, empty, or of a wrong type.
    """
    if len(body) > MAX_BODY_BYTES:
        raise MessageTooLong(f"The request has {len(body):,} bytes; a message may have {MAX_BODY_BYTES:,}.")
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise RequestUnreadable('The body is not JSON. Send {"text": "..."}.') from None
    if not isinstance(fields, dict):
        raise RequestUnreadable('The body is not a JSON object. Send {"text": "..."}.')
    message_id = fields.get("message_id", uuid.uuid4().hex)
    if not isinstance(message_id, str) or not _MESSAGE_ID.fullmatch(message_id):
        raise MessageUnusable("`message_id` has to be 1 to 64 of the characters A-Z a-z 0-9 _ -")
    if ("text" in fields) == ("payload" in fields):
        raise MessageUnusable("Send either `text` or `payload`.")
    name = "text" if "text" in fields else "payload"
    value = fields[name]
    if not isinstance(value, str):
        raise MessageUnusable(f"`{name}` has to be text.")
    if len(value) > turns.MAX_TEXT_CHARS:
        raise MessageTooLong(
            f"The message has {len(value):,} characters; I can take {turns.MAX_TEXT_CHARS:,} at a time. "
            "Please send it in parts."
        )
    if name == "payload":
        return Message(value, message_id, payload=value)
    text = turns.clean_text(value)
    if turns.is_empty(text):
        raise MessageUnusable("The message is empty.")
    return Message(text, message_id)


def name_button(message: Message, events: list[Event]) -> dict[str, str]:
    """What was written on the button that was pressed, as `{"button": title}`; nothing for a typed message.

    Raises:
        ButtonNotOffered: no button of this session has this payload.
        ButtonPassed: one had, for a question that is no longer open.
    """
    if message.payload is None:
        return {}
    title = turns.list_buttons(events).get(message.payload)
    if title is not None:
        return {"button": title}
    if message.payload in turns.list_buttons(events, open_only=False):
        raise ButtonPassed("That question is no longer open. Please write what you would like.")
    raise ButtonNotOffered("No button offers this. Send what you would like to say as `text`.")
