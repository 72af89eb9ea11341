"""How often the person wants to be asked after their goals."""

from __future__ import annotations

import re
from typing import Any

from actions.reply import RATHER_NOT, Reply
from actions.turn import Turn
from actions.verb import Event, Verb, set_slot

CHECK_INS = (
    {"title": "Every week", "payload": '/set_checkin_interval{"days": 7}'},
    {"title": "Every month", "payload": '/set_checkin_interval{"days": 30}'},
    RATHER_NOT,
)
_WORDS = {
    "one": 1,
    "a": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "ten": 10,
    "other": 2,
    "second": 2,
    "few": 3,
    "couple of": 2,
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {"day": 1, "night": 1, "evening": 1, "morning": 1, "week": 7, "weekend": 7, **dict.fromkeys(_DAYS, 7),
          "fortnight": 14, "month": 30, "quarter": 91, "term": 91, "year": 365}  # fmt: skip
_PLAIN_UNITS = {"daily": 1, "weekly": 7, "fortnightly": 14, "monthly": 30, "quarterly": 91, "yearly": 365}
_EVERY = re.compile(
    rf"\b(?:every|each|once (?:a|every|per)|per|a)\s+(?:(?P<number>\d{{1,3}}|{'|'.join(_WORDS)})\s+)?"
    rf"(?P<unit>{'|'.join(_UNITS)})s?\b",
    re.I,
)
_PLAIN = re.compile(rf"\b(?P<unit>{'|'.join(_PLAIN_UNITS)})\b", re.I)
_NEVER = re.compile(r"\b(?:never|not at all|don'?t|stop|no more|no|done with|drop|leave\b.*\balone)\b", re.I)


class SetCheckIn(Verb):
    """The person says how often they want to be asked after their goals."""

    action_name = "action_set_check_in"

    def act(self, turn: Turn, reply: Reply, domain: dict[str, Any]) -> list[Event]:
        if turn.asks and turn.days is None and interval_days(turn.text) is None:
            pace_days = reply.profile.check_in_days
            if pace_days:
                reply.say("utter_check_in_pace", pace=pace(pace_days))
            else:
                reply.say("utter_check_in_no_pace")
            return []
        days = turn.days if turn.days is not None else interval_days(turn.text)
        if days is None:
            reply.say("utter_check_in_unclear", buttons=CHECK_INS)
            return []
        self.memory.change_profile(turn.user_id, {"check_in_days": days or None})
        if days == 0:
            reply.say("utter_check_in_never")
        else:
            reply.say("utter_check_in_set", pace=pace(days))
            if reply.level != "invested":
                reply.say("utter_check_in_other_level")
        return [set_slot("pending", None)]


def interval_days(text: str) -> int | None:
    """Days between check-ins: "every two weeks" is 14, "never" is 0; None where the text names none."""
    match = _EVERY.search(text)
    if match:
        number = (match["number"] or "1").lower()
        return min(365, max(1, (int(number) if number.isdigit() else _WORDS[number]) * _UNITS[match["unit"].lower()]))
    match = _PLAIN.search(text)
    if match:
        return _PLAIN_UNITS[match["unit"].lower()]
    return 0 if _NEVER.search(text) else None


def pace(days: int) -> str:
    """ "every week", "every 10 days"."""
    return {1: "every day", 7: "every week", 14: "every two weeks", 30: "every month"}.get(days, f"every {days} days")
