"""Somebody's store, asked by the real parser, embedder and pair model."""

from __future__ import annotations

import pytest
from told import Store

from memory.embeddings import Embedder
from memory.opening import load_pairs
from memory.reading.adapter import ReadingReader


@pytest.fixture
def store(embedder: Embedder, one_reader: ReadingReader) -> Store:
    return Store(embedder, one_reader, load_pairs())
