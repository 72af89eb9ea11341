"""Rules for days that are named as seen from today: tomorrow, next Friday; also before sleep, in the small hours."""

from __future__ import annotations

import re
from datetime import date, timedelta

from memory.understand.date_rule import DateRule, adding_to
from memory.understand.day_words import COUNT, number
from memory.understand.spans import Span, either, one, week
from memory.understand.words import WEEKDAYS, alternatives

RULES: list[DateRule] = []
_rule = adding_to(RULES)

_DAY = alternatives(name for name in WEEKDAYS if name not in {"sat", "sun", "mon", "wed"})
_OFFSETS = {
    "day after tomorrow": 2,
    "day before yesterday": -2,
    "tomorrow": 1,
    "yesterday": -1,
    "last night": -1,
}
# "Every single Sunday", "Sunday mornings", "Monday to Friday" are no day of their own.
_EACH_WEEK = re.compile(
    r"(?:\b(?:every single|every other|each and every|a|an|most|not)"
    rf"|(?<!from )\b(?:{_DAY}) ?(?:to|through|thru|till|until|and|or|-)) ?$",
    re.I,
)
_EACH_WEEK_AFTER = re.compile(rf" (?:mornings|afternoons|evenings|nights)\b| ?(?:through|thru|-) ?(?:{_DAY})\b", re.I)
_TO_DAY = re.compile(rf"(?: (?:to|till|until|and|or)|,) (?:{_DAY})\b", re.I)
_NOT_THIS_ONE = re.compile(r",? not this (?:one|week|coming)\b", re.I)


@_rule(
    "relative day",
    r"(?:the )?day after tomorrow|(?:the )?day before yesterday|today|tonight|tomorrow|yesterday|last night|"
    r"this (?:morning|afternoon|evening)",
    ("see you tomorrow", "2026-11-22", "2026-11-22"),
)
def _relative(m: re.Match[str], today: date, past: bool) -> Span | None:
    return one(today + timedelta(days=_OFFSETS.get(m[0].lower().removeprefix("the "), 0)))


@_rule(
    "weekday",
    rf"(?<!every )(?<!each )(?<!most )(?!(?<=the )(?:{_DAY}) "
    r"(?:dread|scaries|blues|roast|paper|papers|school|league|service|shift|crowd|crossword|market|club"
    r"|class|run)\b)(?:(next|last|this past|past|this coming|coming|this|on|since) )?"
    rf"({_DAY}|(?<=next )(?:sat|sun|mon|wed)"
    rf"|(?<=last )(?:sat|sun|mon|wed)|(?<=on )(?:sat|sun|mon|wed))(?! and \w+days)",
    ("an interview next tuesday", "2026-11-24", "2026-11-24"),
)
def _weekday(m: re.Match[str], today: date, past: bool) -> Span | None:
    which, want = (m[1] or "").lower(), WEEKDAYS[m[2].lower()]
    before, after = m.string[: m.start()], m.string[m.end() :]
    if (
        _EACH_WEEK.search(before)
        or _EACH_WEEK_AFTER.match(after)
        or _TO_DAY.match(after)
        and not before.lower().endswith("from ")
    ):
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


@_rule(
    "weekday week",
    rf"({_DAY}) (next|last) week|(?:next|last) week(?: on)? ({_DAY})",
    ("monday next week", "2026-11-23", "2026-11-23"),
)
def _weekday_week(m: re.Match[str], today: date, past: bool) -> Span | None:
    weeks = -1 if "last" in m[0].lower() else 1
    return one(week(today, weeks)[0] + timedelta(days=WEEKDAYS[(m[1] or m[3]).lower()]))


@_rule(
    "week after",
    rf"({_DAY}|today|tomorrow) week|(?<!once )(?<!twice )(?<!times )"
    rf"(a week|(?:{COUNT}) weeks? (?:on|from))(?: (?:on|from))? ({_DAY}|today|tomorrow)",
    ("the interview is a week on wednesday", "2026-12-02", "2026-12-02"),
)
def _week_after(m: re.Match[str], today: date, past: bool) -> Span | None:
    day = (m[1] or m[3]).lower()
    ahead = (
        {"today": 0, "tomorrow": 1}[day]
        if day in {"today", "tomorrow"}
        else (WEEKDAYS[day] - today.weekday() - 1) % 7 + 1
    )
    return one(today + timedelta(days=ahead, weeks=number(m[2].partition(" week")[0]) if m[2] else 1))


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
