"""What may be kept of a conversation: pure functions over Rasa's events.

A session goes on when its words are gone. So words are taken out of its events, and the events stay as far as the
dialogue needs them: that something happened, and when.
"""

from __future__ import annotations

from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered

from bot.contract import Observation

WORDLESS_SLOTS = frozenset({"remembering", "pending", "asked", "forget_ids", "spiral_met"})
"""Slots that hold states and ids, never what a person said."""

CRISIS = "crisis"
"""The intent of a message of which no word is kept anywhere, not even while the session runs."""

FORGETTING = frozenset({"action_forget", "action_forget_everything"})
"""The actions that erase, and then say how much."""


def last_session(events: list[Event]) -> list[Event]:
    """The events from the last start of a session on."""
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME:
            return events[index:]
    return events


def wordless(events: list[Event]) -> list[Event]:
    """The events with all words gone; the session itself goes on."""
    return [kept for kept in map(_wordless, events) if kept is not None]


def without_erased(events: list[Event]) -> list[Event]:
    """The events of a turn in which something was erased: all words gone but the line that says so.

    What else the turn says may rest on what it read before. The line has no receipts, since it holds counts alone.
    """
    kept: list[Event | None] = []
    said_at = max((at for at, event in enumerate(events) if isinstance(event, UserUttered)), default=len(events))
    forgets = False
    for at, event in enumerate(events):
        if isinstance(event, ActionExecuted):
            forgets = event.action_name in FORGETTING
        says_so = forgets and at > said_at and isinstance(event, BotUttered) and not _receipts(event)
        kept.append(event if says_so else _wordless(event))
    return [event for event in kept if event is not None]


def without_crisis(events: list[Event]) -> list[Event]:
    """The events without the words of a crisis, from such a message to the next, the answer included."""
    kept: list[Event | None] = []
    crisis = False
    for event in events:
        if isinstance(event, UserUttered):
            crisis = event.intent_name == CRISIS
        kept.append(_wordless(event) if crisis else event)
    return [event for event in kept if event is not None]


def without_unkept(events: list[Event]) -> list[Event]:
    """The events without words said while remembering was not on, or withheld: what may be written to disk."""
    # A session start says its greeting before it says whether remembering is on.
    before_first_message = []
    for event in events:
        if isinstance(event, UserUttered):
            break
        before_first_message.append(event)
    on = _remembering(before_first_message)
    withheld = _withheld(events)
    kept: list[Event | None] = []
    for event in without_crisis(events):
        if isinstance(event, SlotSet) and event.key == "remembering":
            on = event.value == "on"
        hidden = any(event is one for one in withheld)
        kept.append(event if on and not hidden else _wordless(event))
    return [event for event in kept if event is not None]


def _withheld(events: list[Event]) -> list[UserUttered]:
    """The messages that told something secret or sensitive, were to be kept out, or were never read for that."""
    withheld: list[UserUttered] = []
    said: UserUttered | None = None
    for event in events:
        if isinstance(event, UserUttered):
            said = event
            withheld.append(said)  # until it is known what it tells
        elif said and isinstance(event, SlotSet) and event.key == "memory" and event.value is not None:
            withheld = [one for one in withheld if one is not said]
            if not Observation.from_slot(event.value, said.message_id).may_be_kept:
                withheld.append(said)
    return withheld


def _receipts(event: BotUttered) -> object:
    return ((event.data or {}).get("custom") or {}).get("receipts")


def _remembering(events: list[Event]) -> bool:
    values = [event.value for event in events if isinstance(event, SlotSet) and event.key == "remembering"]
    return bool(values) and values[-1] == "on"


def _wordless(event: Event) -> Event | None:
    """What is left of an event when no word may be: that it happened, and when."""
    if isinstance(event, ActionExecuted) and event.action_name:
        return event
    if isinstance(event, SessionStarted) or (isinstance(event, SlotSet) and event.key in WORDLESS_SLOTS):
        return event
    if isinstance(event, UserUttered):
        return UserUttered(timestamp=event.timestamp, input_channel=event.input_channel, message_id=event.message_id)
    return None


def without_parse(event: Event) -> Event:
    """A message without NLU's working (tokens, rankings): it repeats the words and slows each later turn."""
    if not isinstance(event, UserUttered) or set(event.parse_data) <= {"text", "intent", "entities"}:
        return event
    light = UserUttered(
        event.text,
        event.intent,
        event.entities,
        None,
        event.timestamp,
        event.input_channel,
        event.message_id,
        event.metadata,
        event.use_text_for_featurization,
    )
    light.parse_data = {"text": event.text, "intent": event.intent, "entities": event.entities}  # type: ignore
    return light
