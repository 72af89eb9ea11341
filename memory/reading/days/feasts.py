"""The days of feasts that lie on another day each year, and of those that the rules lack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta


def easter(year: int) -> date:
    """Easter Sunday of the Western churches. Source: Meeus, Jones and Butcher's rule (1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    month, day = divmod(d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114, 31)
    return date(year, month, day + 1)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` weekday of a month; Monday is 0."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7, weeks=nth - 1)


FEASTS: Mapping[str, Callable[[int], date]] = {
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
    "good friday": _from_easter(-2),
    "holy thursday": _from_easter(-3),
    "maundy thursday": _from_easter(-3),
    "palm sunday": _from_easter(-7),
    "ash wednesday": _from_easter(-46),
    "pancake day": _from_easter(-47),
    "ascension": _from_easter(39),
    "pentecost": _from_easter(49),
    "whit monday": _from_easter(50),
    "boxing day": _fixed(12, 26),
    "st stephen's day": _fixed(12, 26),
    "new years eve": _fixed(12, 31),
    "new years": _fixed(1, 1),
    "hogmanay": _fixed(12, 31),
    "burns night": _fixed(1, 25),
    "bonfire night": _fixed(11, 5),
    "all saints": _fixed(11, 1),
    "epiphany": _fixed(1, 6),
    "midsummer": _fixed(6, 24),
    "labor day": lambda year: nth_weekday(year, 9, 0, 1),
    "memorial day": lambda year: nth_weekday(year, 6, 0, 1) - timedelta(weeks=1),
    "thanksgiving": lambda year: nth_weekday(year, 11, 3, 4),
    "fourth of july": _fixed(7, 4),
    "4th of july": _fixed(7, 4),
}
"""Each with its day in a year. Christmas, New Year and Halloween are rules of `day_rules`."""
