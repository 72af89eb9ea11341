"""What a Rasa action is given and what it answers, in the words of the dialogue."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from memory.models import Memory, Profile
from memory.service import MemoryService

KEEP_OR_NOT = ({"title": "Keep it", "payload": "/affirm"}, {"title": "Don't keep it", "payload": "/deny"})
YES_NO = ({"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"})


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
    forget_ids: tuple[str, ...]

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        message = tracker.latest_message or {}
        observed = tracker.get_slot("memory") or {}
        said: dict[str, Any] = next((event for event in reversed(tracker.events) if event.get("event") == "user"), {})
        return cls(
            user_id=tracker.sender_id,
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            channel=tracker.get_latest_input_channel() or "chat",
            message_id=message.get("message_id") or said.get("message_id") or secrets.token_hex(16),
            sent_at=datetime.fromtimestamp(said.get("timestamp") or datetime.now().timestamp(), timezone.utc),
            in_reply_to=_line_before(tracker),
            noted=tuple(observed.get("noted", ())),
            withheld=tuple((reason, category) for reason, category in observed.get("withheld", ())),
            pending=tracker.get_slot("pending"),
            forget_ids=tuple(tracker.get_slot("forget_ids") or ()),
        )


@dataclass
class Reply:
    """What an action says. Whatever it draws on is listed with its words, and written into the ledger of uses."""

    turn: Turn
    profile: Profile
    memory: MemoryService
    dispatcher: CollectingDispatcher
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    pending: str | None = None  # what the reply asked, where a yes or no is waited for

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

        `drawn` are the memories that the reply uses, `noted` those that it reports as just told: each becomes a
        receipt, and each use is recorded.
        """
        receipts = [receipt(memory) for memory in {m.id: m for m in (*drawn, *noted)}.values()]
        custom = {"reply_id": self.id, "receipts": receipts} if receipts else {}
        self.memory.record_uses(
            self.turn.user_id, [memory.id for memory in drawn], reply_id=self.id, channel=self.turn.channel
        )
        self.dispatcher.utter_message(
            response=response, buttons=[dict(button) for button in buttons], json_message=custom, **values
        )

    def day(self, moment: datetime) -> str:
        """The day of `moment` for this person: "today", "yesterday", or "3 May 2026"."""
        zone = ZoneInfo(self.profile.timezone)
        day, today = moment.astimezone(zone).date(), datetime.now(zone).date()
        ago = (today - day).days
        return {0: "today", 1: "yesterday"}.get(ago) or f"on {day.day} {day:%B %Y}"


def receipt(memory: Memory) -> dict[str, str]:
    """What was told, in whose words, when and where."""
    return {
        "memory_id": memory.id,
        "statement": memory.statement,
        "quote": memory.quote,
        "told_at": memory.told_at.isoformat(),
        "channel": memory.channel,
    }


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
