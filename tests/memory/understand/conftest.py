"""One reader for all tests of understanding."""

from __future__ import annotations

import pytest

from memory.understand import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
