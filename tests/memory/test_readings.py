"""A message that is asked for several times in a turn is read once, and of what is forgotten no reading stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from memory.reading import Context, Reading
from memory.reading.adapter import ReadingReader
from memory.service.readings import LASTS, MOST, Readings

NOW = datetime(2026, 3, 11, 12, 10, tzinfo=UTC)
SAID = Context(NOW, "Europe/Lisbon", "Where do you live?")


class Counted:
    """The real reader, with how often it was asked."""

    def __init__(self, reader: ReadingReader) -> None:
        self._reader = reader
        self.times = 0
        self.now = NOW
        self.readings = Readings(self._read, lambda: self.now)

    def _read(self, text: str, context: Context) -> Reading:
        self.times += 1
        return self._reader.read(text, context)


@pytest.fixture
def reader(one_reader: ReadingReader) -> Counted:
    return Counted(one_reader)


def test_the_same_message_after_the_same_line_is_read_once(reader: Counted) -> None:
    first = reader.readings.read("In Porto", SAID)
    assert reader.readings.read("In Porto", replace(SAID, sent_at=NOW + timedelta(seconds=5))) is first
    assert reader.times == 1


@pytest.mark.parametrize(
    "other",
    [replace(SAID, in_reply_to=None), replace(SAID, timezone="UTC"), replace(SAID, sent_at=NOW + timedelta(hours=1))],
)
def test_after_another_line_in_another_zone_or_hour_it_is_read_anew(reader: Counted, other: Context) -> None:
    reader.readings.read("In Porto", SAID)
    reader.readings.read("In Porto", other)
    assert reader.times == 2


def test_a_reading_is_let_go_after_a_minute_and_where_something_is_forgotten(reader: Counted) -> None:
    reader.readings.read("In Porto", SAID)
    reader.now += LASTS + timedelta(seconds=1)
    reader.readings.read("In Porto", SAID)
    reader.readings.drop()
    reader.readings.read("In Porto", SAID)
    assert reader.times == 3


def test_of_too_many_the_oldest_goes(reader: Counted) -> None:
    for number in range(MOST + 1):
        reader.readings.read(f"number {number}", SAID)
    reader.readings.read(f"number {MOST}", SAID)
    assert reader.times == MOST + 1
    reader.readings.read("number 0", SAID)
    assert reader.times == MOST + 2
