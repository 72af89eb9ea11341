"""The taught reader as the service runs it: in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from annotated import SAID_AT

from memory.reading import Context
from memory.reading.adapter import open_reader
from memory.understand import ReaderPool

TEXT = "My sister Mara lives in Hull and she starts at the docks on Monday."


@pytest.fixture(scope="module")
def pool(reader_export: Path) -> Iterator[ReaderPool]:
    made = ReaderPool(workers=1, export=reader_export)
    yield made
    made.close()


def test_the_pool_reads_as_the_reader_does(pool: ReaderPool, reader_export: Path) -> None:
    assert pool.read(TEXT, Context(SAID_AT)) == open_reader(export=reader_export).read(TEXT, Context(SAID_AT))


def test_a_message_has_clauses_that_lie_in_it(pool: ReaderPool) -> None:
    reading = pool.read(TEXT, Context(SAID_AT))
    assert reading.clauses
    assert all(0 <= clause.span.start < clause.span.end <= len(TEXT) for clause in reading.clauses)
    assert all(clause.acts for clause in reading.clauses)


@pytest.mark.parametrize("text", ["", "…", "\x00", "🐕" * 2_000, "a" * 10_000, "\n> " * 500])
def test_no_text_is_too_odd(pool: ReaderPool, text: str) -> None:
    assert pool.read(text, Context(SAID_AT)).text == text
