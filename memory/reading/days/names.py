"""Days that have a name: weekdays, seasons, feasts, the end of a month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from memory.reading.days.feasts import FEASTS, nth_weekday
from memory.reading.days.forms import MONTH, YEAR, Setting, form, of_year, toward
from memory.understand.spans import SEASONS, Span, add_months, month_of, one, season, week
from memory.understand.words import MONTHS, NUMBERS, WEEKDAYS, alternatives

_COUNT = rf"\d{{1,3}}|{alternatives(NUMBERS)}"
_NTHS = ("first", "second", "third", "fourth", "fifth")


@form(rf"(?:by |in )?(?:the )?({alternatives(SEASONS)})(?:,? (?:of |in )?({YEAR}))?")
def _season(m: re.Match[str], setting: Setting) -> Span | None:
    if m[2]:
        return season(int(m[2]), m[1])
    return toward(lambda year: season(year, m[1]), setting)


@form(rf"(?:on |the ){{0,2}}({alternatives(FEASTS)})(?: (?:day|weekend))?")
def _feast(m: re.Match[str], setting: Setting) -> Span | None:
    return toward(lambda year: one(FEASTS[m[1]](year)), setting)


@form(
    rf"(?:the )?(end|start|beginning|middle|mid|1st|first|last)[ -](?:(?:of |day of )(?:the )?)?"
    rf"(?:(week) of )?(?:(next|last|this) )?({MONTH}|month|year)(?: ({YEAR}))?"
)
def _part_of(m: re.Match[str], setting: Setting) -> Span | None:
    if m[1] in {"last", "first"} and " of " not in m[0]:
        return None
    if m[4] in {"month", "year"}:
        step = {"next": 1, "last": -1}.get(m[3] or "", 0)
        day = add_months(setting.today.replace(day=1), step)
        whole = month_of(day.year, day.month)
        if m[4] == "year":
            whole = date(setting.today.year + step, 1, 1), date(setting.today.year + step, 12, 31)
    else:
        number = MONTHS[m[4]]
        whole = month_of(int(m[5]) if m[5] else of_year(number, setting), number)
    first, last = whole
    if m[2]:
        return (first, first + timedelta(days=6)) if m[1] in {"1st", "first"} else week(last)
    if m[1] in {"end", "last"}:
        return one(last)
    if m[1] in {"middle", "mid"}:
        return first.replace(day=10), first.replace(day=20)
    return one(first)


@form(rf"(?:the )?({'|'.join(_NTHS)}|last) ({alternatives(WEEKDAYS)}) (?:of|in) ({MONTH})")
def _nth_weekday_of(m: re.Match[str], setting: Setting) -> Span | None:
    month, day = MONTHS[m[3]], WEEKDAYS[m[2]]
    if m[1] == "last":
        year = of_year(month, setting)
        last = month_of(year, month)[1]
        return one(last - timedelta(days=(last.weekday() - day) % 7))
    nth = _NTHS.index(m[1]) + 1
    return toward(lambda year: one(nth_weekday(year, month, day, nth)), setting)


@form(rf"({alternatives(WEEKDAYS)}) ?(?:to|till|until|-) ?({alternatives(WEEKDAYS)})")
def _day_to_day(m: re.Match[str], setting: Setting) -> Span | None:
    first = setting.today + timedelta(days=(WEEKDAYS[m[1]] - setting.today.weekday() - 1) % 7 + 1)
    length = timedelta(days=(WEEKDAYS[m[2]] - WEEKDAYS[m[1]]) % 7)
    if setting.past:
        first -= timedelta(weeks=1)
    return first, first + length


@form(rf"({alternatives(WEEKDAYS)}) (?:in )?({_COUNT}) weeks")
def _weekday_in_weeks(m: re.Match[str], setting: Setting) -> Span | None:
    ahead = (WEEKDAYS[m[1]] - setting.today.weekday() - 1) % 7 + 1
    weeks = int(m[2]) if m[2].isdigit() else NUMBERS[m[2]]
    return one(setting.today + timedelta(days=ahead, weeks=weeks))


@form(r"(?:on |this |last |next )?(mon|wed|sat|sun)")
def _short_weekday(m: re.Match[str], setting: Setting) -> Span | None:
    step = 1 if not setting.past else -1
    day = setting.today + timedelta(days=step)
    while day.weekday() != WEEKDAYS[m[1]]:
        day += timedelta(days=step)
    return one(day)
