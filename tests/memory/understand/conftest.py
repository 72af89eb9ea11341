"""One reader for all tests of understanding."""

from __future__ import annotations

import pytest

from memory.understand import Reader


@pytest.fixture
def reader(one_reader: Reader) -> Reader:
    return one_reader
