"""Numbers in words as figures, as they are when dictated: "the twenty fourth", "nineteen eighty two", "oh five"."""

from __future__ import annotations

import re

from memory.understand.words import NTHS, TENS, UNITS

_UNIT, _TEN, _NTH = ("|".join(sorted(words, key=len, reverse=True)) for words in (UNITS, TENS, NTHS))
_SMALL = rf"(?:(?:{_TEN})(?:[ -](?:{_UNIT}))?|{_UNIT})"

_YEAR = re.compile(
    rf"\b(?P<century>nineteen|twenty) (?:(?P<oh>oh|o) (?P<unit>{_UNIT})|(?P<rest>(?:{_TEN})(?:[ -](?:{_UNIT}))?))\b"
    rf"|\b(?P<thousand>two thousand)(?: and)?(?: (?P<after>{_SMALL}))?\b"
    rf"|\b(?P<in>in|since|from|until|till|back in) "
    rf"(?:(?P<short>(?:{_TEN})[ -](?:{_UNIT}))|(?:oh|o) (?P<zero>{_UNIT}))(?=\W*$)"
)
_DAY = re.compile(rf"\b(?:(?P<ten>twenty|thirty)[ -])?(?P<nth>{_NTH})\b")
_NUMBER = re.compile(rf"\b(?P<ten>{_TEN})[ -](?P<unit>{_UNIT})\b")
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def in_figures(text: str) -> str:
    """The text, in lower case, with years, days of a month and numbers over twenty as figures."""
    text = _YEAR.sub(_year, text)
    text = _DAY.sub(_day, text)
    return _NUMBER.sub(lambda m: str(TENS[m["ten"]] + UNITS[m["unit"]]), text)


def _year(m: re.Match[str]) -> str:
    if m["thousand"]:
        return str(2000 + (_value(m["after"]) if m["after"] else 0))
    if m["in"]:
        return f"{m['in']} '{_value(m['short']) if m['short'] else UNITS[m['zero']]:02d}"
    rest = UNITS[m["unit"]] if m["oh"] else _value(m["rest"])
    return str((1900 if m["century"] == "nineteen" else 2000) + rest)


def _day(m: re.Match[str]) -> str:
    number = NTHS[m["nth"]] + (TENS[m["ten"]] if m["ten"] else 0)
    return f"{number}{_ENDINGS.get(number, 'th')}"


def _value(words: str) -> int:
    return sum(TENS.get(word, 0) + UNITS.get(word, 0) for word in re.split(r"[ -]", words))
