"""What is said when the memory cannot keep or forget: the true reason, in words."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from calls import SERVICE, Conversation
from starlette.testclient import TestClient

from actions.linear import check_weights
from actions.mood import WEIGHTS
from actions.server import build_service, create_app
from actions.transcript import RasaTranscripts
from memory.embeddings import Embedder, load_embedder
from memory.errors import SettingsInvalid
from memory.reading.adapter import ReadingReader
from memory.service import MemoryService
from memory.settings import Settings


def fill_disk(service: MemoryService) -> None:
    """From here on SQLite finds no room for the ledger, by a limit of its own on how many pages it may have."""
    import sqlalchemy as sa

    def fill(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    service._ledger._engine.dispose()
    sa.event.listen(service._ledger._engine, "connect", fill)


def test_a_full_disk_is_said_in_the_chat_and_over_rest(
    ana: Conversation, client: TestClient, service: MemoryService
) -> None:
    service.change_profile("ana", {"remembering": "on"})
    fill_disk(service)
    said = [ana.say(text).names for text in ("I live in Porto", "my dog is called Rex", "my cat is called Tom")]
    assert said[-1] == ["utter_disk_full"]
    message = {
        "text": "my mother is called Ada",
        "message_id": "m",
        "channel": "web",
        "sent_at": "2026-11-30T10:00:00Z",
    }
    answer = client.post("/v1/users/ana/messages", json=message)
    assert (answer.status_code, answer.json()["title"]) == (507, "No room left")


def test_too_many_memories_are_said_in_the_chat_and_over_rest(
    settings: Settings, embedder: Embedder, one_reader: ReadingReader
) -> None:
    settings = replace(settings, max_memories=1)
    service = build_service(settings, embedder, one_reader)
    client = TestClient(create_app(settings, embedder, service), headers={"Authorization": f"Bearer {SERVICE}"})
    service.change_profile("ana", {"remembering": "on"})
    ana = Conversation(client, "ana")
    ana.say("I live in Porto", "action_reply", "tell_about_me")
    said = ana.say("my dog is called Rex", "action_reply", "tell_about_me")
    assert (said.names, said.responses[0]["most"]) == (["utter_too_many"], "1")
    by_hand = client.post("/v1/users/ana/memories", json={"text": "my dog is called Rex"})
    assert (by_hand.status_code, by_hand.json()["title"]) == (409, "No more memories")
    assert "At most 1 memories" in by_hand.json()["detail"]
    assert [memory.quote for memory in service.memories("ana")] == ["I live in Porto"]
    service.close()


def make_newer(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE transcripts (sender_id TEXT PRIMARY KEY, sealed BLOB)")


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"no database " * 900),
        lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5_000),
        make_newer,
    ],
    ids=["garbage", "damaged", "newer"],
)
def test_everything_is_forgotten_although_the_transcript_is_damaged(
    client: TestClient, service: MemoryService, settings: Settings, damage: object, caplog: pytest.LogCaptureFixture
) -> None:
    service.change_profile("ana", {"remembering": "on"})
    service.tell("ana", "my dog is called Rex", channel="web")
    path = settings.home / "transcript.db"
    path.unlink(missing_ok=True)
    damage(path)  # type: ignore[operator]
    answer = client.delete("/v1/users/ana")
    assert (answer.status_code, answer.json()["residue"]) == (200, 0)
    assert caplog.text.count("is replaced by an empty one") == 1
    assert RasaTranscripts(path).read("ana") == []


def test_weights_know_whose_vectors_they_read() -> None:
    embedder = load_embedder()
    check_weights(embedder, [WEIGHTS])
    embedder.name = "all-mpnet-base-v2"
    with pytest.raises(SettingsInvalid, match="trained on all-MiniLM-L6-v2 .* RETOLD_MODEL is for the memory alone"):
        check_weights(embedder, [WEIGHTS])
