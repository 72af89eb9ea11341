"""Rules for so many days, weeks or years: in two weeks, three days ago, for a year."""

from __future__ import annotations

import re
from datetime import date

from memory.understand.date_rule import DateRule, adding_to
from memory.understand.day_words import COUNT, number
from memory.understand.spans import Span, around, one, shift

RULES: list[DateRule] = []
_rule = adding_to(RULES)

_NOT_YET = re.compile(
    r"\b(?:haven't|hasn't|havent|hasnt|(?:have|has|'ve|'s) (?:not|never)|hadn't|first \w+)\b[^,.]*$", re.I
)
_UP_TO_NOW = re.compile(
    r"^\W*(?:married|engaged|separated|divorced|retired|widowed)\b|\b(?:have|has|been)\b|'ve\b|\bhaven"
    r"|\bhasn",
    re.I,
)
_TO_BE = re.compile(r"\b(?:will|to be|going to|gonna|'ll) (?:\w+ ){0,3}$", re.I)


@_rule(
    "ahead",
    rf"in (?:about |around )?({COUNT})(?: of)? (days?|weeks?|fortnights?|months?|years?)(?:'s? time)?|"
    rf"({COUNT}) (days?|weeks?|months?|years?) from now|a (week|month|year) from (?:now|today)",
    ("it is in two weeks", "2026-12-05", "2026-12-05"),
)
def _ahead(m: re.Match[str], today: date, past: bool) -> Span | None:
    if m[1] and _NOT_YET.search(m.string[: m.start()]):
        return None  # "haven't spoken in nine years": that is how long
    count, unit = (m[1] or m[3] or "a"), (m[2] or m[4] or m[5])
    day = shift(today, number(count), unit)
    return one(day) if unit.lower().startswith(("day", "week", "fort")) else around(day, unit)


@_rule(
    "ago",
    rf"(?:about |around )?({COUNT})(?: of)? (days?|weeks?|fortnights?|months?|years?|decades?) "
    r"(?:ago|back|before)",
    ("three days ago", "2026-11-18", "2026-11-18"),
)
def _ago(m: re.Match[str], today: date, past: bool) -> Span | None:
    return around(shift(today, -number(m[1]), m[2]), m[2])


@_rule(
    "lasting",
    rf"(?:for|over|in) (?:about |around |almost |nearly |over |the (?:last|past) )?({COUNT})(?: of)? "
    r"(days?|weeks?|months?|years?|decades?)(?: now)?|(?:over |for |in )?the (?:last|past) (?:few "
    r"|couple of )?(days|weeks|months|years)",
    ("married for three years", "2023-11-21", "2026-11-21"),
)
def _lasting(m: re.Match[str], today: date, past: bool) -> Span | None:
    before = m.string[: m.start()]
    if (
        re.search(r"\bfirst \w+ $", before, re.I)
        or m[0].lower().startswith("for ")
        and (past and not _UP_TO_NOW.search(m.string) or _TO_BE.search(before))
    ):
        return None  # "she studied there for a year": nobody can say when
    return shift(today, -number(m[1] or "a few"), m[2] or m[3]), today
