"""Resolve the days that a text speaks of against the day on which it was said: all mentions, the longest at each
place."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from memory.models import About
from memory.understand.day_nearby import before_sleep
from memory.understand.day_rules import RULES
from memory.understand.tense import is_past_around

SMALL_HOURS = timedelta(hours=4)
"""So long after midnight somebody may still be awake, for whom the day before is not over."""


def is_night(moment: datetime) -> bool:
    """Whether it is between midnight and the end of the small hours, on the clock of `moment`."""
    return moment.hour < SMALL_HOURS.total_seconds() / 3600


def find(text: str, today: date, *, night: bool = False) -> tuple[About, ...]:
    """The mentions of days in `text`, said on `today`, at `night` in its small hours."""
    found: list[tuple[int, int, About]] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            try:
                over = is_past_around(text, match.start(), match.end())
                span = before_sleep(rule, match, today, over) if night else rule.resolve(match, today, over)
            except (ValueError, OverflowError):
                continue
            if span and span[0] <= span[1]:
                found.append((match.start(), match.end(), About(span[0], span[1], match[0].strip())))
    kept: list[tuple[int, int, About]] = []
    for start, end, about in sorted(found, key=lambda f: (f[0] - f[1], f[0])):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, about))
    return tuple(about for _, _, about in sorted(kept, key=lambda f: f[0]))
