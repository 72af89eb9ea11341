"""What comes again: "every Friday", "mornings", a birthday."""

from __future__ import annotations

import re

from memory.understand.words import MONTHS, WEEKDAYS, alternatives

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = alternatives(WEEKDAYS)
_EACH = r"(?:every single|every|each|most|ev'ry)"
_DAYS = re.compile(rf"\b({_DAY})(s|'s)?\b")
_RANGE = re.compile(rf"\b({_DAY})s? ?(?:to|till|until|-) ?({_DAY})s?\b")
_EXCEPT = re.compile(r"\b(?:except|but(?: not)?|apart from)\b.*")
_DAILY = re.compile(
    rf"\b{_EACH} (?:\w+ )?(?:day|morning|evening|night|afternoon|lunch\w*|dawn)s?\b"
    r"|\b(?:daily|nightly|everyday|mornings|evenings|nights|afternoons|all day)\b"
    r"|\b(?:a|per) (?:day|night)\b|\bmorning and (?:night|evening)\b|\bday and night\b"
)
_CLOCK = re.compile(
    r"^(?:(?:at|from|around|about|by|till|until|between|half|past|quarter|and|to|in the|a\.?m\.?|p\.?m\.?"
    r"|morning|evening|night|afternoon|noon|midnight|midday|lunch(?:time)?|dawn|o'?clock|sharp|\d{1,2}(?:[.:]\d\d)?"
    r"(?:am|pm)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b[ ,.-]*){1,8}$"
)
_OTHER = re.compile(
    r"\b(?:every|each) (?:other|second|third|2nd|3rd|few|couple|two|three|four|\d)\b|\balternate\b"
    rf"|\b(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:{_DAY})(?= of (?:the|each|every)| ?,|$)"
    r"|\b(?:twice|once|times) (?:a|per) (?:month|year)\b|\bfortnightly\b|\bmonthly\b"
)
_WEEKENDS = re.compile(rf"\b(?:weekends|{_EACH} weekend)\b")
_WORKDAYS = re.compile(rf"\b(?:weekdays|{_EACH} weekday|workdays)\b")
_ONE = re.compile(
    rf"\b(?:next|last|this|coming|past)\b|^(?:till|until|from|since|by|before|after)\b|\b(?:{_DAY}) week\b|\bthe \d"
)
_EACH_DAY = re.compile(
    rf"\b{_EACH}\b|\b(?:on )?an? (?:{_DAY})\b|\b(?:{_DAY})(?:s|'s)\b"
    rf"|\b(?:{_DAY}) (?:mornings|evenings|nights|afternoons)\b"
)

_FIGURES = re.compile(
    rf"\d(?:st|nd|rd|th)\b|\b(?:{alternatives(name for name in MONTHS if name != 'may')})\b"
    r"|(?:ieth|teenth|first|second|third)\b(?= of|,)"
)
_EVERY = re.compile(rf"\b{_EACH}\b|\b(?:{_DAY})(?:s|'s)\b")

HABITS = frozenset({"habit", "shift", "schedule", "member_of"})
"""Attributes whose day comes again, unless it is told as a plan."""


def comes_again(phrase: str, *, habit: bool) -> str | None:
    """ "weekly mon thu" or "daily" where `phrase`, in lower case, says so; None for a day of its own.

    A `habit` comes again where it names no more than a weekday or a time of the day.
    """
    if _OTHER.search(phrase):
        return None
    if days := _weekdays(phrase):
        if _FIGURES.search(phrase) and not _EVERY.search(phrase):
            return None
        if _EACH_DAY.search(phrase) or _RANGE.search(phrase) and habit or habit and not _ONE.search(phrase):
            return "weekly " + " ".join(NAMES[day] for day in days)
        return None
    if _WEEKENDS.search(phrase):
        return "weekly sat sun"
    if _WORKDAYS.search(phrase):
        return "weekly mon tue wed thu fri"
    if _DAILY.search(phrase) or habit and _CLOCK.match(phrase):
        return "daily"
    return None


def is_none_of_these(phrase: str) -> bool:
    """What comes again in a way that has no name here: every other week, the first Friday of the month."""
    return bool(_OTHER.search(phrase))


def _weekdays(phrase: str) -> list[int]:
    excepted = _EXCEPT.search(phrase)
    if excepted and _DAILY.search(phrase[: excepted.start()]):
        without = {WEEKDAYS[found[1]] for found in _DAYS.finditer(excepted[0])}
        return [day for day in range(7) if day not in without] if without else []
    days = {WEEKDAYS[found[1]] for found in _DAYS.finditer(phrase)}
    for found in _RANGE.finditer(phrase):
        first, last = WEEKDAYS[found[1]], WEEKDAYS[found[2]]
        days |= {(first + ahead) % 7 for ahead in range((last - first) % 7 + 1)}
    return sorted(days)
