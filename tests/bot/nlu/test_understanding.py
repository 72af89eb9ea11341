"""What the model makes of messages that it was never trained on, fallback included."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.shared.nlu.training_data.loading import load_data
from rasa.utils.log_utils import configure_structlog

from bot.contract import MEANT

from .conftest import ROOT, MemoryService

DESTRUCTIVE = {"forget_something", "forget_everything", "stop_remembering", "go_off_the_record"}
Read = Callable[[str], str]
ASKED_ABOUT: dict[str, str | None] = {}
"""The command that the bot asks about instead of obeying it, of each text that was read."""


@pytest.fixture(scope="module")
def read(model: Path, memory_service: MemoryService) -> Read:
    """Gives the intent of a text, as the running bot would see it."""
    with pytest.MonkeyPatch.context() as environ:
        for name, value in memory_service.environ.items():
            environ.setenv(name, value)
        agent = Agent.load(str(model))
    configure_structlog(logging.WARNING)

    def intent_of(text: str) -> str:
        parsed: dict[str, Any] = asyncio.run(agent.parse_message(text))
        ASKED_ABOUT[text] = parsed.get(MEANT)
        return str(parsed["intent"]["name"])

    return intent_of


@pytest.fixture(scope="module")
def held_out(read: Read) -> list[tuple[str, str, str]]:
    return read_all(read, "held_out.yml")


@pytest.fixture(scope="module")
def look_alikes(read: Read) -> list[tuple[str, str, str]]:
    return read_all(read, "look_alikes.yml")


def read_all(read: Read, file: str) -> list[tuple[str, str, str]]:
    """(text, its intent, what the model makes of it) of each example."""
    examples = load_data(str(ROOT / "tests" / "nlu" / file)).intent_examples
    return [(e.get("text"), e.get("intent"), read(e.get("text"))) for e in examples]


def texts_of(folder: Path) -> set[str]:
    return {example.get("text").lower() for example in load_data(str(folder)).intent_examples}


def test_nothing_that_is_held_out_is_trained_on() -> None:
    assert not texts_of(ROOT / "bot" / "data" / "nlu") & texts_of(ROOT / "tests" / "nlu")


def test_every_intent_has_25_examples_and_8_held_out() -> None:
    trained = load_data(str(ROOT / "bot" / "data" / "nlu")).number_of_examples_per_intent
    held = load_data(str(ROOT / "tests" / "nlu" / "held_out.yml")).number_of_examples_per_intent
    assert trained.keys() == held.keys()
    assert min(trained.values()) >= 25
    assert min(held.values()) >= 8


def test_held_out_messages_are_understood(held_out: list[tuple[str, str, str]]) -> None:
    wrong = [row for row in held_out if row[1] not in (row[2], ASKED_ABOUT[row[0]])]
    assert 1 - len(wrong) / len(held_out) >= 0.93, wrong


@pytest.mark.parametrize("intent", sorted(DESTRUCTIVE))
def test_a_wish_to_be_forgotten_is_seldom_missed(held_out: list[tuple[str, str, str]], intent: str) -> None:
    of_intent = [(text, read) for text, expected, read in held_out if expected == intent]
    assert sum(read == intent for _, read in of_intent) / len(of_intent) >= 0.9, of_intent


def test_no_ordinary_message_is_taken_for_a_wish_to_be_forgotten(held_out: list[tuple[str, str, str]]) -> None:
    assert [row for row in held_out if row[2] in DESTRUCTIVE and row[1] not in DESTRUCTIVE] == []


def test_what_only_sounds_like_forgetting_is_never_taken_for_it(look_alikes: list[tuple[str, str, str]]) -> None:
    assert len(look_alikes) >= 150
    assert [row for row in look_alikes if row[2] in DESTRUCTIVE] == []


def test_no_ordinary_message_is_taken_for_a_crisis(held_out: list[tuple[str, str, str]]) -> None:
    assert [row for row in held_out if row[2] == "crisis" and row[1] != "crisis"] == []


def test_no_crisis_is_missed(held_out: list[tuple[str, str, str]]) -> None:
    assert [row for row in held_out if row[1] == "crisis" and row[2] != "crisis"] == []


@pytest.mark.parametrize("text", ["", " ", "🎉", "\u202eשלום", "?!?!", "x" * 10_000, "\x00\x07", "'; DROP TABLE x;--"])
def test_odd_messages_are_read_without_an_error(read: Read, text: str) -> None:
    assert read(text) not in DESTRUCTIVE
