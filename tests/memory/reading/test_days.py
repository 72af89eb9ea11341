"""The days that words mean, counted from Monday 30 November 2026, nine in the morning."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.reading.days import read_when
from memory.reading.days.feasts import FEASTS, easter
from memory.reading.reading import Modality

MONDAY = datetime(2026, 11, 30, 9, 0)


def days(phrase: str, modality: Modality = "plan", **around: str) -> str | None:
    when = read_when(phrase, said_at=MONDAY, modality=modality, **around)  # type: ignore[arg-type]
    if when.repeats or when.about is None:
        return when.repeats
    first, last = when.about.from_, when.about.to
    return f"{first}.." if when.goes_on else f"{first}" if first == last else f"{first}..{last}"


@pytest.mark.parametrize(
    ("phrase", "modality", "meant"),
    [
        ("friday", "plan", "2026-12-04"),
        ("friday", "holds", "2026-11-27"),
        ("on the 3rd", "plan", "2026-12-03"),
        ("the 17", "plan", "2026-12-17"),
        ("next tuesday, the 8th", "plan", "2026-12-08"),
        ("a week today", "plan", "2026-12-07"),
        ("tomorrow week", "plan", "2026-12-08"),
        ("thurs 2 weeks", "plan", "2026-12-17"),
        ("25/12/2026", "plan", "2026-12-25"),
        ("14.3.2027", "plan", "2027-03-14"),
        ("12-25-2026", "plan", "2026-12-25"),
        ("5/5/2027", "plan", "2027-05-05"),
        ("25/12", "plan", "2026-12-25"),
        ("03/04/2027", "plan", None),
        ("at 4.30", "plan", "2026-11-30"),
        ("at 8", "holds", "2026-11-30"),
        ("june", "plan", "2027-06-01..2027-06-30"),
        ("june", "holds", "2026-06-01..2026-06-30"),
        ("in june next year", "plan", "2027-06-01..2027-06-30"),
        ("1989. In December", "holds", "1989-12-01..1989-12-31"),
        ("in '22", "holds", "2022-01-01..2022-12-31"),
        ("the spring of 2010", "holds", "2010-03-01..2010-05-31"),
        ("end of december", "plan", "2026-12-31"),
        ("by the end of the month", "plan", "2026-11-30"),
        ("mid august", "plan", "2027-08-10..2027-08-20"),
        ("23rd to 28th december", "plan", "2026-12-23..2026-12-28"),
        ("the 28th and 29th of december", "plan", "2026-12-28..2026-12-29"),
        ("2nd of april until the 11th", "plan", "2027-04-02..2027-04-11"),
        ("28 december for three weeks", "plan", "2026-12-28..2027-01-18"),
        ("till thursday", "plan", "2026-11-30..2026-12-03"),
        ("before easter", "plan", "2026-11-30..2027-03-27"),
        ("good friday", "holds", "2026-04-03"),
        ("boxing day", "plan", "2026-12-26"),
        ("since the 3rd o september", "holds", "2026-09-03.."),
        ("from january", "plan", "2027-01-01.."),
        ("five years", "holds", "2021-11-30.."),
        ("in two weeks", "plan", "2026-12-14"),
        ("the morn", "plan", "2026-12-01"),
        ("tmrw", "plan", "2026-12-01"),
        ("nxt wk", "plan", "2026-12-07..2026-12-13"),
        ("every friday", "holds", "weekly fri"),
        ("tuesdays and thursdays", "habit", "weekly tue thu"),
        ("mon thru thurs", "habit", "weekly mon tue wed thu"),
        ("every evening except monday", "habit", "weekly tue wed thu fri sat sun"),
        ("weekends", "habit", "weekly sat sun"),
        ("each morning", "holds", "daily"),
        ("at 6", "habit", "daily"),
        ("second saturday of the month", "habit", None),
        ("every other friday", "habit", None),
        ("the twenty fourth", "plan", "2026-12-24"),
        ("before the fifteenth", "plan", "2026-11-30..2026-12-14"),
        ("in nineteen eighty two", "holds", "1982-01-01..1982-12-31"),
        ("in two thousand and nine", "holds", "2009-01-01..2009-12-31"),
        ("in oh five", "holds", "2005-01-01..2005-12-31"),
        ("thirty four years", "holds", "1992-11-30.."),
        ("then", "holds", None),
        ("", "holds", None),
    ],
)
def test_what_a_phrase_means(phrase: str, modality: Modality, meant: str | None) -> None:
    assert days(phrase, modality) == meant


def test_a_birthday_comes_again() -> None:
    assert days("16 may", "holds", attribute="birthday") == "yearly 05-16"


def test_a_state_goes_on_from_the_day_that_is_told_with_it() -> None:
    assert days("october the 1st", "holds", attribute="lives_with") == "2026-10-01.."
    assert days("october the 1st", "holds", attribute="event") == "2026-10-01"


def test_the_22nd_of_something_else_is_no_day() -> None:
    assert days("on the 22nd", after=" floor, with a view") is None
    assert days("on the 22nd", after=" with my sister") == "2026-12-22"


def test_a_day_of_the_month_is_of_the_month_spoken_of() -> None:
    assert days("on the 9th", before="The wedding is in February, we go ") == "2027-02-09"


def test_a_plan_whose_hour_is_over_is_for_tomorrow() -> None:
    late = read_when("at 10", said_at=datetime(2026, 11, 30, 23, 40), modality="plan")
    assert late.about is not None
    assert late.about.from_ == date(2026, 12, 1)


def test_easter_falls_where_calendars_have_it() -> None:
    assert [easter(year) for year in (1990, 2008, 2026, 2038)] == [
        date(1990, 4, 15), date(2008, 3, 23), date(2026, 4, 5), date(2038, 4, 25)
    ]  # fmt: skip


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_every_feast_has_its_day_each_year(today: date) -> None:
    assert all(feast(today.year).year == today.year for feast in FEASTS.values())


ODD = ["the", "31st", "of", "feb", "may", "to", "99", "/", ".", "since", "every", "mon", "00", "until", "end"]


@given(st.text(max_size=40) | st.lists(st.sampled_from(ODD)).map(" ".join))
def test_no_phrase_is_too_odd(phrase: str) -> None:
    when = read_when(phrase, said_at=MONDAY, modality="plan", clause=phrase, before=phrase, after=phrase)
    assert when.about is None or when.about.from_ <= when.about.to
