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
from bot.nlu.yes_no import WAITS_FOR, read_answer

MAX_BODY_BYTES = 64 * 1024

_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SEEN = re.compile(r"(?:[0-9a-f]{8})?")
PASSED = "That question is no longer open. Please write what you would like."


@dataclass(frozen=True)
class Message:
    """What Rasa is given; `payload` is set when it comes from a button, `observe` is False where nothing is noted.

    `seen` names the reply whose buttons the person has before them ("" where there are none), if their client says so.
    """

    text: str
    message_id: str
    payload: str | None = None
    observe: bool = True
    seen: str | None = None


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
    seen = fields.get("seen")
    if seen is not None and not (isinstance(seen, str) and _SEEN.fullmatch(seen)):
        raise MessageUnusable("`seen` has to be what stands behind the # of the last buttons, or empty.")
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
    return Message(text, message_id, seen=seen)


def name_button(message: Message, events: list[Event]) -> dict[str, str]:
    """What was written on the button that was pressed, as `{"button": title}`; nothing for a typed message.

    Raises:
        ButtonNotOffered: no button of this session has this payload.
        ButtonPassed: one had, for a question that is no longer open; or it is a typed yes to such a question.
    """
    offered = turns.list_buttons(events)
    if message.payload is None:
        if message.seen is not None and _answers_another(message, offered):
            raise ButtonPassed(PASSED)
        return {}
    title = offered.get(message.payload) or _without_reply(offered).get(message.payload)
    if title is not None:
        return {"button": title}
    all_ = turns.list_buttons(events, open_only=False)
    if message.payload in all_ or message.payload in _without_reply(all_):
        raise ButtonPassed(PASSED)
    raise ButtonNotOffered("No button offers this. Send what you would like to say as `text`.")


def _without_reply(buttons: dict[str, str]) -> dict[str, str]:
    """For clients that send what a button says without the reply that it stands under."""
    return {turns.command_of(payload): title for payload, title in buttons.items()}


def _answers_another(message: Message, offered: dict[str, str]) -> bool:
    """Whether it is a yes, and the question that is open is not the one that the person sees."""
    behind = bool(offered) and all(turns.reply_of(payload) != message.seen for payload in offered)
    return behind and any(read_answer(message.text, asked).reading == "yes" for asked in WAITS_FOR)
