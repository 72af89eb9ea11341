"""All days that words name, by the forms of this folder and the rules of `day_rules`."""

from __future__ import annotations

from collections.abc import Iterator

from memory.reading.days import figures, names
from memory.reading.days.forms import FORMS, Found, Setting
from memory.understand.day_nearby import before_sleep
from memory.understand.day_rules import RULES

__all__ = ["all_days", "figures", "names"]


def all_days(text: str, setting: Setting) -> list[Found]:
    """The days that `text`, in lower case, names, from left to right; the longest words at each place."""
    found = sorted(_every(text, setting), key=lambda one: (one.start - one.end, one.start))
    kept: list[Found] = []
    for each in found:
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def _every(text: str, setting: Setting) -> Iterator[Found]:
    for pattern, form, exact in FORMS:
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
