"""What the pipeline asks the memory service about a message, and what it does with the answer."""

from __future__ import annotations

import socket

import pytest
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.contract import MEANT
from bot.nlu.routes import Routes, line_before
from bot.nlu.service_client import ServiceClient

from .conftest import MemoryService


@pytest.fixture
def routes(memory_service: MemoryService) -> Routes:
    return Routes(ServiceClient(memory_service.url, memory_service.token), 10.0)


def routed(routes: Routes, text: str, intent: str, confidence: float = 0.9) -> tuple[str, str | None]:
    message = Message({TEXT: text, INTENT: {"name": intent, "confidence": confidence}})
    routes.process([message])
    return message.get(INTENT)["name"], message.get(MEANT)


def test_a_complaint_is_no_command(routes: Routes) -> None:
    assert routed(routes, "don't you remember anything?", "stop_remembering") == ("nlu_fallback", "complaint")


def test_a_question_about_oneself_is_one(routes: Routes) -> None:
    assert routed(routes, "what is my name?", "ask_your_life") == ("ask_about_me", None)


def test_a_plain_command_is_obeyed(routes: Routes) -> None:
    assert routed(routes, "stop remembering", "stop_remembering", 1.0) == ("stop_remembering", None)


def test_a_crisis_is_not_asked_about() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        away = Routes(ServiceClient(f"http://127.0.0.1:{closed.getsockname()[1]}", None), 0.2)
        assert routed(away, "you never remember that", "crisis") == ("crisis", None)


def test_without_the_service_the_intent_stays() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        away = Routes(ServiceClient(f"http://127.0.0.1:{closed.getsockname()[1]}", None), 0.2)
        assert routed(away, "don't you remember anything?", "stop_remembering") == ("stop_remembering", None)


def test_the_line_that_a_message_answers_is_the_bots_last() -> None:
    tracker = DialogueStateTracker.from_events("ana", [UserUttered("hi"), BotUttered("Hello."), BotUttered("And you?")])
    assert line_before(tracker) == "And you?"
    tracker.update(UserUttered("fine"))
    assert line_before(tracker) is None
    assert line_before(None) is None
