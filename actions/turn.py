"""What a Rasa action is given and what it answers, in the words of the dialogue."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import days, phrases
from memory.models import Level, Memory, MoveKind, Profile
from memory.service import MemoryService

MOST_IN_PROSE = 6
"""More memories than this are named one under the other at every level."""

KEEP_OR_NOT = ({"title": "Keep it", "payload": "/affirm"}, {"title": "Don't keep it", "payload": "/deny"})
RATHER_NOT = {"title": "Rather not", "payload": "/do_not_ask"}
YES_NO = ({"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"})


NAMES_WHAT_GOES = ("utter_forget_confirm",)
"""What draws on memories even in a session that is off: the person asked for them to be forgotten."""

QUOTED = ("quote", "before", "now")
"""Places in a response that hold somebody's words; the response goes on after them with a full stop of its own."""

SAID = 8
"""How many of the last messages an action sees."""


@dataclass(frozen=True)
class Turn:
    """One message of a person, or the start of a session, as an action sees it."""

    user_id: str
    text: str
    intent: str
    channel: str
    message_id: str
    sent_at: datetime
    in_reply_to: str | None
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
    said: tuple[str, ...] = ()  # the last messages, buttons aside
    uttered: frozenset[str] = frozenset()  # the names of the responses that were said in this session
    spiral_met: bool = False  # a run of bad messages has been met in this session
    opens: bool = False  # the bot's greeting came after it, though before the reply to it
    after_crisis: int | None = None  # how many messages ago a crisis was met in this session
    notes: bool = True  # False where a channel said that nothing of this message is to be noted

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        message = tracker.latest_message or {}
        observed = tracker.get_slot("memory") or {}
        messages = _messages(tracker)
        said: dict[str, Any] = messages[-1] if messages else {}
        texts = [str(one.get("text") or "") for one in messages]
        return cls(
            user_id=tracker.sender_id,
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            channel=tracker.get_latest_input_channel() or "chat",
            message_id=message.get("message_id") or said.get("message_id") or secrets.token_hex(16),
            sent_at=datetime.fromtimestamp(said.get("timestamp") or datetime.now().timestamp(), timezone.utc),
            in_reply_to=None if _opens(tracker) else _line_before(tracker),
            noted=tuple(observed.get("noted", ())),
            withheld=tuple((reason, category) for reason, category in observed.get("withheld", ())),
            pending=tracker.get_slot("pending"),
            remembering=tracker.get_slot("remembering"),
            forget_ids=tuple(tracker.get_slot("forget_ids") or ()),
            answered=observed.get("answered"),
            declined=observed.get("declined"),
            outcome=observed.get("outcome"),
            over=bool(observed.get("over")),
            days=next((int(e["value"]) for e in message.get("entities") or () if e.get("entity") == "days"), None),
            said_at=tuple(one.get("timestamp") or 0.0 for one in messages),
            before_id=messages[-2].get("message_id") if len(messages) > 1 else None,
            said=tuple(text for text in texts if not text.startswith("/"))[-SAID:],
            uttered=frozenset(_uttered(tracker)),
            spiral_met=bool(tracker.get_slot("spiral_met")),
            opens=_opens(tracker),
            after_crisis=_after_crisis(tracker),
            notes=(said.get("metadata") or {}).get("observe") is not False,
        )

    @property
    def asks(self) -> bool:
        """It is a question, by its mark or by how it begins."""
        return phrases.asks(self.text)

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


