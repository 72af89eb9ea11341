"""The words for counts, ordinals and months that rules for days share, and their numbers."""

from __future__ import annotations

import re

from memory.understand.words import MONTHS, NUMBERS, ORDINALS, TENS, UNITS, alternatives

MONTH = alternatives(name for name in MONTHS if name not in {"may", "mar", "jun", "sep"}) + "|may|jun|sept?"
_UNITS = [word for word, number in UNITS.items() if 0 < number < 10]
COUNT = rf"\d{{1,3}}|(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(_UNITS)}))?|" + alternatives(NUMBERS)
NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{alternatives(ORDINALS)})"


def number(text: str) -> int:
    text = " ".join(text.lower().replace("-", " ").split())
    first, *rest = text.split()
    if first in TENS:
        return TENS[first] + (NUMBERS[rest[0]] if rest else 0)
    return int(text) if text.isdigit() else NUMBERS.get(text, NUMBERS.get(first, 1))


def nth_of(text: str) -> int:
    return ORDINALS.get(text.lower()) or int(re.sub(r"\D", "", text))
