"""Rules for days that are named by their date: 3 May, the third of next month, Christmas."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from memory.understand.date_rule import DateRule, adding_to
from memory.understand.day_words import MONTH, NTH, nth_of
from memory.understand.spans import Span, add_months, one
from memory.understand.words import MONTHS, alternatives

RULES: list[DateRule] = []
_rule = adding_to(RULES)

_FEASTS = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "new year": (1, 1),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "valentine's": (2, 14),
    "st patrick's day": (3, 17),
}
_JUST_OVER = timedelta(days=1)
"""What is named without a verb in the past may still be yesterday: "the party, 3 May" on 4 May."""
_LAST_YEARS = timedelta(days=7)
"""Nobody calls a feast of this week the last one: "last Christmas" on 26 December is a year ago."""


@_rule("iso", r"(\d{4})-(\d{1,2})-(\d{1,2})", ("due 2027-01-05", "2027-01-05", "2027-01-05"))
def _iso(m: re.Match[str], today: date, past: bool) -> Span | None:
    return one(date(int(m[1]), int(m[2]), int(m[3])))


def _day_of(month: str, nth: str, year: str | None, today: date, past: bool) -> Span:
    number, day = MONTHS[month.lower()], nth_of(nth)
    if not year and (number, day) == (2, 29):
        leap = [each for each in range(today.year - 8, today.year + 9) if calendar.isleap(each)]
        days = [date(each, 2, 29) for each in leap]
        return one(
            [found for found in days if found <= today][-1]
            if past
            else next(found for found in days if found >= today - _JUST_OVER)
        )
    if year:
        return one(date(int(year), number, day))
    found = date(today.year, number, day)
    if past and found > today:
        found = date(today.year - 1, number, day)
    elif not past and found < today - _JUST_OVER:
        found = date(today.year + 1, number, day)
    return one(found)


@_rule(
    "month day",
    rf"(?:this )?({MONTH})\.? (?:the )?({NTH})(?:,? (\d{{4}}))?",
    ("on December 3rd", "2026-12-03", "2026-12-03"),
)
def _month_day(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _day_of(m[1], m[2], m[3] or (str(today.year) if m[0].lower().startswith("this ") else None), today, past)


@_rule(
    "day month",
    rf"(?:the )?({NTH}) (?:of |(?<![a-z]{{3}} ))({MONTH})(?:,? (\d{{4}}))?",
    ("on the third of December", "2026-12-03", "2026-12-03"),
)
def _day_month(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _day_of(m[2], m[1], m[3], today, past)


@_rule(
    "from day to day",
    rf"(?:from )?(?:the )?({NTH}) ?(?:to|until|till|-) ?(?:the )?({NTH}) (?:of )?({MONTH})"
    rf"(?:,? (\d{{4}}))?",
    ("away from the 3rd to the 5th of December", "2026-12-03", "2026-12-05"),
)
def _days_of(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _day_of(m[3], m[1], m[4], today, past)[0], _day_of(m[3], m[2], m[4], today, past)[1]


@_rule("feast", rf"(?:(next|last|this) )?({alternatives(_FEASTS)})", ("at Christmas", "2026-12-25", "2026-12-25"))
def _feast(m: re.Match[str], today: date, past: bool) -> Span | None:
    month, day = _FEASTS[m[2].lower()]
    days, which = [date(year, month, day) for year in range(today.year - 2, today.year + 2)], (m[1] or "").lower()
    if which == "last":
        return one([found for found in days if found <= today - _LAST_YEARS][-1])
    if which == "next":
        return one(next(found for found in days if found > today))
    if past:
        return one([found for found in days if found <= today][-1])
    return one(next(found for found in days if found >= today - (_LAST_YEARS if which == "this" else _JUST_OVER)))


@_rule(
    "the nth",
    r"(?:on|by|until|till) the (\d{1,2})(?:st|nd|rd|th)|^the (\d{1,2})(?:st|nd|rd|th)(?=\W*$)",
    ("my flight is on the 28th", "2026-11-28", "2026-11-28"),
)
def _nth(m: re.Match[str], today: date, past: bool) -> Span | None:
    day, step = int(m[1] or m[2]), -1 if past else 1
    month = today.replace(day=1)
    for _ in range(3):
        if day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if found <= today if past else found >= today:
                return one(found)
        month = add_months(month, step)
    return None


@_rule(
    "the nth of the month",
    rf"(?:the )?({NTH}) of (next|last|this) month",
    ("the 3rd of next month", "2026-12-03", "2026-12-03"),
)
def _nth_of_month(m: re.Match[str], today: date, past: bool) -> Span | None:
    month = add_months(today.replace(day=1), {"next": 1, "last": -1}.get(m[2].lower(), 0))
    return one(month.replace(day=nth_of(m[1])))
