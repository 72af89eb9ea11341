"""The real parts: MiniLM, the reader, and a memory in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from http_calls import SECRET, SERVICE
from linked import SLACK, WEB
from people import Clock, People
from starlette.testclient import TestClient

from memory.api import create_api
from memory.embeddings import Embedder, load_embedder
from memory.opening import open_memory
from memory.reading.adapter import ReadingReader, open_reader
from memory.reading.taught.export import export, export_folder, is_exported
from memory.service import MemoryService
from memory.settings import Secret, Settings


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def reader_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What set-up exported; a fresh export where there is none of these weights."""
    folder = export_folder()
    if not is_exported(folder):
        folder = tmp_path_factory.mktemp("reader")
        export(folder)
    return folder


@pytest.fixture(scope="session")
def one_reader(reader_export: Path) -> ReadingReader:
    return open_reader(export=reader_export)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def people(home: Path, embedder: Embedder, one_reader: ReadingReader) -> Iterator[People]:
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


@pytest.fixture
def exported(people: People, client: TestClient) -> Any:
    """What somebody told over a month, with a move, a correction and a plan."""
    people.tell("ana", "I live in Porto", in_reply_to="Where do you live?")
    people.clock.advance(days=30)
    braga = people.tell("ana", "actually I live in Braga now")
    people.service.correct("ana", braga.id, {"quote": "I live in Bragança"}, channel="by hand")
    people.tell("ana", "I love hiking")
    people.tell("ana", "I love hiking")
    people.tell("ana", "I have an exam next tuesday")
    people.service.record_uses("ana", [braga.id], reply_id="r1", channel="web")
    return client.get("/v1/users/ana/export").json()
