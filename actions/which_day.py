"""One question where the words of a plan leave two days open: "next Tuesday", said on a Monday.

Until it is answered, and where it is not, both days are kept and said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from actions import days
from actions.reply import Reply
from actions.turn import Turn
from memory.models import Memory, Move
from memory.service import MemoryService
from memory.understand import dates

ITEM = "utter_ask_which_day"
ANSWERED = "which_day"

ALONE = 6
"""An answer of as many words at most says nothing but the day, and is no memory of its own."""

Days = tuple[date, date]

_FIRST = re.compile(r"\b(?:first|former|earlier|sooner|nearer|nearest|closer|closest|coming)\b", re.IGNORECASE)
_SECOND = re.compile(r"\b(?:second|latter|later|other|further|farther|after)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?![:.]\d| ?(?:am|pm|o'clock|h)\b)", re.IGNORECASE)


def undecided(reply: Reply, noted: Sequence[Memory]) -> Memory | None:
    """The one plan among what was noted whose words may mean either of two days; None where there are two plans."""
    plans = [memory for memory in noted if days.readings(memory, reply.now)]
    return plans[0] if len({memory.about for memory in plans}) == 1 else None


def ask_which_day(reply: Reply, plan: Memory) -> None:
    """Asks on which of its two days a plan is."""
    said = days.readings(plan, reply.now)
    if said is None or plan.about is None:
        return
    first, second = said
    buttons = [_button(first, 0), _button(second, (plan.about.begins - plan.about.from_).days)]
    reply.move("question", ITEM, memory_id=plan.id)
    reply.say(ITEM, buttons=buttons, first=first, second=second)
    reply.pending = "question"


def _button(title: str, days_later: int) -> dict[str, str]:
    """Tells which day, counted from the first; it is no yes, which another question could take for its own."""
    return {"title": title, "payload": f'/tell_about_me{{"days": {days_later}}}'}


def take_day(turn: Turn, memory: MemoryService, asked: Move) -> dict[str, Any]:
    """Keeps the day that the answer names; empty where it names neither, or both, and is no mere yes or no."""
    now = memory.now().astimezone(memory.profile(turn.user_id).zone)
    plan = next((one for one in memory.memories(turn.user_id) if one.id == asked.memory_id), None)
    if plan is None or plan.about is None or plan.about.either is None:
        return {}
    meant = _meant(turn, plan.about.either, now)
    if meant is None and turn.intent not in ("affirm", "deny"):
        return {}
    if meant:
        memory.settle_day(turn.user_id, plan.id, *meant)
    memory.answer_move(turn.user_id, asked, "told")
    return {"answered": ANSWERED, "outcome": plan.id}


def is_answer_alone(turn: Turn) -> bool:
    return turn.is_button or len(turn.text.split()) <= ALONE


def say_settled(turn: Turn, reply: Reply, noted: list[Memory]) -> None:
    """Says the day that now counts; after a yes or no, which names none, that both still do."""
    plan = next((memory for memory in noted if memory.id == turn.outcome), None)
    if plan and plan.about and plan.about.either:
        reply.say("utter_noted_plan", noted=noted, day=days.plan_on(plan, reply.now))
    elif plan and plan.about:
        first, last = plan.about.from_, plan.about.to
        day = days.on_date(first, reply.now) if first == last else days.span(first, last, reply.today)
        reply.say("utter_day_settled", noted=noted, day=day)


def _meant(turn: Turn, either: tuple[Days, Days], now: datetime) -> Days | None:
    """The one reading that a button or the words name: by a day, a week, a number, or as the first or second."""
    if turn.is_button:
        chosen = None if turn.days is None else either[0][0] + timedelta(days=turn.days)
        return next((reading for reading in either if reading[0] == chosen), None)
    said = [one for one in dates.find(turn.text, now.date(), night=dates.is_night(now)) if one.either is None]
    numbers = {int(number) for number in _NUMBER.findall(turn.text)}
    named = {
        reading
        for reading, order in zip(either, (_FIRST, _SECOND), strict=True)
        if any(one.from_ <= reading[0] and reading[1] <= one.to for one in said)
        or reading[0].day in numbers
        or order.search(turn.text)
    }
    return named.pop() if len(named) == 1 else None
