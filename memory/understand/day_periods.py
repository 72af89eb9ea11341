"""Rules for weeks, months, seasons and years: last weekend, this spring, since 2019."""

from __future__ import annotations

import re
from datetime import date

from memory.understand.date_rule import DateRule, adding_to
from memory.understand.day_words import MONTH
from memory.understand.spans import SEASONS, Span, add_months, either, month_of, season, week, weekend
from memory.understand.words import MONTHS, alternatives

RULES: list[DateRule] = []
_rule = adding_to(RULES)

_SEASON = alternatives(SEASONS)


@_rule(
    "period",
    r"(?<!my )(?<!our )(?<!his )(?<!her )(next|last|this|this past|past|this coming|the coming|coming) "
    r"(week|weekend|month|year)",
    ("last weekend", "2026-11-14", "2026-11-15"),
)
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


@_rule(
    "season",
    rf"(next|last|this|this past|this coming|in the|in|over the) ({_SEASON})(?: of)?(?: (\d{{4}}))?",
    ("last summer", "2026-06-01", "2026-08-31"),
)
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


@_rule("since", rf"since (?:(?:the )?({MONTH}) ?)?(\d{{4}})?", ("I work there since 2019", "2019-01-01", "2026-11-21"))
def _since(m: re.Match[str], today: date, past: bool) -> Span | None:
    if m[1]:
        month = MONTHS[m[1].lower()]
        return date(int(m[2]) if m[2] else today.year - (month > today.month), month, 1), today
    return (date(int(m[2]), 1, 1), today) if m[2] else None


@_rule(
    "month",
    r"(?:(next|last|this|early|late|mid|in|by|until|till|back in|of|is|during) )"
    r"(?!may (?:get|be|have|not|take|seem|help|sound|look|make|come|well|also|cause|never|even|only|just"
    rf"|go|work|mean|need)\b)({MONTH})(?:,? (\d{{4}}))?|({MONTH}) (\d{{4}})",
    ("we met in May", "2026-05-01", "2026-05-31"),
)
def _month_of(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, month = (m[1] or "").lower(), MONTHS[(m[2] or m[4]).lower()]
    if m[3] or m[5]:
        return month_of(int(m[3] or m[5]), month)
    if which in {"last", "back in"} or past and which not in {"next", "this"}:
        return month_of(today.year - (month >= today.month if which == "last" else month > today.month), month)
    return month_of(today.year + (month <= today.month if which == "next" else month < today.month), month)


@_rule(
    "year",
    r"(?:in|since|back in|during|around|until) ((?:19|20)\d{2})",
    ("I moved in 2019", "2019-01-01", "2019-12-31"),
)
def _year(m: re.Match[str], today: date, past: bool) -> Span | None:
    return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)
