"""The machine's clock is set back by days, and forward again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from starlette.testclient import TestClient

from actions.server import create_app
from memory.embeddings import load_embedder
from memory.opening import open_memory
from memory.service import MemoryService
from memory.settings import Secret, Settings

SECRET, SERVICE = "a secret of thirty-two characters", "a service token of some length"


class Clock:
    """What the service takes for the time."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(tmp_path: Path, clock: Clock) -> Iterator[MemoryService]:
    service = open_memory(tmp_path / "home", index_shards=1, clock=clock)
    service.change_profile("ana", {"remembering": "on"})
    yield service
    service.close()


def tell(service: MemoryService, clock: Clock, text: str, message_id: str) -> None:
    service.observe("ana", text, message_id=message_id, sent_at=clock(), channel="web")


def test_what_was_told_last_holds_although_the_clock_says_it_was_told_first(
    service: MemoryService, clock: Clock
) -> None:
    tell(service, clock, "I live in Porto", "1")
    clock.set(days=-3)
    tell(service, clock, "actually I live in Braga now", "2")
    held = {memory.slot.value: memory.status for memory in service.memories("ana") if memory.slot}
    assert held == {"Porto": "superseded", "Braga": "current"}
    assert service.recall("ana", "where do I live?").answerable
    report = service.forget("ana", [memory.id for memory in service.memories("ana") if memory.status == "current"])
    assert (report.memories, report.residue) == (2, 0)


def test_what_expires_does_so_once_and_only_after_its_time(service: MemoryService, clock: Clock) -> None:
    service.change_profile("ana", {"retention_days": 10})
    tell(service, clock, "I live in Porto", "1")
    clock.set(days=-30)
    assert service.forget_expired() == 0
    clock.set(days=39)
    assert service.forget_expired() == 0
    clock.set(days=2)
    assert service.forget_expired() == 1
    clock.set(days=-60)
    tell(service, clock, "I live in Porto", "1")
    assert service.memories("ana") == [], "the message that it came from brings nothing back"


def test_a_message_from_the_future_is_told_now(service: MemoryService, clock: Clock) -> None:
    service.observe("ana", "I live in Porto", message_id="1", sent_at=clock() + timedelta(days=400), channel="web")
    assert service.memories("ana")[0].told_at == clock()


def test_what_waits_for_a_yes_does_not_wait_longer(service: MemoryService, clock: Clock) -> None:
    tell(service, clock, "I have diabetes", "1")
    assert len(service.withheld("ana")) == 1
    clock.set(days=-1)
    assert service.withheld("ana") == []


def test_a_token_from_before_the_clock_was_set_back_still_opens_only_what_is_its_own(
    tmp_path: Path, service: MemoryService
) -> None:
    settings = Settings(tmp_path / "home", Secret(SECRET), Secret(SERVICE), index_shards=1)
    client = TestClient(create_app(settings, load_embedder(), service))
    signed = {"sub": "ana", "aud": "retold-memory", "exp": time.time() + 3 * 86_400}  # three days ahead of this clock
    asked = {"Authorization": f"Bearer {jwt.encode(signed, SECRET, 'HS256')}"}
    assert client.get("/v1/users/ana/memories", headers=asked).status_code == 200
    assert client.get("/v1/users/bob/memories", headers=asked).status_code == 403
