"""Spans of days: weeks that begin on Monday, months, seasons, and what "three months ago" covers."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Span = tuple[date, date]
"""The first and the last day."""

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
"""First and last month."""


def one(day: date) -> Span:
    return day, day


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_of(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def week(day: date, weeks: int = 0) -> Span:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def weekend(day: date, weeks: int = 0) -> Span:
    monday, sunday = week(day, weeks)
    return monday + timedelta(days=5), sunday


def either(first: Span, second: Span) -> Span:
    """From the one to the other: words that leave two readings keep both (`About.either`)."""
    return first[0], max(first[1], second[1])


def season(year: int, name: str) -> Span:
    first, last = SEASONS[name]
    return month_of(year, first)[0], month_of(year + (last < first), last)[1]


def shift(day: date, count: int, unit: str) -> date:
    unit = unit.lower().rstrip("s")
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + timedelta(weeks=count)
    if unit == "fortnight":
        return day + timedelta(weeks=2 * count)
    return add_months(day, count * (12 if unit == "year" else 120 if unit == "decade" else 1))


def around(day: date, unit: str) -> Span:
    """The interval meant by "three months ago": its month; by "two weeks ago": its week; by "two days ago": that
    day."""
    unit = unit.lower().rstrip("s")
    if unit == "day":
        return one(day)
    if unit in {"week", "fortnight"}:
        return week(day)
    return month_of(day.year, day.month) if unit == "month" else (date(day.year, 1, 1), date(day.year, 12, 31))
