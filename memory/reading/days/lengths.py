"""How long, how soon, and at what hour: "five years", "in two weeks", "28 December for three weeks", "at four"."""

from __future__ import annotations

import re
from datetime import timedelta

from memory.reading.days.forms import Setting
from memory.understand.spans import Span, one
from memory.understand.words import NUMBERS, alternatives

_COUNT = rf"\d{{1,3}}|{alternatives(NUMBERS)}"
_UNIT = r"days?|weeks?|fortnights?|months?|years?|decades?|nights?"
LASTS = re.compile(
    rf"^(?:for|since|of|over|almost|nearly|going on)? ?({_COUNT})(?: whole| full| long)? ({_UNIT})(?: now)?$"
)
AHEAD = re.compile(rf"^(?:after|in|within|another)? ?({_COUNT})(?: more)? ({_UNIT})$")
STAY = re.compile(
    rf"^(?P<day>.*\d.*?),? (?:for )?(?P<count>{_COUNT}) (?P<unit>{_UNIT})$"
    rf"|^for (?P<count2>{_COUNT}) (?P<unit2>{_UNIT}),? from (?P<from>.+)$"
)
NOW = re.compile(
    r"^(?:just|just now|now|right now|at the moment|currently|in (?:a |an |half an |\w+ )?(?:minutes?|mins?|hours?))$"
)
_CLOCK = re.compile(
    r"^(?:at |by |around |from |half |since )*(?:past |quarter (?:past|to) )?(?P<hour>\d{1,2}|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|midday)"
    r"(?:[.:](?P<minute>\d\d))? ?(?P<half>am|pm|a\.m\.?|p\.m\.?|o'?clock)?$"
)
_AT = re.compile(r"(?:at|by|half|since|around) |noon|mid")


def clock_day(words: str, setting: Setting) -> Span | None:
    """ "At four" is today; of a plan whose hour is over, tomorrow."""
    clock = _CLOCK.match(words)
    marked = clock and (clock["minute"] or clock["half"] or _AT.match(words))
    if not clock or not marked:
        return None
    today = setting.today
    if setting.past:
        return one(today)
    hour = {"noon": 12, "midday": 12, "midnight": 24}.get(clock["hour"]) or number_of(clock["hour"])
    late = hour + (12 if hour < 12 and not (clock["half"] or "").startswith("a") else 0)
    return one(today + timedelta(days=1) if setting.hour > late else today)


def number_of(text: str) -> int:
    """A number in words or figures."""
    return int(text) if text.isdigit() else NUMBERS.get(text, 1)


def unit_of(text: str) -> str:
    """Nights are counted as days."""
    return "days" if text.startswith("night") else text
