"""Days in words, as a person would say them: "today", "on Tuesday", "on 8 November"."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from memory.models import About, Memory
from memory.recall.continuity import is_lasting, is_over, is_plan
from memory.understand.dates import is_night

WEEK_DAYS = 7
"""A day as many days ago has the same name as today, so it needs its date."""

LONGEST_DATED = timedelta(days=31)
"""What is about a longer time has its words to say when: "in the spring", "in 2019"."""


def in_words(day: date, today: date) -> str:
    """ "8 November", with the year where it is another than this one."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def on(day: date, today: date) -> str:
    """When something was told: "today", "yesterday", "on Tuesday", "on 8 November"."""
    ago = (today - day).days
    if 1 < ago < WEEK_DAYS:
        return f"on {day:%A}"
    return {0: "today", 1: "yesterday"}.get(ago) or f"on {in_words(day, today)}"


def ahead(about: About, now: datetime) -> str:
    """How far ahead days are: "Today", "Tomorrow", "In 3 days"; of two readings both: "Tomorrow or in 8 days"."""
    starts = [about.from_] if about.either is None else [first for first, _ in about.either]
    if is_night(now):  # "tomorrow" has two meanings then
        return "On " + " or ".join(on_date(day, now) for day in starts)
    days = [(day - now.date()).days for day in starts]
    said = " or ".join({0: "today", 1: "tomorrow"}.get(n, f"in {n} days") for n in days)
    return said[0].upper() + said[1:]


def about(memory: Memory, today: date) -> str:
    """The day or days that a memory is about, where its words named some: "27 October", "3 May to 9 May"."""
    if memory.about is None or is_lasting(memory) or memory.about.to - memory.about.from_ > LONGEST_DATED:
        return ""
    if memory.about.either:
        return " or ".join(span(*days, today) for days in memory.about.either)
    return span(memory.about.from_, memory.about.to, today)


def span(first: date, last: date, today: date) -> str:
    """ "3 May", or "3 May to 9 May"."""
    return in_words(first, today) if first == last else f"{in_words(first, today)} to {in_words(last, today)}"


def on_date(day: date, now: datetime) -> str:
    """ "Tuesday, 1 December"."""
    return f"{day:%A}, {in_words(day, now.date())}"


def plan_on(memory: Memory, now: datetime) -> str:
    """The day of a plan, for a wrong one to be seen at once: "today", "Tuesday, 1 December"; else empty."""
    if either := readings(memory, now):
        return " or ".join(either)
    if not is_plan(memory, now.tzinfo) or not memory.about or memory.about.from_ != memory.about.to:
        return ""
    day = memory.about.from_
    near = {} if is_night(now) else {0: "today", 1: "tomorrow"}
    return near.get((day - now.date()).days) or on_date(day, now)


def readings(memory: Memory, now: datetime) -> tuple[str, str] | None:
    """Both days that a plan may be on, where its words leave that open: "Tuesday, 1 December" and a week later."""
    if memory.about is None or memory.about.either is None or not is_plan(memory, now.tzinfo):
        return None
    ((first, first_to), (second, second_to)) = memory.about.either
    if second < now.date():
        return None
    if first != first_to:
        return span(first, first_to, now.date()), span(second, second_to, now.date())
    return on_date(first, now), on_date(second, now)


def is_past(memory: Memory, now: datetime) -> bool:
    """It holds no longer, or was a plan whose day is over: only the words of that time still say it rightly."""
    return memory.status != "current" or is_over(memory, now)
