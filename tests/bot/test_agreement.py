"""Rasa answers nobody before it knows that the memory service erases what it writes, with the same secret."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from small_actions import SECRET, SmallMemory
from small_server import Person, RasaServer, free_port

from bot import agreement
from bot.agreement import Agreement
from bot.identity import Identity
from bot.memory_client import MemoryClient
from bot.tracker import ErasableTrackerStore, TranscriptNowhere


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[SmallMemory]:
    memory = SmallMemory(free_port(), tmp_path / "transcript.db")
    memory.start()
    yield memory
    memory.stop()


def check(memory: SmallMemory, path: Path, secret: str = SECRET) -> str:
    async def ask() -> str:
        client = MemoryClient(f"http://127.0.0.1:{memory.port}", Identity(secret))
        try:
            return await Agreement(client).check(ErasableTrackerStore(Domain.empty(), path=str(path)))
        finally:
            await client.close()

    return asyncio.run(ask())


def test_the_same_transcript_and_the_same_secret_are_an_agreement(memory: SmallMemory, tmp_path: Path) -> None:
    assert check(memory, tmp_path / "transcript.db") == ""


def test_another_transcript_is_none_even_if_it_is_a_copy(memory: SmallMemory, tmp_path: Path) -> None:
    assert check(memory, tmp_path / "transcript.db") == ""
    (tmp_path / "copy.db").write_bytes((tmp_path / "transcript.db").read_bytes())
    assert "transcript" in check(memory, tmp_path / "copy.db")


def test_another_secret_is_none_on_either_side(memory: SmallMemory, tmp_path: Path) -> None:
    assert "secret" in check(memory, tmp_path / "transcript.db", "another secret")


def test_a_service_without_the_secret_cannot_pass_for_the_memory(memory: SmallMemory, tmp_path: Path) -> None:
    memory.secret = "one that it guessed"
    lacks = check(memory, tmp_path / "transcript.db")
    assert "secret" in lacks


def test_a_service_that_sends_back_what_it_was_sent_proves_nothing(tmp_path: Path) -> None:
    class Echoing(MemoryClient):
        async def agree(self, transcript: str, proof: str) -> str:
            return proof

    store = None

    async def ask() -> str:
        nonlocal store
        store = ErasableTrackerStore(Domain.empty(), path=str(tmp_path / "transcript.db"))
        return await Agreement(Echoing("http://127.0.0.1:1", Identity(SECRET))).check(store)

    assert "does not have RETOLD_SECRET" in asyncio.run(ask())


def test_a_service_that_is_away_for_a_while_changes_nothing(memory: SmallMemory, tmp_path: Path) -> None:
    async def ask() -> list[str]:
        client = MemoryClient(f"http://127.0.0.1:{memory.port}", Identity(SECRET))
        store = ErasableTrackerStore(Domain.empty(), path=str(tmp_path / "transcript.db"))
        one, said = Agreement(client), []
        said.append(await one.check(store))
        memory.stop()
        one._checked_at -= agreement.AGREED_FOR_S + 1
        said.append(await one.check(store))
        memory.start()
        await client.close()
        return said

    assert asyncio.run(ask()) == ["", ""]


def test_a_transcript_without_a_place_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RETOLD_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TranscriptNowhere, match="RETOLD_HOME is not set"):
        ErasableTrackerStore(Domain.empty())
    assert list(tmp_path.iterdir()) == []


def test_a_bot_beside_another_folder_is_not_ready_says_why_and_answers_nobody(
    model: Path, memory: SmallMemory, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    server = RasaServer(model, elsewhere, memory.port)
    server.launch()
    try:
        person, ready = Person(server.url), server.wait_for_status(503, "reason")
        assert json.loads(ready.body)["reason"] == "Not the same transcript."
        for answer in (person.ask("POST", "/webhooks/web/open"),):
            assert answer.status == 503
            assert "could not forget what you say" in answer.json["detail"]
        assert not memory.observed
        # Once it is mended, it answers without a restart.
        memory.transcript = elsewhere / "transcript.db"
        time.sleep(agreement.ASK_AGAIN_S + 0.5)
        assert person.ask("GET", "/health/ready").status == 200
        assert person.open()["messages"]
    finally:
        server.kill()


def test_a_bot_without_a_place_for_its_transcript_ends_with_a_sentence(model: Path, tmp_path: Path) -> None:
    server = RasaServer(model, tmp_path, free_port(), RETOLD_HOME="")
    with pytest.raises(AssertionError, match="RETOLD_HOME is not set"):
        server.start()
    server.kill()
    assert "Traceback" not in server.log.read_text()
