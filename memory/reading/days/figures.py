"""Days that are given by figures, months and years: "25/12/2026", "the 17th", "Sept 2022"."""

from __future__ import annotations

import calendar
import re
from datetime import date

from memory.reading.days.forms import MONTH, YEAR, Setting, form, of_year, toward
from memory.understand.spans import Span, add_months, month_of, one
from memory.understand.words import MONTHS, ORDINALS, alternatives


@form(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", exact=True)
def _figures(m: re.Match[str], setting: Setting) -> Span | None:
    first, second, year = int(m[1]), int(m[3]), int(m[4]) + (2000 if len(m[4]) == 2 else 0)
    if m[2] != "." and first != second and first <= 12 and second <= 12:
        return None  # 03/04 is in March or in April
    return one(date(year, first, second) if second > 12 else date(year, second, first))


@form(r"(\d{1,2})/(\d{1,2})", exact=True)
def _two_figures(m: re.Match[str], setting: Setting) -> Span | None:
    month, day = sorted((int(m[1]), int(m[2])))
    if day <= 12 and day != month:
        return None
    return toward(lambda year: one(date(year, month, day)), setting)


@form(rf"({YEAR})\W+(?:in )?({MONTH})|({MONTH})(?: of| in)?,? (next|last|this) year|({MONTH}) '?(\d\d)")
def _month_and_year(m: re.Match[str], setting: Setting) -> Span | None:
    if m[1]:
        return month_of(int(m[1]), MONTHS[m[2]])
    if m[5]:
        return month_of(2000 + int(m[6]), MONTHS[m[5]]) if int(m[6]) > 31 or "'" in m[0] else None
    step = {"next": 1, "last": -1, "this": 0}[m[4]]
    return month_of(setting.today.year + step, MONTHS[m[3]])


@form(rf"(?:in )?(?:next|last|this)? ?({MONTH})(?: \w+)?", exact=False)
def _month(m: re.Match[str], setting: Setting) -> Span | None:
    return None if " " in m[0].strip() else month_of(of_year(MONTHS[m[1]], setting), MONTHS[m[1]])


@form(rf"(?:the |in |of |back in )*(?:({YEAR})|'(\d\d)|(?<=in )(\d\d)|(?<=the )([6-9]\d))")
def _year(m: re.Match[str], setting: Setting) -> Span | None:
    short = m[2] or m[3] or m[4]
    if m[3] and int(m[3]) <= 31 and not setting.past:
        return None
    year = int(m[1]) if m[1] else int(short) + (1900 if int(short) > setting.today.year % 100 + 5 else 2000)
    return date(year, 1, 1), date(year, 12, 31)


@form(r"(?:(?:on|by|for|from|since|till|until) )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?", exact=True)
def _nth(m: re.Match[str], setting: Setting) -> Span | None:
    day, today = int(m[1]), setting.today
    ordinal = m[0][-1].isalpha()
    if not ordinal and m.group() != m.string.strip(" .,"):
        return None  # a number that is not all there is
    if setting.month and (not setting.past or setting.month <= today.month):
        return one(date(of_year(setting.month, setting), setting.month, day))
    month = today.replace(day=1)
    for _ in range(3):
        if day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if found <= today if setting.past else found >= today:
                return one(found)
        month = add_months(month, -1 if setting.past else 1)
    return None


@form(rf"(?:the )?({alternatives(ORDINALS)}) (?:of )?({MONTH})", exact=True)
def _ordinal_of_month(m: re.Match[str], setting: Setting) -> Span | None:
    month = MONTHS[m[2]]
    return toward(lambda year: one(date(year, month, ORDINALS[m[1]])), setting)
