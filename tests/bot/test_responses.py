"""Texts of one response take turns in a conversation."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.responses import TakingTurns

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
responses:
  utter_noted:
    - text: Noted.
    - text: "Noted, {name}."
      buttons: [{title: "Yes", payload: /affirm}]
  utter_bye:
    - text: Goodbye.
"""
)


def say(responses: TakingTurns, tracker: DialogueStateTracker, response: str, **values: Any) -> dict[str, Any] | None:
    said = asyncio.run(responses.generate(response, tracker, "web", **values))
    if said:
        tracker.update(BotUttered(said["text"], metadata={"utter_action": response}))
    return said


def test_texts_take_turns_and_places_are_filled_each_time() -> None:
    responses, tracker = TakingTurns(domain=DOMAIN), DialogueStateTracker("ana", [])
    said = [say(responses, tracker, "utter_noted", name=name) for name in ("Ana", "Ben", "Cleo", "Dora")]
    assert [one and one["text"] for one in said] == ["Noted.", "Noted, Ben.", "Noted.", "Noted, Dora."]


def test_another_response_in_between_takes_no_turn() -> None:
    responses, tracker = TakingTurns(domain=DOMAIN), DialogueStateTracker("ana", [])
    texts = [
        (say(responses, tracker, name, name="A") or {})["text"] for name in ("utter_noted", "utter_bye", "utter_noted")
    ]
    assert texts == ["Noted.", "Goodbye.", "Noted, A."]


def test_everybody_begins_with_the_first() -> None:
    responses = TakingTurns(domain=DOMAIN)
    for person in ("ana", "ben"):
        assert (say(responses, DialogueStateTracker(person, []), "utter_noted", name="A") or {})["text"] == "Noted."


def test_a_response_that_is_not_authored_says_nothing() -> None:
    assert say(TakingTurns(domain=DOMAIN), DialogueStateTracker("ana", []), "utter_unknown") is None
