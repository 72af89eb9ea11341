"""What a Rasa action is given: one message of a person, in the words of the dialogue."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Tracker

from actions import phrases
from actions.parts import Part
from bot.contract import MEANT, UNREAD, Observation
from memory.understand.extent import part_read

SAID = 8
"""How many of the last messages an action sees."""


_NO_NAME = re.compile(r"[^a-z0-9_.-]")
_NO_ID = re.compile(r"[^A-Za-z0-9_.:@-]")


def _short_id(message_id: str) -> str:
    """The message's id as the memory takes one; of a channel whose ids are long or odd, what they come to."""
    if message_id[:1].isalnum() and len(message_id) <= 100 and not _NO_ID.search(message_id):
        return message_id
    if not message_id:  # a session begins, and nothing was said
        return ""
    return hashlib.sha256(message_id.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Turn:
    """One message of a person, or the start of a session, as an action sees it."""

    user_id: str
    text: str  # as much of it as is read: every pattern looks at this
    intent: str
    channel: str
    message_id: str
    sent_at: datetime
    in_reply_to: str | None
    drew_on: tuple[str, ...]  # the memories that this line of the bot rests on
    noted: tuple[str, ...]
    withheld: tuple[tuple[str, str], ...]
    pending: str | None
    remembering: str | None
    forget_ids: tuple[str, ...]
    answered: str | None = None  # the kind of the bot's question that the message answers
    declined: str | None = None  # or that the person would rather not be asked
    outcome: str | None = None  # the memory that the answer became
    over: bool = False  # the answer says that a goal is reached or given up
    days: int | None = None
    said_at: tuple[float, ...] = ()  # when the person wrote, message by message
    before_id: str | None = None  # the person's message before this one
    said: tuple[str, ...] = ()  # the last messages, buttons aside, as far as they are read
    written: tuple[str, ...] = ()  # and the whole of them
    uttered: frozenset[str] = frozenset()  # the names of the responses that were said in this session
    spiral_met: bool = False  # a run of bad messages has been met in this session
    opens: bool = False  # the bot's greeting came after it, though before the reply to it
    after_crisis: int | None = None  # how many messages ago a crisis was met in this session
    failed: str | None = None  # why nothing of it could be noted: "unread", "disk_full"
    question: str | None = None  # what was asked last that waits for a yes or a no, answered or not
    repeats: int = 0  # how often that was asked again
    amid_other: bool = False  # it was asked again below an answer to something else
    about: tuple[str, ...] = ()  # the memories that it was about, the one told last first
    unsure_name: bool = False  # what may be their name waits for their word
    unsure: tuple[str, ...] = ()  # what was noted, and an earlier memory that may hold no longer by it
    meant: str | None = None  # what it may have meant: a command that is asked about, or a complaint
    feels: str | None = None  # how the person feels by it, "good" or "bad", as it was read
    notes: bool = True  # False where a channel said that nothing of this message is to be noted
    parts: tuple[Part, ...] = ()  # what each part of it does, as it was read

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        message = tracker.latest_message or {}
        asked = tracker.get_slot("asked") or {}
        messages = _messages(tracker)
        said: dict[str, Any] = messages[-1] if messages else {}
        message_id = _short_id(message.get("message_id") or said.get("message_id") or str(said.get("timestamp") or ""))
        observed = Observation.from_slot(tracker.get_slot("memory"), message_id)
        in_reply_to, drew_on = (None, ()) if _opens(tracker) else _line_before(tracker)
        texts = [str(one.get("text") or "") for one in messages]
        written = tuple(text for text in texts if not text.startswith("/"))[-SAID:]
        return cls(
            user_id=tracker.sender_id,
            text=part_read(message.get("text") or ""),
            intent=(message.get("intent") or {}).get("name") or "",
            channel=_NO_NAME.sub("-", (tracker.get_latest_input_channel() or "chat").lower())[:40],
            message_id=message_id,
            sent_at=datetime.fromtimestamp(said.get("timestamp") or datetime.now().timestamp(), timezone.utc),
            in_reply_to=in_reply_to,
            drew_on=drew_on,
            noted=observed.noted,
            withheld=observed.withheld,
            pending=tracker.get_slot("pending"),
            remembering=tracker.get_slot("remembering"),
            forget_ids=tuple(tracker.get_slot("forget_ids") or ()),
            answered=observed.answered,
            declined=observed.declined,
            outcome=observed.outcome,
            over=observed.over,
            failed=observed.failed,
            days=next((int(e["value"]) for e in message.get("entities") or () if e.get("entity") == "days"), None),
            said_at=tuple(one.get("timestamp") or 0.0 for one in messages),
            before_id=messages[-2].get("message_id") if len(messages) > 1 else None,
            said=tuple(map(part_read, written)),
            written=written,
            uttered=frozenset(_uttered(tracker)),
            spiral_met=bool(tracker.get_slot("spiral_met")),
            opens=_opens(tracker),
            after_crisis=_after_crisis(tracker),
            question=asked.get("question"),
            repeats=int(asked.get("repeats") or 0),
            amid_other=bool(asked.get("amid_other")),
            about=tuple(asked.get("about") or ()),
            unsure_name=observed.unsure_name,
            unsure=observed.unsure,
            meant=message.get(MEANT),
            feels=observed.feels,
            notes=(said.get("metadata") or {}).get("observe") is not False,
        )

    @property
    def is_unread(self) -> bool:
        """Whether action_observe did not get to this message, as where the service was away for a moment."""
        return self.failed == UNREAD

    @property
    def asks(self) -> bool:
        """It is a question, by its mark or by how it begins."""
        return phrases.asks(self.text)

    def does(self, *names: str) -> bool:
        """Whether a part of it surely does one of these: the beginnings of names of acts."""
        return any(part.does(*names) for part in self.parts)

    @property
    def is_button(self) -> bool:
        """A button was pressed; its text is a payload, no words of the person."""
        return self.text.startswith("/")

    @property
    def before_at(self) -> datetime | None:
        """When the person wrote the message before this one."""
        return datetime.fromtimestamp(self.said_at[-2], timezone.utc) if len(self.said_at) > 1 else None

    def messages_since(self, moment: datetime) -> int:
        """How many messages the person has written since then, this one included."""
        return sum(at > moment.timestamp() for at in self.said_at)


def _messages(tracker: Tracker) -> list[dict[str, Any]]:
    """What the person wrote, the latest last."""
    return [event for event in tracker.events if event.get("event") == "user"]


def _uttered(tracker: Tracker) -> list[str]:
    said = (
        (event.get("metadata") or {}).get("utter_action") for event in tracker.events if event.get("event") == "bot"
    )
    return [name for name in said if name]


def _after_crisis(tracker: Tracker) -> int | None:
    """Of a crisis no word is left in the tracker, but that it was met is."""
    messages = 0
    for event in reversed(tracker.events):
        said = (event.get("metadata") or {}).get("utter_action") if event.get("event") == "bot" else None
        if event.get("name") == "action_meet_crisis" or said == "utter_crisis":
            return messages
        if event.get("event") == "session_started":
            return None
        messages += event.get("event") == "user"
    return None


def _opens(tracker: Tracker) -> bool:
    """In Slack a session begins with a message: what its greeting asks, that message does not answer."""
    if tracker.get_latest_input_channel() != "slack":
        return False
    messages = 0
    for event in reversed(tracker.events):
        if event.get("event") == "session_started":
            return messages == 1
        messages += event.get("event") == "user"
    return False


def _line_before(tracker: Tracker) -> tuple[str | None, tuple[str, ...]]:
    """The bot's last line before the person's message, which a bare "Mira" or "yes" answers, and what it rests on."""
    past_message = False
    for event in reversed(tracker.events):
        kind = event.get("event")
        if kind == "user":
            if past_message:
                break
            past_message = True
        elif kind == "bot" and past_message and event.get("text"):
            receipts = ((event.get("data") or {}).get("custom") or {}).get("receipts") or ()
            return str(event["text"]), tuple(str(one["memory_id"]) for one in receipts if "memory_id" in one)
    return None, ()
