"""Rasa's natural language generation behind the guard of the real memory service."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from .conftest import MemoryService

DOMAIN = Domain.from_dict(
    {
        "responses": {
            "utter_bye": [{"text": "Goodbye. I will miss you."}],
            "utter_hello": [{"text": "Hello."}],
            "utter_told": [{"text": "Hello, {name}. Your flight was on Friday."}],
        }
    }
)


def generator(port: int, token: str) -> NaturalLanguageGenerator:
    config = {
        "type": "bot.honesty.GuardedNLG",
        "url": f"http://127.0.0.1:{port}/guard",
        "headers": {"Authorization": f"Bearer {token}"},
    }
    return NaturalLanguageGenerator.create(EndpointConfig.from_dict(config), DOMAIN)


def say(nlg: NaturalLanguageGenerator, response: str, **values: Any) -> str:
    tracker = DialogueStateTracker.from_events("ana", [])
    return str(asyncio.run(nlg.generate(response, tracker, "web", **values))["text"])


def test_what_software_cannot_say_is_left_out_of_an_authored_line(memory_service: MemoryService) -> None:
    nlg = generator(memory_service.port, memory_service.token)
    assert say(nlg, "utter_hello") == "Hello."
    assert [say(nlg, "utter_bye"), say(nlg, "utter_bye")] == ["Goodbye."] * 2


def test_what_is_about_the_person_passes_with_its_receipts_alone(memory_service: MemoryService) -> None:
    nlg = generator(memory_service.port, memory_service.token)
    receipts = [{"memory_id": "1", "quote": "I'm Mira", "statement": "your name is Mira"}]
    text = "Hello, Mira. Your flight was on Friday."
    assert say(nlg, "utter_told", name="Mira", custom={"receipts": receipts}) == text
    assert say(nlg, "utter_told", name="Mira") == "Hello, Mira."


def test_without_the_guard_lines_go_out_as_authored_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert say(generator(1, "token"), "utter_hello") == "Hello."
    assert "The honesty guard does not answer" in caplog.text
