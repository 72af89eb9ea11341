"""Days in words, as a person would say them: "today", "on Tuesday", "on 8 November"."""

from __future__ import annotations

from datetime import date, timedelta

from memory.models import Memory
from memory.recall.continuity import is_lasting, is_plan

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


def ahead(day: date, today: date) -> str:
    """How far ahead a day is: "Today", "Tomorrow", or "In 3 days"."""
    days = (day - today).days
    return {0: "Today", 1: "Tomorrow"}.get(days, f"In {days} days")


def about(memory: Memory, today: date) -> str:
    """The day or days that a memory is about, where its words named some: "27 October", "3 May to 9 May"."""
    if memory.about is None or is_lasting(memory) or memory.about.to - memory.about.from_ > LONGEST_DATED:
        return ""
    first, last = in_words(memory.about.from_, today), in_words(memory.about.to, today)
    return first if first == last else f"{first} to {last}"


def plan_on(memory: Memory, today: date) -> str:
    """The day of a plan, for a wrong one to be seen at once: "today", "Tuesday, 1 December"; else empty."""
    if not is_plan(memory) or not memory.about or memory.about.from_ != memory.about.to:
        return ""
    day = memory.about.from_
    return {0: "today", 1: "tomorrow"}.get((day - today).days) or f"{day:%A}, {in_words(day, today)}"


def is_past(memory: Memory, today: date) -> bool:
    """It holds no longer, or was a plan whose day is over: only the words of that time still say it rightly."""
    over = memory.about is not None and memory.about.to < today
    return memory.status != "current" or (is_plan(memory) and over)
