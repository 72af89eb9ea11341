"""What words for days mean, said on each day of a week and at the edges of days, months and years: docs/days.md."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from memory.models import About
from memory.reading.days import read_when
from memory.understand import dates

MONDAY = date(2027, 3, 1)
_PAGE = (Path(__file__).parents[3] / "docs" / "days.md").read_text()


def rows(cells: int) -> list[list[str]]:
    """The rows of the table with so many cells, without its head."""
    table = [line.strip("|").split("|") for line in _PAGE.splitlines() if line.startswith("|")]
    found = [[cell.strip() for cell in row] for row in table if len(row) == cells]
    return found[2:]


def readings(about: About) -> list[tuple[date, date]]:
    return list(about.either or [(about.from_, about.to)])


def in_march(cell: str) -> list[tuple[date, date]]:
    """ "5 or 12", "27 Feb to 28 Feb"."""
    found = []
    for reading in cell.split(" or "):
        days = [date(2027, 2 if "Feb" in day else 3, int(day.split()[0])) for day in reading.split(" to ")]
        found.append((days[0], days[-1]))
    return found


@pytest.mark.parametrize("row", rows(8), ids=lambda row: row[0])
def test_what_is_said_on_each_day_of_a_week_means_what_the_table_says(row: list[str]) -> None:
    text, *cells = row
    for days_later, cell in enumerate(cells):
        (about,) = dates.find(text, MONDAY + timedelta(days=days_later))
        assert readings(about) == in_march(cell), f"on day {days_later}"


@pytest.mark.parametrize("row", rows(3), ids=lambda row: f"{row[0]}, {row[1]}")
def test_what_is_said_at_an_edge_means_what_the_table_says(row: list[str]) -> None:
    text, when, means = row
    said_at = datetime.fromisoformat(when)
    about, *_ = dates.find(text, said_at.date(), night=dates.is_night(said_at))
    expected = [[date.fromisoformat(day) for day in reading.split(" to ")] for reading in means.split(" or ")]
    assert readings(about) == [(days[0], days[-1]) for days in expected]


def test_the_same_words_mean_a_day_as_far_ahead_in_every_week_of_some_years() -> None:
    """What a weekday means depends on the weekday on which it is said, and on nothing else."""
    for text in (
        "I have an exam next Tuesday",
        "I have an exam on Friday",
        "this Sunday I fly",
        "I met Ana last Monday",
    ):
        ahead: dict[int, set[tuple[int, int]]] = {}
        for number in range(3 * 365):
            today = date(2027, 1, 1) + timedelta(days=number)
            (about,) = dates.find(text, today)
            ahead.setdefault(today.weekday(), set()).add(((about.from_ - today).days, (about.to - today).days))
        assert {weekday: len(found) for weekday, found in ahead.items()} == dict.fromkeys(range(7), 1), text


def tomorrow(said_at: datetime) -> About:
    """The day of an exam that is said to be tomorrow."""
    when = read_when("tomorrow", said_at=said_at, modality="plan", attribute="event", clause="I have an exam tomorrow")
    assert when.about is not None
    return when.about


@pytest.mark.parametrize(
    ("zone", "first"),
    [("UTC", date(2027, 6, 16)), ("Pacific/Honolulu", date(2027, 6, 15)), ("Pacific/Auckland", date(2027, 6, 16))],
)
def test_tomorrow_is_that_of_the_persons_clock(zone: str, first: date) -> None:
    said_at = datetime(2027, 6, 15, 6, tzinfo=UTC)  # 20:00 of the day before in Honolulu, 18:00 in Auckland
    assert tomorrow(said_at.astimezone(ZoneInfo(zone))).from_ == first


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
def test_a_day_on_which_clocks_change_is_a_day(day: date) -> None:
    zone = ZoneInfo("Europe/Berlin")
    for hour, minute in ((4, 0), (12, 0), (23, 59)):
        about = tomorrow(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone))
        assert (about.from_, about.to) == (day + timedelta(days=1), day + timedelta(days=1))
