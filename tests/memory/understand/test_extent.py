"""How much of a long text is read, and what of the rest is looked at all the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from benchmarks.adversarial_texts import KINDS, make
from memory.reading import Context
from memory.reading.adapter import ReadingReader
from memory.understand.extent import READ_CHARS, part_read

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
LONG = "I went to the sea with my dog. " * 100


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


def test_nothing_is_told_by_what_is_not_read(one_reader: ReadingReader) -> None:
    read = one_reader.read(LONG + "My sister is called Ines.", Context(NOW))
    assert read.facts
    assert not any("Ines" in read.words(fact.quote) for fact in read.facts)


def test_a_secret_is_found_beyond_what_is_read(one_reader: ReadingReader) -> None:
    assert one_reader.read(LONG + "my password is hunter22", Context(NOW)).secrets == ("password",)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_text_is_read_said_and_asked(kind: str, one_reader: ReadingReader) -> None:
    """How long that takes is measured by `python -m benchmarks.adversarial`."""
    for text in (make(kind, 243), make(kind, READ_CHARS), make(kind, READ_CHARS, "."), make(kind, 10_000, "?")):
        read = one_reader.read(text, Context(NOW, in_reply_to=text))
        assert all(0 <= fact.quote.start < fact.quote.end <= READ_CHARS for fact in read.facts)
        assert one_reader.say(text)
        assert one_reader.ask(text, asked_at=NOW).text
