"""The days that words mean, counted from when they were said: "friday" of a plan is the coming one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from memory.models import About
from memory.reading.days.feasts import FEASTS
from memory.reading.days.forms import Found, Setting
from memory.reading.days.lengths import AHEAD, LASTS, NOW, STAY, clock_day, number_of, unit_of
from memory.reading.days.phrase import NAMED_MONTH, is_of_something, month_in, plain_words
from memory.reading.days.repeats import HABITS, comes_again, is_none_of_these
from memory.reading.days.search import all_days
from memory.reading.reading import Modality
from memory.understand.dates import is_night
from memory.understand.spans import Span, one, shift
from memory.understand.tense import is_ahead_of, is_past
from memory.understand.words import alternatives

_FROM = re.compile(r"^(?:ever since|since|from|starting(?: from| on)?|as of|beginning|effective) (?=\S)")
_TILL = re.compile(r"^(?:till|until|up to|to) (?=\S)")
_BEFORE, _AFTER, _BY = re.compile(r"^before "), re.compile(r"^after "), re.compile(r"^by ")
_FEAST_OF_LIFE = re.compile(r"\b(?:birthdays?|bday|anniversar\w+|name ?day|turn(?:s|ed|ing)?|born)\b", re.I)
_NAMED = re.compile(rf"{NAMED_MONTH.pattern}|\b(?:{alternatives(FEASTS)}|christmas|xmas|new year)\b")
_NTH = re.compile(r"\d(?:st|nd|rd|th)$")


STATES = frozenset(
    ["home", "employer", "school", "job", "lives_with", "partner", "medicine", "condition", "shift", "member_of"]
    + ["marital_status"]
)
"""Attributes that go on from the day that is told with them."""


@dataclass(frozen=True)
class When:
    """The days, what comes again, and whether it began then and goes on."""

    about: About | None = None
    repeats: str | None = None
    goes_on: bool = False


NEVER = When()


def read_when(
    phrase: str,
    *,
    said_at: datetime,
    modality: Modality = "holds",
    attribute: str = "",
    clause: str = "",
    before: str = "",
    after: str = "",
) -> When:
    """What `phrase` means, said at `said_at` on the person's clock of what has `modality`.

    What holds has happened, so that its "friday" is the last one, but that of "new job, start friday". `clause` is what
    it stands in, `before` what was said before it, `after` what follows it there.
    """
    words = plain_words(phrase)
    if not words or _NTH.search(words) and not NAMED_MONTH.search(words) and is_of_something(after):
        return NEVER
    habit = modality == "habit" or modality == "holds" and attribute in HABITS
    ahead = modality == "holds" and phrase in clause and is_ahead_of(clause, clause.index(phrase) + len(phrase))
    past = is_past(clause) if modality == "hearsay" else modality in {"holds", "was"} and not ahead
    setting = Setting(
        said_at.date(), past, is_night(said_at), said_at.hour + said_at.minute / 60, month_in(words, before)
    )
    yearly = attribute == "birthday" or bool(_FEAST_OF_LIFE.search(clause)) and attribute in {"event", "age", "other"}
    again = comes_again(words, habit=habit)
    if again or is_none_of_these(words):
        return When(None, again)
    found, goes_on = _days(words, setting)
    if found is None:
        return NEVER
    about = About(*found, phrase.strip(" .,;:!?"))
    comes = attribute == "birthday" or yearly and past or habit and _NAMED.search(words) is not None
    if comes and found[0] == found[1] and not goes_on:
        return When(about, f"yearly {found[0]:%m-%d}")
    began = modality == "holds" and attribute in STATES and found[0] == found[1] < setting.today
    return When(about, None, goes_on or began)


def _days(words: str, setting: Setting) -> tuple[Span | None, bool]:
    """The days, and whether what is told of them goes on."""
    today = setting.today
    if (lasts := LASTS.match(words)) and (setting.past or words.endswith(" now")):
        return (shift(today, -number_of(lasts[1]), unit_of(lasts[2])), today), True
    if stay := STAY.match(words):
        begin = _named(stay["from"] or stay["day"], setting)
        if begin:
            count, unit = number_of(stay["count"] or stay["count2"]), unit_of(stay["unit"] or stay["unit2"])
            return (begin[0], shift(begin[0], count, unit)), False
    if ahead := AHEAD.match(words):
        return one(shift(today, number_of(ahead[1]), unit_of(ahead[2]))), False
    if clock := clock_day(words, setting):
        return clock, False
    if NOW.match(words):
        return one(today), False
    if begun := _FROM.match(words):
        past = setting.past or "since" in begun[0]
        return _from(words[begun.end() :], replace(setting, past=past))
    if till := _TILL.match(words):
        days = _named(words[till.end() :], replace(setting, past=False))
        return (min(today, days[1]), days[1]) if days else None, False
    if before := _BEFORE.match(words):
        days = _named(words[before.end() :], setting)
        if days is None:
            return None, False
        last = days[0] - timedelta(days=1)
        return (one(last) if setting.past or last < today else (today, last)), False
    if after := _AFTER.match(words):
        days = _named(words[after.end() :], setting)
        return (one(days[1] + timedelta(days=1)) if days else None), True
    if by := _BY.match(words):
        days = _named(words[by.end() :], setting)
        return (one(days[0]) if days else None), False
    return _named(words, setting), False


def _from(words: str, setting: Setting) -> tuple[Span | None, bool]:
    """ "Since May" began then; "from the 3rd to the 5th" ends, too."""
    found = all_days(words, setting)
    if not found and (lasts := LASTS.match(words)):
        return (shift(setting.today, -number_of(lasts[1]), unit_of(lasts[2])), setting.today), True
    if len(found) > 1 and re.search(r"\b(?:to|till|until)\b|-", words[found[0].end : found[1].start]):
        return (found[0].days[0], max(found[0].days[1], found[1].days[1])), False
    days = _named(words, setting)
    if days is None:
        return None, False
    if len(found) == 1 and re.search(r"\b(?:to|till|until)\b|\d-\d", words[found[0].start : found[0].end]):
        return days, False
    return (days[0], setting.today if setting.past and days[0] <= setting.today else days[0]), True


def _named(words: str, setting: Setting) -> Span | None:
    """The days that are named, all taken together: "next tuesday, the 20th" is one day, "the 1st to the 3rd" three."""
    found = all_days(words, setting)
    if len(found) < 2:
        return found[0].days if found else None
    first, second = found[0], found[1]
    between = words[first.end : second.start]
    if re.search(r"\b(?:to|till|until)\b|-", between) or (
        first.exact == second.exact and re.fullmatch(r"\s*(?:and|&|or|,|\+)?\s*(?:on )?(?:the )?", between)
    ):
        days = _together(first, second, words)
        if days:
            return days
    exact = [one for one in found if one.exact]
    return min(exact or found, key=lambda one: one.days[1] - one.days[0]).days


def _together(first: Found, second: Found, words: str) -> Span | None:
    """From the one to the other; a day of the month without its month takes that of the other."""
    begin, end = first.days[0], second.days[1]
    named = [bool(NAMED_MONTH.search(words[one.start : one.end])) for one in (first, second)]
    if first.exact and second.exact and named == [False, True]:
        month = end if begin.day <= end.day else end.replace(day=1) - timedelta(days=1)
        begin = begin if month.day < begin.day and begin.day > 28 else month.replace(day=begin.day)
    if first.exact and second.exact and named == [True, False] and begin.day <= end.day:
        end = begin.replace(day=end.day)
    return (begin, end) if begin <= end and (end - begin).days < 400 else None
