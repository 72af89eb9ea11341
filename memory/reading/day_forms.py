"""Words for days that stand alone: a month, "the 17th", "end of June", "25/12/2026"; beside the rules of `day_rules`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from memory.reading.feasts import FEASTS, nth_weekday
from memory.understand.day_rules import RULES, before_sleep
from memory.understand.spans import SEASONS, Span, add_months, month_of, one, season, week
from memory.understand.words import MONTHS, NUMBERS, WEEKDAYS, alternatives

_MONTH = alternatives(MONTHS)
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"thirtieth": 30, "thirty-first": 31}
_NTHS = ["first", "second", "third", "fourth", "fifth"]
_YEAR = r"(?:19|20)\d\d"
_COUNT = rf"\d{{1,3}}|{alternatives(NUMBERS)}"


@dataclass(frozen=True)
class Setting:
    """When and how it was said: `past` where it is told of what is over, `month` the one spoken of."""

    today: date
    past: bool
    night: bool = False
    hour: float = 12.0
    month: int | None = None


@dataclass(frozen=True)
class Found:
    """Days that stand at `start` to `end` of the words; `exact` where they are given by figures."""

    start: int
    end: int
    days: Span
    exact: bool


Form = Callable[[re.Match[str], Setting], Span | None]
_FORMS: list[tuple[re.Pattern[str], Form, bool]] = []


def _form(pattern: str, *, exact: bool = False) -> Callable[[Form], Form]:
    def make(form: Form) -> Form:
        _FORMS.append((re.compile(rf"(?<![\w/.-]){pattern}(?![\w/]|[.-]\d)"), form, exact))
        return form

    return make


def all_days(text: str, setting: Setting) -> list[Found]:
    """The days that `text`, in lower case, names, from left to right; the longest words at each place."""
    found = sorted(_every(text, setting), key=lambda one: (one.start - one.end, one.start))
    kept: list[Found] = []
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def _every(text: str, setting: Setting) -> Iterator[Found]:
    for pattern, form, exact in _FORMS:
        for match in pattern.finditer(text):
            try:
                days = form(match, setting)
            except (ValueError, OverflowError):
                continue
            if days:
                yield Found(match.start(), match.end(), days, exact)
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            try:
                if setting.night:
                    days = before_sleep(rule, match, setting.today, setting.past)
                else:
                    days = rule.resolve(match, setting.today, setting.past)
            except (ValueError, OverflowError):
                continue
            if days and days[0] <= days[1]:
                figures = rule.name in {"iso", "month day", "day month", "from day to day", "the nth"}
                yield Found(match.start(), match.end(), days, figures)


def of_year(month: int, setting: Setting) -> int:
    """The year of a month that is named alone."""
    today = setting.today
    if setting.past:
        return today.year - (month > today.month)
    return today.year + (month < today.month)


def toward(days: Callable[[int], Span], setting: Setting) -> Span:
    """Of what comes every year the last or the coming one."""
    years = [days(setting.today.year + step) for step in (-1, 0, 1)]
    if setting.past:
        return [span for span in years if span[0] <= setting.today][-1]
    return next(span for span in years if span[1] >= setting.today)


@_form(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", exact=True)
def _figures(m: re.Match[str], setting: Setting) -> Span | None:
    first, second, year = int(m[1]), int(m[3]), int(m[4]) + (2000 if len(m[4]) == 2 else 0)
    if m[2] != "." and first != second and first <= 12 and second <= 12:
        return None  # 03/04 is in March or in April
    return one(date(year, first, second) if second > 12 else date(year, second, first))


@_form(r"(\d{1,2})/(\d{1,2})", exact=True)
def _two_figures(m: re.Match[str], setting: Setting) -> Span | None:
    month, day = sorted((int(m[1]), int(m[2])))
    if day <= 12 and day != month:
        return None
    return toward(lambda year: one(date(year, month, day)), setting)


@_form(rf"({_YEAR})\W+(?:in )?({_MONTH})|({_MONTH})(?: of| in)?,? (next|last|this) year|({_MONTH}) '?(\d\d)")
def _month_and_year(m: re.Match[str], setting: Setting) -> Span | None:
    if m[1]:
        return month_of(int(m[1]), MONTHS[m[2]])
    if m[5]:
        return month_of(2000 + int(m[6]), MONTHS[m[5]]) if int(m[6]) > 31 or "'" in m[0] else None
    step = {"next": 1, "last": -1, "this": 0}[m[4]]
    return month_of(setting.today.year + step, MONTHS[m[3]])


@_form(rf"(?:in )?(?:next|last|this)? ?({_MONTH})(?: \w+)?", exact=False)
def _month(m: re.Match[str], setting: Setting) -> Span | None:
    return None if " " in m[0].strip() else month_of(of_year(MONTHS[m[1]], setting), MONTHS[m[1]])


@_form(rf"(?:by |in )?(?:the )?({alternatives(SEASONS)})(?:,? (?:of |in )?({_YEAR}))?")
def _season(m: re.Match[str], setting: Setting) -> Span | None:
    if m[2]:
        return season(int(m[2]), m[1])
    return toward(lambda year: season(year, m[1]), setting)


@_form(rf"(?:the |in |of |back in )*(?:({_YEAR})|'(\d\d)|(?<=in )(\d\d)|(?<=the )([6-9]\d))")
def _year(m: re.Match[str], setting: Setting) -> Span | None:
    short = m[2] or m[3] or m[4]
    if m[3] and int(m[3]) <= 31 and not setting.past:
        return None
    year = int(m[1]) if m[1] else int(short) + (1900 if int(short) > setting.today.year % 100 + 5 else 2000)
    return date(year, 1, 1), date(year, 12, 31)


@_form(rf"(?:(?:the )?week of |on |the )*({alternatives(FEASTS)})(?: (?:day|weekend))?")
def _feast(m: re.Match[str], setting: Setting) -> Span | None:
    return toward(lambda year: one(FEASTS[m[1]](year)), setting)


@_form(r"(?:(?:on|by|for|from|since|till|until) )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?", exact=True)
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


@_form(
    rf"(?:the )?(end|start|beginning|middle|mid|1st|first|last)[ -](?:(?:of |day of )(?:the )?)?"
    rf"(?:(week) of )?(?:(next|last|this) )?({_MONTH}|month|year)(?: ({_YEAR}))?"
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


@_form(rf"(?:the )?({'|'.join(_NTHS)}|last) ({alternatives(WEEKDAYS)}) (?:of|in) ({_MONTH})")
def _nth_weekday_of(m: re.Match[str], setting: Setting) -> Span | None:
    month, day = MONTHS[m[3]], WEEKDAYS[m[2]]
    if m[1] == "last":
        year = of_year(month, setting)
        last = month_of(year, month)[1]
        return one(last - timedelta(days=(last.weekday() - day) % 7))
    nth = _NTHS.index(m[1]) + 1
    return toward(lambda year: one(nth_weekday(year, month, day, nth)), setting)


@_form(rf"({alternatives(WEEKDAYS)}) ?(?:to|till|until|-) ?({alternatives(WEEKDAYS)})")
def _day_to_day(m: re.Match[str], setting: Setting) -> Span | None:
    first = setting.today + timedelta(days=(WEEKDAYS[m[1]] - setting.today.weekday() - 1) % 7 + 1)
    length = timedelta(days=(WEEKDAYS[m[2]] - WEEKDAYS[m[1]]) % 7)
    if setting.past:
        first -= timedelta(weeks=1)
    return first, first + length


@_form(rf"(?:the )?({alternatives(ORDINALS)}) (?:of )?({_MONTH})", exact=True)
def _ordinal_of_month(m: re.Match[str], setting: Setting) -> Span | None:
    month = MONTHS[m[2]]
    return toward(lambda year: one(date(year, month, ORDINALS[m[1]])), setting)


@_form(rf"({alternatives(WEEKDAYS)}) (?:in )?({_COUNT}) weeks")
def _weekday_in_weeks(m: re.Match[str], setting: Setting) -> Span | None:
    ahead = (WEEKDAYS[m[1]] - setting.today.weekday() - 1) % 7 + 1
    weeks = int(m[2]) if m[2].isdigit() else NUMBERS[m[2]]
    return one(setting.today + timedelta(days=ahead, weeks=weeks))


@_form(r"(?:on |this |last |next )?(mon|wed|sat|sun)")
def _short_weekday(m: re.Match[str], setting: Setting) -> Span | None:
    step = 1 if not setting.past else -1
    day = setting.today + timedelta(days=step)
    while day.weekday() != WEEKDAYS[m[1]]:
        day += timedelta(days=step)
    return one(day)
