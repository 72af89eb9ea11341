"""Both real processes, started once for each module of journeys."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from retold import Person, Retold


@pytest.fixture(scope="module")
def retold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retold]:
    running = Retold(tmp_path_factory.mktemp("journey") / "home")
    running.start()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def person(retold: Retold) -> Person:
    return Person(retold)
