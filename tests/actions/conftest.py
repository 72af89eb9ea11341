"""The real application, called as Rasa calls it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from calls import SERVICE, Conversation
from clock import CLOCK, NOON, Clock
from starlette.testclient import TestClient

from actions.crisis import read_patterns
from actions.server import build_service, create_app
from memory.embeddings import Embedder, load_embedder
from memory.reading.adapter import ReadingReader, open_reader
from memory.service import MemoryService
from memory.settings import Secret, Settings


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def one_reader() -> ReadingReader:
    return open_reader(read_patterns())


@pytest.fixture(autouse=True)
def clock() -> Clock:
    CLOCK.set(NOON)
    return CLOCK


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "home", Secret("s" * 32), Secret(SERVICE), index_shards=1)


@pytest.fixture
def service(settings: Settings, embedder: Embedder, one_reader: ReadingReader) -> Iterator[MemoryService]:
    opened = build_service(settings, embedder, one_reader, clock=CLOCK)
    yield opened
    opened.close()


@pytest.fixture
def client(settings: Settings, embedder: Embedder, service: MemoryService) -> TestClient:
    return TestClient(
        create_app(settings, embedder, service),
        headers={"Authorization": f"Bearer {SERVICE}"},
        raise_server_exceptions=False,
    )


@pytest.fixture
def ana(client: TestClient) -> Conversation:
    return Conversation(client, "ana")
