"""How much of a long text is read, and what of the rest is looked at all the same."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from benchmarks.adversarial_texts import KINDS, make
from memory.models import Refused
from memory.understand import Reader
from memory.understand.extent import READ_CHARS, part_read

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
LONG = "I went to the sea with my dog. " * 100


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_what_is_short_is_read_whole() -> None:
    assert part_read("") == ""
    assert part_read("a" * READ_CHARS) == "a" * READ_CHARS


def test_what_is_long_is_read_up_to_the_end_of_a_sentence() -> None:
    assert LONG.startswith(part_read(LONG))
    assert part_read(LONG).endswith("dog.")
    assert READ_CHARS - 40 < len(part_read(LONG)) <= READ_CHARS


def test_where_no_sentence_ends_it_is_read_up_to_a_word_and_where_no_word_ends_up_to_a_letter() -> None:
    assert part_read("word " * 1_000).endswith("word")
    assert part_read("a" * 9_000) == "a" * READ_CHARS


def test_nothing_is_told_by_what_is_not_read(reader: Reader) -> None:
    read = reader.read(LONG + "My sister is called Ines.", sent_at=NOW)
    assert read.told
    assert not any("Ines" in told.quote for told in read.told)


def test_a_secret_is_found_beyond_what_is_read(reader: Reader) -> None:
    read = reader.read(LONG + "my password is hunter22", sent_at=NOW)
    assert read.refused == (Refused("secret", "password"),)


def test_a_long_sentence_is_read_to_its_end(reader: Reader) -> None:
    text = "I bought bread, " * 40 + "I live in Porto"
    assert any(told.slot and told.slot.value == "Porto" for told in reader.read(text, sent_at=NOW).told)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_takes_more_than_a_second_of_work(kind: str, reader: Reader) -> None:
    reader.read("I live in Porto.", sent_at=NOW)
    for text in (make(kind, 243), make(kind, READ_CHARS), make(kind, READ_CHARS, "."), make(kind, 10_000, "?")):
        begun = time.thread_time()
        reader.read(text, sent_at=NOW, in_reply_to=text)
        reader.ask(text, asked_at=NOW)
        assert time.thread_time() - begun < 1.5  # twice what the slowest takes here
