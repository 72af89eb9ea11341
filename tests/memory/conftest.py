"""The real parts: MiniLM, the reader, and a memory in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from people import Clock, People

from memory.embeddings import Embedder, load_embedder
from memory.opening import open_memory
from memory.service import MemoryService
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
