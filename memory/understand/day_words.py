"""The words for counts, ordinals and months that rules for days share, and their numbers."""

from __future__ import annotations

import re

from memory.understand.words import MONTHS, NUMBERS, alternatives

MONTH = alternatives(name for name in MONTHS if name not in {"may", "mar", "jun", "sep"}) + "|may|jun|sept?"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
COUNT = rf"\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?|" + alternatives(NUMBERS)
_ORDINALS = {word: number for number, word in enumerate(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"], start=1)} | \
    {f"twenty-{word}": 20 + number for number, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"], start=1)} | {"thirtieth": 30, "thirty-first": 31}
NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{alternatives(_ORDINALS)})"


def number(text: str) -> int:
    text = " ".join(text.lower().replace("-", " ").split())
    first, *rest = text.split()
    if first in _TENS:
        return 20 + 10 * _TENS.index(first) + (NUMBERS[rest[0]] if rest else 0)
    return int(text) if text.isdigit() else NUMBERS.get(text, NUMBERS.get(first, 1))


def nth_of(text: str) -> int:
    return _ORDINALS.get(text.lower()) or int(re.sub(r"\D", "", text))
