"""The rules for days that a text speaks of, each a pattern with an example: a new one is a new function with `@_rule`.

docs/days.md says what each phrase means, said on which day. Words that leave two readings keep both.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from memory.understand.spans import (
    SEASONS,
    Span,
    add_months,
    around,
    either,
    month_of,
    one,
    season,
    shift,
    week,
    weekend,
)
from memory.understand.words import MONTHS, NUMBERS, WEEKDAYS, alternatives

_DAY = alternatives(name for name in WEEKDAYS if name not in {"sat", "sun", "mon", "wed"})
_MONTH = alternatives(name for name in MONTHS if name not in {"may", "mar", "jun", "sep"}) + "|may|jun|sept?"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_COUNT = rf"\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?|" + alternatives(NUMBERS)
_ORDINALS = {word: number for number, word in enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"], start=1)} | \
    {f"twenty-{word}": 20 + number for number, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"], start=1)} | {"thirtieth": 30, "thirty-first": 31}
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{alternatives(_ORDINALS)})"
_SEASON = alternatives(SEASONS)
_FEASTS = {"christmas eve": (12, 24), "christmas": (12, 25), "xmas": (12, 25), "new year's eve": (12, 31),
           "new year's day": (1, 1), "new year's": (1, 1), "new year": (1, 1), "halloween": (10, 31),
           "valentine's day": (2, 14), "valentine's": (2, 14), "st patrick's day": (3, 17)}
_NOT_YET = re.compile(r"\b(?:haven't|hasn't|havent|hasnt|(?:have|has|'ve|'s) (?:not|never)|hadn't|first \w+)\b[^,.]*$", re.I)
# "Every single Sunday", "Sunday mornings", "Monday to Friday" are no day of their own.
_EACH_WEEK = re.compile(rf"(?:\b(?:every single|every other|each and every|a|an|most|not)|(?<!from )\b(?:{_DAY}) ?(?:to|through|thru|till|until|and|or|-)) ?$", re.I)
_EACH_WEEK_AFTER = re.compile(rf" (?:mornings|afternoons|evenings|nights)\b| ?(?:through|thru|-) ?(?:{_DAY})\b", re.I)
_TO_DAY = re.compile(rf"(?: (?:to|till|until|and|or)|,) (?:{_DAY})\b", re.I)
_NOT_THIS_ONE = re.compile(r",? not this (?:one|week|coming)\b", re.I)
_UP_TO_NOW = re.compile(r"^\W*(?:married|engaged|separated|divorced|retired|widowed)\b|\b(?:have|has|been)\b|'ve\b|\bhaven|\bhasn", re.I)
_JUST_OVER = timedelta(days=1)
"""What is named without a verb in the past may still be yesterday: "the party, 3 May" on 4 May."""
_LAST_YEARS = timedelta(days=7)
"""Nobody calls a feast of this week the last one: "last Christmas" on 26 December is a year ago."""
_TO_BE = re.compile(r"\b(?:will|to be|going to|gonna|'ll) (?:\w+ ){0,3}$", re.I)


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


def _number(text: str) -> int:
    text = " ".join(text.lower().replace("-", " ").split())
    first, *rest = text.split()
    if first in _TENS:
        return 20 + 10 * _TENS.index(first) + (NUMBERS[rest[0]] if rest else 0)
    return int(text) if text.isdigit() else NUMBERS.get(text, NUMBERS.get(first, 1))


def _nth_of(text: str) -> int:
    return _ORDINALS.get(text.lower()) or int(re.sub(r"\D", "", text))


@_rule("iso", r"(\d{4})-(\d{1,2})-(\d{1,2})", ("due 2027-01-05", "2027-01-05", "2027-01-05"))
def _iso(m: re.Match[str], today: date, past: bool) -> Span | None:
    return one(date(int(m[1]), int(m[2]), int(m[3])))


def _day_of(month: str, nth: str, year: str | None, today: date, past: bool) -> Span:
    number, day = MONTHS[month.lower()], _nth_of(nth)
    if not year and (number, day) == (2, 29):
        leap = [each for each in range(today.year - 8, today.year + 9) if calendar.isleap(each)]
        days = [date(each, 2, 29) for each in leap]
        return one([found for found in days if found <= today][-1] if past else next(found for found in days if found >= today - _JUST_OVER))
    if year:
        return one(date(int(year), number, day))
    found = date(today.year, number, day)
    if past and found > today:
        found = date(today.year - 1, number, day)
    elif not past and found < today - _JUST_OVER:
        found = date(today.year + 1, number, day)
    return one(found)


@_rule("month day", rf"(?:this )?({_MONTH})\.? (?:the )?({_NTH})(?:,? (\d{{4}}))?",
       ("on December 3rd", "2026-12-03", "2026-12-03"))
def _month_day(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _day_of(m[1], m[2], m[3] or (str(today.year) if m[0].lower().startswith("this ") else None), today, past)


@_rule("day month", rf"(?:the )?({_NTH}) (?:of |(?<![a-z]{{3}} ))({_MONTH})(?:,? (\d{{4}}))?",
       ("on the third of December", "2026-12-03", "2026-12-03"))
def _day_month(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _day_of(m[2], m[1], m[3], today, past)


@_rule("from day to day", rf"(?:from )?(?:the )?({_NTH}) ?(?:to|until|till|-) ?(?:the )?({_NTH}) (?:of )?({_MONTH})(?:,? (\d{{4}}))?",
       ("away from the 3rd to the 5th of December", "2026-12-03", "2026-12-05"))
def _days_of(m: re.Match[str], today: date, past: bool) -> Span | None:
    return _day_of(m[3], m[1], m[4], today, past)[0], _day_of(m[3], m[2], m[4], today, past)[1]


_OFFSETS = {"the day after tomorrow": 2, "the day before yesterday": -2, "tomorrow": 1, "yesterday": -1, "last night": -1}


@_rule("relative day", r"the day after tomorrow|the day before yesterday|today|tonight|tomorrow|yesterday|last night|"
       r"this (?:morning|afternoon|evening)", ("see you tomorrow", "2026-11-22", "2026-11-22"))
def _relative(m: re.Match[str], today: date, past: bool) -> Span | None:
    return one(today + timedelta(days=_OFFSETS.get(m[0].lower(), 0)))


def before_sleep(rule: DateRule, match: re.Match[str], today: date, past: bool) -> Span | None:
    """What is meant in the small hours of `today` by who has not slept: the day before may still be their "today".

    "Today" of what is past is that day; "tomorrow" and "on Saturday" may count from either day and keep both readings.
    """
    evening = today - timedelta(days=1)
    if rule is _relative and match[0].lower() not in _OFFSETS:
        return one(evening if past else today)
    awake, calendar_day = rule.resolve(match, evening, past), rule.resolve(match, today, past)
    if rule in (_relative, _weekday) and awake and calendar_day:
        return min(awake[0], calendar_day[0]), max(awake[1], calendar_day[1])
    return calendar_day


@_rule("weekday", rf"(?<!every )(?<!each )(?<!most )(?!(?<=the )(?:{_DAY}) (?:dread|scaries|blues|roast|paper|papers|school|league|service|shift|crowd|crossword|market|club|class|run)\b)(?:(next|last|this past|past|this coming|coming|this|on|since) )?({_DAY}|(?<=next )(?:sat|sun|mon|wed)"
       rf"|(?<=last )(?:sat|sun|mon|wed)|(?<=on )(?:sat|sun|mon|wed))(?! and \w+days)",
       ("an interview next tuesday", "2026-11-24", "2026-11-24"))
def _weekday(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, want = (m[1] or "").lower(), WEEKDAYS[m[2].lower()]
    before, after = m.string[: m.start()], m.string[m.end() :]
    if _EACH_WEEK.search(before) or _EACH_WEEK_AFTER.match(after) or _TO_DAY.match(after) and not before.lower().endswith("from "):
        return None
    if _NOT_THIS_ONE.match(after):
        return one(today + timedelta(days=(want - today.weekday() - 1) % 7 + 8))
    nearest = today + timedelta(days=(want - today.weekday() - 1) % 7 + 1)
    if which == "next":
        return either(one(nearest), one(week(today, 1)[0] + timedelta(days=want)))
    if "coming" not in which and (which in {"last", "past", "this past", "since"} or past and which != "this"):
        return one(today - timedelta(days=(today.weekday() - want - 1) % 7 + 1))
    if which == "this" and past:
        return one(today - timedelta(days=(today.weekday() - want) % 7))
    if which == "this" and want == today.weekday():
        return either(one(today), one(nearest))
    return one(nearest)


@_rule("weekday week", rf"({_DAY}) (next|last) week|(?:next|last) week(?: on)? ({_DAY})",
       ("monday next week", "2026-11-23", "2026-11-23"))
def _weekday_week(m: re.Match[str], today: date, past: bool) -> Span | None:
    weeks = -1 if "last" in m[0].lower() else 1
    return one(week(today, weeks)[0] + timedelta(days=WEEKDAYS[(m[1] or m[3]).lower()]))


@_rule("week after", rf"({_DAY}|today|tomorrow) week|(?<!once )(?<!twice )(?<!times )(a week|(?:{_COUNT}) weeks? (?:on|from))(?: (?:on|from))? ({_DAY}|today|tomorrow)",
       ("the interview is a week on wednesday", "2026-12-02", "2026-12-02"))
def _week_after(m: re.Match[str], today: date, past: bool) -> Span | None:
    day = (m[1] or m[3]).lower()
    ahead = {"today": 0, "tomorrow": 1}[day] if day in {"today", "tomorrow"} else (WEEKDAYS[day] - today.weekday() - 1) % 7 + 1
    return one(today + timedelta(days=ahead, weeks=_number(m[2].partition(" week")[0]) if m[2] else 1))


@_rule("period", r"(?<!my )(?<!our )(?<!his )(?<!her )(next|last|this|this past|past|this coming|the coming|coming) (week|weekend|month|year)",
       ("last weekend", "2026-11-14", "2026-11-15"))
def _period(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, unit = m[1].lower(), m[2].lower()
    step = 1 if which == "next" else -1 if which in {"last", "past", "this past"} else 0
    if unit == "week":
        return week(today, step)
    if unit == "weekend" and which == "next" and not weekend(today)[0] <= today:
        return either(weekend(today), weekend(today, 1))
    if unit == "weekend" and which == "this" and past and today < weekend(today)[0]:
        return weekend(today, -1)
    if unit == "weekend":
        return weekend(today, step)
    if unit == "month":
        day = add_months(today.replace(day=1), step)
        return month_of(day.year, day.month)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


@_rule("season", rf"(next|last|this|this past|this coming|in the|in|over the) ({_SEASON})(?: of)?(?: (\d{{4}}))?",
       ("last summer", "2026-06-01", "2026-08-31"))
def _season_of(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, name = m[1].lower(), m[2].lower()
    if m[3]:
        return season(int(m[3]), name)
    if which.startswith(("in", "over")) and not past:
        return None
    spans = [season(year, name) for year in range(today.year - 2, today.year + 3)]
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
    day = shift(today, _number(count), unit)
    return one(day) if unit.lower().startswith(("day", "week", "fort")) else around(day, unit)


@_rule("ago", rf"(?:about |around )?({_COUNT})(?: of)? (days?|weeks?|fortnights?|months?|years?|decades?) (?:ago|back|before)",
       ("three days ago", "2026-11-18", "2026-11-18"))
def _ago(m: re.Match[str], today: date, past: bool) -> Span | None:
    return around(shift(today, -_number(m[1]), m[2]), m[2])


@_rule("lasting", rf"(?:for|over|in) (?:about |around |almost |nearly |over |the (?:last|past) )?({_COUNT})(?: of)? "
       r"(days?|weeks?|months?|years?|decades?)(?: now)?|(?:over |for |in )?the (?:last|past) (?:few |couple of )?(days|weeks|months|years)",
       ("married for three years", "2023-11-21", "2026-11-21"))
def _lasting(m: re.Match[str], today: date, past: bool) -> Span | None:
    before = m.string[: m.start()]
    if re.search(r"\bfirst \w+ $", before, re.I) or m[0].lower().startswith("for ") and (past and not _UP_TO_NOW.search(m.string) or _TO_BE.search(before)):
        return None  # "she studied there for a year": nobody can say when
    return shift(today, -_number(m[1] or "a few"), m[2] or m[3]), today


@_rule("since", rf"since (?:(?:the )?({_MONTH}) ?)?(\d{{4}})?", ("I work there since 2019", "2019-01-01", "2026-11-21"))
def _since(m: re.Match[str], today: date, past: bool) -> Span | None:
    if m[1]:
        month = MONTHS[m[1].lower()]
        return date(int(m[2]) if m[2] else today.year - (month > today.month), month, 1), today
    return (date(int(m[2]), 1, 1), today) if m[2] else None


@_rule("month", rf"(?:(next|last|this|early|late|mid|in|by|until|till|back in|of|is|during) )(?!may (?:get|be|have|not|take|seem|help|sound|look|make|come|well|also|cause|never|even|only|just|go|work|mean|need)\b)({_MONTH})(?:,? (\d{{4}}))?|({_MONTH}) (\d{{4}})",
       ("we met in May", "2026-05-01", "2026-05-31"))
def _month_of(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, month = (m[1] or "").lower(), MONTHS[(m[2] or m[4]).lower()]
    if m[3] or m[5]:
        return month_of(int(m[3] or m[5]), month)
    if which in {"last", "back in"} or past and which not in {"next", "this"}:
        return month_of(today.year - (month >= today.month if which == "last" else month > today.month), month)
    return month_of(today.year + (month <= today.month if which == "next" else month < today.month), month)


@_rule("year", r"(?:in|since|back in|during|around|until) ((?:19|20)\d{2})", ("I moved in 2019", "2019-01-01", "2019-12-31"))
def _year(m: re.Match[str], today: date, past: bool) -> Span | None:
    return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)


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


@_rule("the nth", r"(?:on|by|until|till) the (\d{1,2})(?:st|nd|rd|th)|^the (\d{1,2})(?:st|nd|rd|th)(?=\W*$)",
       ("my flight is on the 28th", "2026-11-28", "2026-11-28"))
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


@_rule("the nth of the month", rf"(?:the )?({_NTH}) of (next|last|this) month", ("the 3rd of next month", "2026-12-03", "2026-12-03"))
def _nth_of_month(m: re.Match[str], today: date, past: bool) -> Span | None:
    month = add_months(today.replace(day=1), {"next": 1, "last": -1}.get(m[2].lower(), 0))
    return one(month.replace(day=_nth_of(m[1])))
