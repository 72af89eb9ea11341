"""What may be kept of a conversation: pure functions over Rasa's events.

A session goes on when its words are gone. So words are taken out of its events, and the events stay as far as the
dialogue needs them: that something happened, and when.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered

WORDLESS_SLOTS = frozenset({"remembering", "pending", "asked", "forget_ids", "spiral_met"})
"""Slots that hold states and ids, never what a person said."""

CRISIS = "crisis"
"""The intent of a message of which no word is kept anywhere, not even while the session runs."""


def last_session(events: list[Event]) -> list[Event]:
    """The events from the last start of a session on."""
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME:
            return events[index:]
    return events


def without_erased(events: list[Event], erased_at: float | None) -> list[Event]:
    """The events with all words gone that were there at `erased_at`; the session itself goes on."""
    if erased_at is None:
        return events
    kept = ((_wordless(event) if event.timestamp <= erased_at else event) for event in events)
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
    """The messages that told something secret or sensitive, or that came after remembering was stopped elsewhere."""
    withheld, said = [], None
    for event in events:
        if isinstance(event, UserUttered):
            said = event
        elif said and isinstance(event, SlotSet) and event.key == "memory" and _is_unkept(event.value or {}):
            withheld.append(said)
    return withheld


def _is_unkept(observed: dict[str, Any]) -> bool:
    return bool(observed.get("withheld") or observed.get("unkept"))


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
