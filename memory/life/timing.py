"""What is derived in time: an age grows, and a plan is over after its day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from memory.life.member import State
from memory.understand.words import NUMBERS, TENS

_AGE = re.compile(r"\b\d{1,3}\b")
_WORDS = re.compile(r"[a-z]+")
OLDEST = 125


@dataclass(frozen=True)
class Now:
    """A state as of a day. `over` says that its day is past."""

    attribute: str
    value: str
    from_: date
    to: date | None
    memory_id: str
    over: bool = False


def as_of(state: State, states: Iterable[State], today: date) -> Now:
    """`state`, one of `states` of the same one, as it is on that day."""
    over = state.modality == "plan" and state.about is not None and state.repeats is None and state.about.to < today
    to = state.to or (state.about.to if over and state.about else None)
    if state.attribute == "age" and state.current and not state.negated and state.modality == "holds":
        years = age_on(state, birthday_of(states), today)
        if years is not None and str(years) not in state.value:
            return Now("age", str(years), state.from_, to, state.memory_id)
    return Now(state.attribute, state.value, state.from_, to, state.memory_id, over)


def age_told(value: str) -> int | None:
    """The years that words say: "she's 6", "seventy-two"; None where they say none, or months."""
    if re.search(r"\b(?:month|week|day)s?\b", value):
        return None
    if digits := _AGE.search(value):
        years = int(digits[0])
        return years if years <= OLDEST else None
    words = _WORDS.findall(value.lower())
    for at, word in enumerate(words):
        if word in TENS:
            following = NUMBERS.get(words[at + 1], 0) if at + 1 < len(words) else 0
            return TENS[word] + (following if following < 10 else 0)
    return next((NUMBERS[word] for word in words if len(word) > 2 and NUMBERS.get(word)), None)


def birthday_of(states: Iterable[State]) -> tuple[int, int] | None:
    """The month and the day of the last birthday that was told of one and holds."""
    found = None
    for state in states:
        if state.attribute == "birthday" and state.current and not state.negated:
            if state.repeats and state.repeats.startswith("yearly "):
                month, _, day = state.repeats.removeprefix("yearly ").partition("-")
                found = int(month), int(day)
            elif state.about and state.about.from_ == state.about.to:
                found = state.about.from_.month, state.about.from_.day
    return found


def age_on(state: State, birthday: tuple[int, int] | None, today: date) -> int | None:
    """The age on a day, of what was told once; without a birthday a full year later, as it was surely had by then."""
    years = age_told(state.value)
    if years is None:
        return None
    told = state.told_at.date()
    month, day = birthday or (told.month, told.day)
    since = sum(told < _in_year(year, month, day) <= today for year in range(told.year, today.year + 1))
    return years + since


def _in_year(year: int, month: int, day: int) -> date:
    """29 February is the 28th where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)
