"""A message that is asked for several times in a turn is read once, and of what is forgotten no reading stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from memory.reading import Context, Reading
from memory.service.readings import LASTS, MOST, Readings

NOW = datetime(2026, 3, 11, 12, 10, tzinfo=UTC)
SAID = Context(NOW, "Europe/Lisbon", "Where do you live?")


class Reader:
    """Counts what it is asked to read."""

    def __init__(self) -> None:
        self.read_: list[str] = []
        self.now = NOW
        self.readings = Readings(self.read, lambda: self.now)

    def read(self, text: str, context: Context) -> Reading:
        self.read_.append(text)
        return Reading(text, ())


@pytest.fixture
def reader() -> Reader:
    return Reader()


def test_the_same_message_after_the_same_line_is_read_once(reader: Reader) -> None:
    first = reader.readings.read("In Porto", SAID)
    assert reader.readings.read("In Porto", replace(SAID, sent_at=NOW + timedelta(seconds=5))) is first
    assert reader.read_ == ["In Porto"]


@pytest.mark.parametrize(
    "other",
    [replace(SAID, in_reply_to=None), replace(SAID, timezone="UTC"), replace(SAID, sent_at=NOW + timedelta(hours=1))],
)
def test_after_another_line_in_another_zone_or_hour_it_is_read_anew(reader: Reader, other: Context) -> None:
    reader.readings.read("In Porto", SAID)
    reader.readings.read("In Porto", other)
    assert len(reader.read_) == 2


def test_a_reading_is_let_go_after_a_minute_and_where_something_is_forgotten(reader: Reader) -> None:
    reader.readings.read("In Porto", SAID)
    reader.now += LASTS + timedelta(seconds=1)
    reader.readings.read("In Porto", SAID)
    reader.readings.drop()
    reader.readings.read("In Porto", SAID)
    assert len(reader.read_) == 3


def test_of_too_many_the_oldest_goes(reader: Reader) -> None:
    for number in range(MOST + 1):
        reader.readings.read(f"number {number}", SAID)
    reader.readings.read(f"number {MOST}", SAID)
    assert len(reader.read_) == MOST + 1
    reader.readings.read("number 0", SAID)
    assert len(reader.read_) == MOST + 2