@dataclass
class Reply:
    """What an action says. Whatever it draws on is listed with its words, and written into the ledger of uses."""

    turn: Turn
    profile: Profile
    memory: MemoryService
    dispatcher: CollectingDispatcher
    authored: frozenset[str] = frozenset()  # the names of the responses in the domain
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    pending: str | None = None  # what the reply asked, where a yes or no is waited for

    @property
    def is_off(self) -> bool:
        """Whether the person turned remembering off for this session: then nothing is drawn on."""
        return self.profile.remembering == "off"

    def say(
        self,
        response: str,
        *,
        drawn: Sequence[Memory] = (),
        noted: Sequence[Memory] = (),
        buttons: Sequence[dict[str, str]] = (),
        **values: Any,
    ) -> None:
        """Says an authored response of bot/domain/responses.yml, with `values` in the places of its {names}.

        Where the response has a version for the person's level, as in "utter_noted_quiet", that one.
        `drawn` are the memories that the reply uses, `noted` those that it reports as just told: each becomes a
        receipt, and each use is recorded.
        """
        if drawn and self.is_off and response not in NAMES_WHAT_GOES:
            response, drawn, noted, buttons, values = "utter_incognito", (), (), (), {}
        receipts = [receipt(memory) for memory in {m.id: m for m in (*drawn, *noted)}.values()]
        custom = {"reply_id": self.id, "receipts": receipts} if receipts else {}
        self.memory.record_uses(
            self.turn.user_id, [memory.id for memory in drawn], reply_id=self.id, channel=self.turn.channel
        )
        self.dispatcher.utter_message(
            response=self._for_level(response),
            buttons=[dict(button) for button in buttons],
            json_message=custom,
            **{name: _unstopped(value) if name in QUOTED else value for name, value in values.items()},
        )

    @property
    def level(self) -> Level:
        """How near the person wants the bot to be, in this channel."""
        return self.profile.level_in(self.turn.channel)

    @property
    def today(self) -> date:
        """The day it is for this person."""
        return self.memory.now().astimezone(ZoneInfo(self.profile.timezone)).date()

    def move(self, kind: MoveKind, item: str = "", *, memory_id: str | None = None) -> None:
        """Writes down that the bot asks, gives or suggests something of its own accord."""
        self.memory.record_move(self.turn.user_id, kind, item, memory_id=memory_id, channel=self.turn.channel)

    def describe(self, memories: Sequence[Memory], *, listed: bool = False) -> str:
        """The memories with their words and days: as bullets where `listed`, else in the level's form."""
        told = [self._told(memory) for memory in memories]
        if listed or self.level not in ("attentive", "invested") or len(told) > MOST_IN_PROSE:
            return "\n".join(f"• {one}" for one in told)
        return " ".join(f"{one}." for one in told)

    def _told(self, memory: Memory) -> str:
        source = f"told {self.day(memory.told_at)}"
        if not days.is_past(memory, self.today):
            source = f"“{memory.quote}”, {source}"
        about = days.about(memory, self.today)
        in_brackets = f"{about}; {source}" if about else source
        return f"{self.at_present(memory)} ({in_brackets})"

    def at_present(self, memory: Memory) -> str:
        """A memory as a statement, or as the quote alone where "you have an exam" would no longer be true."""
        return f"“{memory.quote}”" if days.is_past(memory, self.today) else memory.statement

    def _for_level(self, response: str) -> str:
        levels = ("invested", "attentive") if self.level == "invested" else (self.level,)
        return next((f"{response}_{level}" for level in levels if f"{response}_{level}" in self.authored), response)

    def day(self, moment: datetime) -> str:
        """The day of `moment` for this person: "today", "on Tuesday", or "on 3 May"."""
        return days.on(moment.astimezone(ZoneInfo(self.profile.timezone)).date(), self.today)


def _unstopped(quote: str) -> str:
    return quote if quote.endswith("..") else quote.removesuffix(".")


def things(count: int) -> str:
    """ "one thing", "8 things"."""
    return "one thing" if count == 1 else f"{count} things"


def receipt(memory: Memory) -> dict[str, str]:
    """What was told, in whose words, when and where."""
    return {
        "memory_id": memory.id,
        "statement": memory.statement,
        "quote": memory.quote,
        "told_at": memory.told_at.isoformat(),
        "channel": memory.channel,
    }


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


def _line_before(tracker: Tracker) -> str | None:
    """The bot's last line before the person's message: the question that a bare "Mira" or "yes" answers."""
    past_message = False
    for event in reversed(tracker.events):
        kind = event.get("event")
        if kind == "user":
            if past_message:
                return None
            past_message = True
        elif kind == "bot" and past_message and event.get("text"):
            return str(event["text"])
    return None
