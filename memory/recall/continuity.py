"""Choose the one memory that is worth coming back to unasked: what is over, what is near, or what fits what is said.

Never one that is sensitive or that the person would rather not be asked about, and none twice in a row. `now` is always
on the person's clock: its time zone says on which of their days something was told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from memory.models import Match, Memory, Move, Use
from memory.understand.dates import SMALL_HOURS

ASKED_AFTER_DAYS = 60
"""A plan is asked after this many days at most: later, the question would be odd."""

LONGEST_PLAN = timedelta(days=7)
"""What is about a longer time, such as "this year", is no plan of which one could ask how it went."""

NEAR_DAYS = 7
"""A day is near when it is at most this many days ahead."""

RECENT = timedelta(days=1)
"""What was said within this time is not said again unasked."""

EARLIER = timedelta(hours=1)
"""What was told within this time belongs to the conversation that goes on, and is not news in it."""

FITS = 0.42
"""Cosine from which a memory fits what is being said: 20 of 30 that do, none of 870 that do not
(benchmarks/continuity.py)."""

_OVER = re.compile(r"\bI(?:'m| am| feel| had| was| did| got| went| saw| met| ate| (?!need)\w{2,}ed)\b", re.IGNORECASE)
"""Words by which something of today is told as over, or as how somebody is."""

_STARTS = re.compile(r"\b(?:starting|from|since|as of) (?:today|now|tonight|tomorrow|next)\b", re.IGNORECASE)
"""Words by which something is told that begins and goes on, so that there is no day after it."""

MATTERS = ("goals", "plans", "study", "work", "habits", "pets", "tastes", "other", "places", "people")
"""The groups of memories, those that say most about what matters to somebody first."""

LOOKED_AT = 40
"""How many memories are weighed at most before a greeting goes without one."""

_AHEAD = re.compile(
    r"\b(?:will|going to|gonna|next|tomorrow|tonight|this|have an?|on \d+|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|'(?:ll|d)\b",
    re.IGNORECASE,
)
"""Words by which something ahead is told, and not what is so again and again."""

_NO_PLANS = frozenset({"name", "age", "birthday", "status", "marital"})
"""Attributes whose days are not to be asked after: whether a birthday was celebrated or dreaded is not for us to
assume."""


@dataclass(frozen=True)
class Choice:
    """`why` it comes up: its day has passed, its day is near, a goal is due for a check-in, it fits, or it was told
    last."""

    memory: Memory
    why: Literal["passed", "near", "goal", "fits", "last"]


def may_be_raised(memories: Sequence[Memory], moves: Sequence[Move]) -> list[Memory]:
    """The memories that may come up unasked at all."""
    declined = {move.memory_id for move in moves if move.answer == "declined" or move.kind == "silence"}
    barred = {memory.quote for memory in memories if memory.id in declined}
    return [
        memory
        for memory in memories
        if memory.status == "current"
        and memory.sensitivity is None
        and memory.quote not in barred
        and not is_name(memory)
    ]


def is_name(memory: Memory) -> bool:
    """What the person is called."""
    return memory.slot is not None and memory.slot.key == ("self", "name")


def unsaid(memories: Sequence[Memory], uses: Sequence[Use], name_id: str | None = None) -> list[Memory]:
    """Those that neither the last reply that drew on any drew on, nor the last greeting: nothing comes up twice in a
    row.

    `uses` come the latest first. A greeting draws on the name, `name_id`, and on one thing beside it.
    """
    replies: dict[str, set[str]] = {}
    for use in uses:
        replies.setdefault(use.reply_id, set()).add(use.memory_id)
    greeting = next((drawn for drawn in replies.values() if name_id in drawn and len(drawn) == 2), set[str]())
    said_last = next(iter(replies.values()), set[str]()) | greeting
    return [memory for memory in memories if memory.id not in said_last]


def passed(memories: Sequence[Memory], moves: Sequence[Move], now: datetime) -> Choice | None:
    """A plan whose day has passed and that was not asked after yet, the latest first.

    An evening lasts into the small hours: at half past midnight nobody is asked how the party went.
    """
    today = (now.replace(tzinfo=None) - SMALL_HOURS).date()
    asked_ids = {move.memory_id for move in moves if move.kind == "follow_up"}
    asked = {memory.quote for memory in memories if memory.id in asked_ids}
    due = [
        memory
        for memory in memories
        if is_plan(memory, now.tzinfo)
        and memory.about
        and is_on_days(memory)
        and memory.about.to < today <= memory.about.to + timedelta(days=ASKED_AFTER_DAYS)
        and memory.quote not in asked
    ]
    return _choice(max(due, key=lambda memory: memory.about.to if memory.about else date.min, default=None), "passed")


def is_on_days(memory: Memory) -> bool:
    """Whether it is about days, and not about a season or "this year"."""
    return memory.about is not None and memory.about.to - memory.about.begins <= LONGEST_PLAN


def is_plan(memory: Memory, zone: tzinfo | None) -> bool:
    """Its day was still ahead when it was told, or it was later on the same day, by the person's clock."""
    told_on = memory.told_at.astimezone(zone).date()
    dated = memory.about is not None and (
        memory.about.to > told_on or (memory.about.to == told_on and _OVER.search(memory.quote) is None)
    )
    return (
        dated
        and not is_lasting(memory)
        and _STARTS.search(memory.quote) is None
        and (memory.slot is None or memory.slot.attribute not in _NO_PLANS)
    )


