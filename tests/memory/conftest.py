"""The real parts: MiniLM, the reader, and a memory in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from http_calls import SECRET, SERVICE
from linked import SLACK, WEB
from people import Clock, People
from starlette.testclient import TestClient

from memory.api import create_api
from memory.embeddings import Embedder, load_embedder
from memory.opening import open_memory
from memory.service import MemoryService
from memory.settings import Secret, Settings
from memory.understand import Reader


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def one_reader() -> Reader:
    return Reader()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def people(home: Path, embedder: Embedder, one_reader: Reader) -> Iterator[People]:
    clock = Clock()

    def open_again() -> MemoryService:
        return open_memory(home, embedder=embedder, reader=one_reader, index_shards=2, clock=clock)

    everybody = People(home, open_again, clock)
    everybody.consent("ana")
    yield everybody
    with suppress(Exception):
        everybody.service.close()


@pytest.fixture
def service(people: People) -> MemoryService:
    return people.service


@pytest.fixture
def two(people: People) -> People:
    """Somebody with two accounts, who has told something in each."""
    for account in (WEB, SLACK):
        people.consent(account)
    people.tell(WEB, "I live in Porto")
    people.tell(SLACK, "my aunt Wilhelmina sings in a choir", channel="slack")
    return people


@pytest.fixture
def client(people: People) -> TestClient:
    settings = Settings(people.home, Secret(SECRET), Secret(SERVICE))
    return TestClient(
        create_api(people.service, settings),
        headers={"Authorization": f"Bearer {SERVICE}"},
        raise_server_exceptions=False,
    )
