"""What the bot says to a message that it read in part, or could not read in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from calls import SERVICE, Conversation
from starlette.testclient import TestClient

from actions.server import build_service, create_app
from memory.embeddings import Embedder
from memory.service import MemoryService
from memory.settings import Secret, Settings
from memory.understand import ReaderPool

LONG = "I went to the sea with my dog. " * 100
ENDLESS = re.compile(r"(?:a|a)+!")
HELD_UP = "I live in Zanzibarina " + "a" * 40


@pytest.fixture
def slow(tmp_path: Path, embedder: Embedder) -> Iterator[tuple[TestClient, MemoryService]]:
    """A service whose author has a pattern that takes hours on forty letters."""
    settings = Settings(tmp_path / "slow", Secret("s" * 32), Secret(SERVICE), index_shards=1)
    pool = ReaderPool(crisis=[ENDLESS], deadline_s=1)
    service = build_service(settings, embedder, pool)
    headers = {"Authorization": f"Bearer {SERVICE}"}
    yield TestClient(create_app(settings, embedder, service), headers=headers, raise_server_exceptions=False), service
    service.close()
    pool.close()


def test_it_says_how_much_of_a_long_message_it_read(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say(LONG + "My sister is called Ines.")
    said = next(one for one in ana.seen if one["response"] == "utter_read_part")
    assert (said["read"], said["all"]) == ("1,983", "3,125")
    assert not [memory for memory in service.memories("ana") if "Ines" in memory.quote]


def test_it_says_nothing_of_that_to_a_short_one(ana: Conversation) -> None:
    ana.consent()
    ana.say("I went to the sea with my dog.")
    assert "utter_read_part" not in [one["response"] for one in ana.seen]


def test_a_secret_at_the_end_of_a_long_message_is_seen(ana: Conversation) -> None:
    ana.consent()
    assert ana.say(LONG + "my password is hunter22").names[-1] == "utter_secret_not_kept"


def test_note_it_keeps_the_whole_of_a_long_message(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    text = "so it goes on and on " * 150
    ana.say(text)
    ana.say("/note_it", "action_note_it", "note_it")
    assert text.strip() in [memory.quote for memory in service.memories("ana")]


def test_a_message_that_cannot_be_read_in_time_is_said_not_to_be_kept_and_can_be_kept_as_it_stands(
    slow: tuple[TestClient, MemoryService], caplog: pytest.LogCaptureFixture
) -> None:
    client, service = slow
    ana, ben = Conversation(client, "ana"), Conversation(client, "ben")
    for person in (ana, ben):
        person.consent()
    said = ana.say(HELD_UP)
    assert (said.names, said.buttons) == (["utter_not_read"], ["/note_it"])
    assert service.memories("ana") == []
    assert ben.say("I live in Porto.").names == ["utter_noted"]
    assert ana.say("/note_it", "action_note_it", "note_it").names == ["utter_noted"]
    assert [memory.quote for memory in service.memories("ana")] == [HELD_UP]
    assert "Zanzibarina" not in caplog.text


def test_a_secret_in_it_is_not_kept_as_it_stands(slow: tuple[TestClient, MemoryService]) -> None:
    client, service = slow
    ana = Conversation(client, "ana")
    ana.consent()
    ana.say("my password is hunter22 " + HELD_UP)
    assert ana.say("/note_it", "action_note_it", "note_it").names == ["utter_secret_not_kept"]
    assert service.memories("ana") == []


def test_over_rest_it_is_a_problem_that_says_what_to_do(slow: tuple[TestClient, MemoryService]) -> None:
    client, service = slow
    service.change_profile("ana", {"remembering": "on"})
    body = {"text": HELD_UP, "message_id": "1", "sent_at": "2026-03-11T12:00:00Z", "channel": "web"}
    answered = client.post("/v1/users/ana/messages", json=body)
    assert (answered.status_code, answered.json()["title"]) == (503, "Not read")
    assert answered.headers["content-type"] == "application/problem+json"
    assert "nothing of it was noted" in answered.json()["detail"]
    assert "Zanzibarina" not in answered.text


def test_over_rest_it_is_said_how_much_was_not_read(client: TestClient, service: MemoryService) -> None:
    service.change_profile("ana", {"remembering": "on"})
    body = {"text": LONG, "message_id": "1", "sent_at": "2026-03-11T12:00:00Z", "channel": "web"}
    assert client.post("/v1/users/ana/messages", json=body).json()["unread"] == 1_117