def is_lasting(memory: Memory) -> bool:
    """It is so again and again, whatever day its words name: "I like swimming even in October"."""
    return memory.category in ("tastes", "habits") and _AHEAD.search(memory.quote) is None


def is_timely(memory: Memory, now: datetime) -> bool:
    """A plan that may be due to be mentioned or asked after."""
    plan = memory.about if is_plan(memory, now.tzinfo) else None
    return plan is not None and plan.to + timedelta(ASKED_AFTER_DAYS) >= now.date()


def near(memories: Sequence[Memory], now: datetime) -> Choice | None:
    """A plan whose day is today or near, the nearest first."""
    today, last = now.date(), now.date() + timedelta(NEAR_DAYS)
    coming = [m for m in memories if is_plan(m, now.tzinfo) and m.about and today <= m.about.from_ <= last]
    return _choice(
        min(coming, key=lambda memory: memory.about.from_ if memory.about else date.max, default=None), "near"
    )


def is_over(memory: Memory, now: datetime) -> bool:
    """Whether it is a plan whose day has passed."""
    return memory.about is not None and memory.about.to < now.date() and is_plan(memory, now.tzinfo)


def goal(memories: Sequence[Memory], moves: Sequence[Move], now: datetime, check_in_days: int | None) -> Choice | None:
    """A goal that was told, or last asked after, as many days ago as the person chose."""
    if check_in_days is None:
        return None
    asked = {move.memory_id: move.made_at for move in reversed(moves) if move.kind == "check_in"}
    since = {m.id: asked.get(m.id, m.told_at) for m in memories if m.category == "goals"}
    latest = now.date() - timedelta(days=check_in_days)  # by days, not by hours: a week has 167 where clocks go forward
    due = [m for m in memories if m.id in since and since[m.id].astimezone(now.tzinfo).date() <= latest]
    return _choice(min(due, key=lambda memory: since[memory.id], default=None), "goal")


def fitting(matches: Sequence[Match], allowed: Sequence[Memory], now: datetime) -> Choice | None:
    """The memory nearest to what is being said, where one is near enough and was not said recently."""
    ids = {memory.id for memory in allowed if not _recent(memory, now) and now - memory.told_at >= EARLIER}
    found = next((match.memory for match in matches if match.memory.id in ids and match.score >= FITS), None)
    return _choice(found, "fits")


def last(
    memories: Sequence[Memory], now: datetime, is_worth: Callable[[Memory], bool] = lambda memory: True
) -> Choice | None:
    """What is worth it and came up least; of those what matters most, the one told last first.

    Nothing whose day has passed, and nothing said recently.
    """
    quiet = [m for m in memories if not _recent(m, now) and not is_over(m, now)]
    quiet.sort(key=lambda m: (m.used.count, _rank(m.category), -m.told_at.timestamp()))
    return _choice(next((memory for memory in quiet[:LOOKED_AT] if is_worth(memory)), None), "last")


def _rank(category: str) -> int:
    return MATTERS.index(category) if category in MATTERS else len(MATTERS)


def _recent(memory: Memory, now: datetime) -> bool:
    return memory.used.last_at is not None and now - memory.used.last_at < RECENT


def _choice(memory: Memory | None, why: Literal["passed", "near", "goal", "fits", "last"]) -> Choice | None:
    return Choice(memory, why) if memory else None
