"""Resolve the days that a text speaks of against the day on which it was said.

Each rule is a pattern with an example; `find` returns all mentions in the order of the text, the longest at each place.
Weeks begin on Monday. "Next Tuesday" is the Tuesday of the next week, "on Tuesday" the nearest one that fits the tense.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from memory.models import About
from memory.understand.tense import is_past, is_past_around
from memory.understand.words import MONTHS, NUMBERS, WEEKDAYS, alternatives

_DAY = alternatives(name for name in WEEKDAYS if name not in {"sat", "sun", "mon", "wed"})
_MONTH = alternatives(name for name in MONTHS if name not in {"may", "mar", "jun", "sep"}) + "|may|jun|sept?"
_COUNT = r"\d{1,3}|" + alternatives(NUMBERS)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_SEASON = alternatives(_SEASONS)
_FEASTS = {"christmas eve": (12, 24), "christmas": (12, 25), "xmas": (12, 25), "new year's eve": (12, 31),
           "new year's day": (1, 1), "new year's": (1, 1), "new year": (1, 1), "halloween": (10, 31),
           "valentine's day": (2, 14), "valentine's": (2, 14), "st patrick's day": (3, 17)}
_NOT_YET = re.compile(r"\b(?:haven't|hasn't|havent|hasnt|(?:have|has|'ve|'s) (?:not|never)|hadn't|first \w+)\b[^,.]*$", re.I)

Span = tuple[date, date]


@dataclass(frozen=True)
class DateRule:
    name: str
    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], date, bool], Span | None]
    example: tuple[str, str, str]
    """A text said on Saturday 2026-11-21, and the first and last day that it means."""


def _rule(name: str, pattern: str, example: tuple[str, str, str]) -> Callable[
        [Callable[[re.Match[str], date, bool], Span | None]], DateRule]:
    def make(resolve: Callable[[re.Match[str], date, bool], Span | None]) -> DateRule:
        rule = DateRule(name, re.compile(rf"\b(?:{pattern})(?!\w)", re.I), resolve, example)
        RULES.append(rule)
        return rule
    return make


RULES: list[DateRule] = []


def _one(day: date) -> Span:
    return day, day


def _number(text: str) -> int:
    text = " ".join(text.lower().split())
    return int(text) if text.isdigit() else NUMBERS.get(text, NUMBERS.get(text.split()[0], 1))


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _week(day: date, weeks: int = 0) -> Span:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def _weekend(day: date, weeks: int = 0) -> Span:
    monday, sunday = _week(day, weeks)
    return monday + timedelta(days=5), sunday


def _season(year: int, name: str) -> Span:
    first, last = _SEASONS[name]
    return _month(year, first)[0], _month(year + (last < first), last)[1]


def _shift(day: date, count: int, unit: str) -> date:
    unit = unit.lower().rstrip("s")
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + timedelta(weeks=count)
    if unit == "fortnight":
        return day + timedelta(weeks=2 * count)
    return _add_months(day, count * (12 if unit == "year" else 120 if unit == "decade" else 1))


def _around(day: date, unit: str) -> Span:
    """The interval meant by "three months ago": its month; by "two weeks ago": its week; by "two days ago": that day."""
    unit = unit.lower().rstrip("s")
    if unit == "day":
        return _one(day)
    if unit in {"week", "fortnight"}:
        return _week(day)
    return _month(day.year, day.month) if unit == "month" else (date(day.year, 1, 1), date(day.year, 12, 31))


@_rule("iso", r"(\d{4})-(\d{1,2})-(\d{1,2})", ("due 2027-01-05", "2027-01-05", "2027-01-05"))
def _iso(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _one(date(int(m[1]), int(m[2]), int(m[3])))


def _day_of(month: str, day: str, year: str | None, today: date, past: bool) -> Span:
    number = MONTHS[month.lower()]
    if not year and (number, int(day)) == (2, 29):
        leap = [each for each in range(today.year - 8, today.year + 9) if calendar.isleap(each)]
        days = [date(each, 2, 29) for each in leap]
        return _one([found for found in days if found <= today][-1] if past else next(found for found in days if found >= today))
    if year:
        return _one(date(int(year), number, int(day)))
    found = date(today.year, number, int(day))
    if past and found > today:
        found = date(today.year - 1, number, int(day))
    elif not past and found < today - timedelta(days=1):
        found = date(today.year + 1, number, int(day))
    return _one(found)


@_rule("month day", rf"({_MONTH})\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?",
       ("on December 3rd", "2026-12-03", "2026-12-03"))
def _month_day(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _day_of(m[1], m[2], m[3], today, past)


@_rule("day month", rf"(?:the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})(?:,? (\d{{4}}))?",
       ("on the 3rd of December", "2026-12-03", "2026-12-03"))
def _day_month(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _day_of(m[2], m[1], m[3], today, past)


@_rule("relative day", r"the day after tomorrow|the day before yesterday|today|tonight|tomorrow|yesterday|last night|"
       r"this (?:morning|afternoon|evening)", ("see you tomorrow", "2026-11-22", "2026-11-22"))
def _relative(m: re.Match[str], today: date, past: bool) -> Span | None:
    offsets = {"the day after tomorrow": 2, "the day before yesterday": -2, "tomorrow": 1, "yesterday": -1, "last night": -1}
    return _one(today + timedelta(days=offsets.get(m[0].lower(), 0)))


@_rule("weekday", rf"(?<!every )(?<!each )(?<!most )(?!(?<=the )(?:{_DAY}) (?:dread|scaries|blues|roast|paper|papers|school|league|service|shift|crowd|crossword|market|club|class|run)\b)(?:(next|last|this past|past|this coming|coming|this|on|since) )?({_DAY}|(?<=next )(?:sat|sun|mon|wed)"
       rf"|(?<=last )(?:sat|sun|mon|wed)|(?<=on )(?:sat|sun|mon|wed))(?! and \w+days)",
       ("an interview next tuesday", "2026-11-24", "2026-11-24"))
def _weekday(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, want = (m[1] or "").lower(), WEEKDAYS[m[2].lower()]
    if which == "next":
        return _one(_week(today, 1)[0] + timedelta(days=want))
    if "coming" not in which and (which in {"last", "past", "this past", "since"} or past and which != "this"):
        return _one(today - timedelta(days=(today.weekday() - want - 1) % 7 + 1))
    if which == "this" and past:
        return _one(_week(today)[0] + timedelta(days=want))
    return _one(today + timedelta(days=(want - today.weekday() - 1) % 7 + 1))


@_rule("weekday week", rf"({_DAY}) (next|last) week|(?:next|last) week(?: on)? ({_DAY})",
       ("monday next week", "2026-11-23", "2026-11-23"))
def _weekday_week(m: re.Match[str], today: date, past: bool) -> Span | None:
    weeks = -1 if "last" in m[0].lower() else 1
    return _one(_week(today, weeks)[0] + timedelta(days=WEEKDAYS[(m[1] or m[3]).lower()]))


@_rule("period", r"(?<!my )(?<!our )(?<!his )(?<!her )(next|last|this|this past|past|this coming|the coming|coming) (week|weekend|month|year)",
       ("last weekend", "2026-11-14", "2026-11-15"))
def _period(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, unit = m[1].lower(), m[2].lower()
    step = 1 if which == "next" else -1 if which in {"last", "past", "this past"} else 0
    if unit == "week":
        return _week(today, step)
    if unit == "weekend":
        return _weekend(today, step)
    if unit == "month":
        day = _add_months(today.replace(day=1), step)
        return _month(day.year, day.month)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


@_rule("season", rf"(next|last|this|this past|this coming|in the|in|over the) ({_SEASON})(?: of)?(?: (\d{{4}}))?",
       ("last summer", "2026-06-01", "2026-08-31"))
def _season_of(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, name = m[1].lower(), m[2].lower()
    if m[3]:
        return _season(int(m[3]), name)
    if which.startswith(("in", "over")) and not past:
        return None
    spans = [_season(year, name) for year in range(today.year - 2, today.year + 3)]
    if which in {"last", "this past"} or past and which != "this":
        begun = which.startswith(("in", "over"))  # "in autumn" may be the one that it is
        return [span for span in spans if span[0 if begun else 1] < today][-1]
    if which in {"next", "this coming"}:
        return next(span for span in spans if span[0] > today)
    return next(span for span in spans if span[1] >= today)


@_rule("ahead", rf"in (?:about |around )?({_COUNT})(?: of)? (days?|weeks?|fortnights?|months?|years?)(?:'s? time)?|"
       rf"({_COUNT}) (days?|weeks?|months?|years?) from now|a (week|month|year) from (?:now|today)",
       ("it is in two weeks", "2026-12-05", "2026-12-05"))
def _ahead(m: re.Match[str], today: date, past: bool) -> Span | None:
    if m[1] and _NOT_YET.search(m.string[:m.start()]):
        return None  # "haven't spoken in nine years": that is how long
    count, unit = (m[1] or m[3] or "a"), (m[2] or m[4] or m[5])
    day = _shift(today, _number(count), unit)
    return _one(day) if unit.lower().startswith(("day", "week", "fort")) else _around(day, unit)


@_rule("ago", rf"(?:about |around )?({_COUNT})(?: of)? (days?|weeks?|fortnights?|months?|years?|decades?) (?:ago|back|before)",
       ("three days ago", "2026-11-18", "2026-11-18"))
def _ago(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _around(_shift(today, -_number(m[1]), m[2]), m[2])


@_rule("lasting", rf"(?:for|over|in) (?:about |around |almost |nearly |over |the (?:last|past) )?({_COUNT})(?: of)? "
       r"(days?|weeks?|months?|years?|decades?)(?: now)?|(?:over |for |in )?the (?:last|past) (?:few |couple of )?(days|weeks|months|years)",
       ("married for three years", "2023-11-21", "2026-11-21"))
def _lasting(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _shift(today, -_number(m[1] or "a few"), m[2] or m[3]), today


@_rule("since", rf"since (?:(?:the )?({_MONTH}) ?)?(\d{{4}})?", ("I work there since 2019", "2019-01-01", "2026-11-21"))
def _since(m: re.Match[str], today: date, past: bool) -> Span | None:
    if m[1]:
        month = MONTHS[m[1].lower()]
        return date(int(m[2]) if m[2] else today.year - (month > today.month), month, 1), today
    return (date(int(m[2]), 1, 1), today) if m[2] else None


@_rule("month", rf"(?:(next|last|this|early|late|mid|in|by|until|till|back in|of|is|during) )({_MONTH})(?:,? (\d{{4}}))?|({_MONTH}) (\d{{4}})",
       ("we met in May", "2026-05-01", "2026-05-31"))
def _month_of(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, month = (m[1] or "").lower(), MONTHS[(m[2] or m[4]).lower()]
    if m[3] or m[5]:
        return _month(int(m[3] or m[5]), month)
    if which in {"last", "back in"} or past and which not in {"next", "this"}:
        return _month(today.year - (month >= today.month if which == "last" else month > today.month), month)
    return _month(today.year + (month <= today.month if which == "next" else month < today.month), month)


@_rule("year", r"(?:in|since|back in|during|around|until) ((?:19|20)\d{2})", ("I moved in 2019", "2019-01-01", "2019-12-31"))
def _year(m: re.Match[str], today: date, past: bool) -> Span | None:
    return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)


@_rule("feast", rf"(?:(next|last|this) )?({alternatives(_FEASTS)})", ("at Christmas", "2026-12-25", "2026-12-25"))
def _feast(m: re.Match[str], today: date, past: bool) -> Span | None:
    month, day = _FEASTS[m[2].lower()]
    days = [date(year, month, day) for year in range(today.year - 1, today.year + 2)]
    if (m[1] or "").lower() == "last" or past:
        return _one([found for found in days if found < today][-1])
    return _one(next(found for found in days if found >= today))


@_rule("the nth", r"on the (\d{1,2})(?:st|nd|rd|th)", ("my flight is on the 28th", "2026-11-28", "2026-11-28"))
def _nth(m: re.Match[str], today: date, past: bool) -> Span | None:
    day, step = int(m[1]), -1 if past else 1
    month = today.replace(day=1)
    for _ in range(3):
        if day <= calendar.monthrange(month.year, month.month)[1]:
            found = month.replace(day=day)
            if found <= today if past else found >= today:
                return _one(found)
        month = _add_months(month, step)
    return None


def find(text: str, today: date, birthday: tuple[int, int] | None = None) -> tuple[About, ...]:
    """The mentions of days in `text`, said on `today`; `birthday` is the person's (month, day), where it is known."""
    past = is_past(text)
    found: list[tuple[int, int, About]] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            try:
                span = rule.resolve(match, today, is_past_around(text, match.start(), match.end()))
            except (ValueError, OverflowError):
                continue
            if span and span[0] <= span[1]:
                found.append((match.start(), match.end(), About(span[0], span[1], match[0].strip())))
    if birthday and (own := re.search(r"\b(?:on|for) my birthday\b", text, re.I)):
        found.append((own.start(), own.end(), About(*_birthday(birthday, today, past), own[0])))
    kept: list[tuple[int, int, About]] = []
    for start, end, about in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, about))
    return tuple(about for _, _, about in sorted(kept, key=lambda f: f[0]))


def _birthday(birthday: tuple[int, int], today: date, past: bool) -> Span:
    days = []
    for year in range(today.year - 1, today.year + 2):
        last = calendar.monthrange(year, birthday[0])[1]
        days.append(date(year, birthday[0], min(birthday[1], last)))
    return _one([day for day in days if day < today][-1] if past else next(day for day in days if day >= today))
