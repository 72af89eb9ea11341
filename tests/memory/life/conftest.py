"""One reader and one embedder for all tests of a life."""

from __future__ import annotations

import pytest
from readings import Life, counted

from memory.embeddings import Embedder
from memory.life import Means, Nearness
from memory.reading.adapter import ReadingReader


@pytest.fixture(scope="session")
def means(one_reader: ReadingReader, embedder: Embedder) -> Means:
    return Means(one_reader.say, near=Nearness(embedder.embed), new_id=counted())


@pytest.fixture
def life(means: Means) -> Life:
    return Life(means)
