"""A copy of a text in which look-alikes are plain letters, with where each of its marks stands in the original."""

from __future__ import annotations

import unicodedata

_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухіјѕԁһӏԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονρυıɡℓ",
    "ABESIJKMHOPCTYXaeopcyxijsdhlqwABEZHIKMNOPTYXaovpuigl",
)
"""Cyrillic and Greek letters, and a few others, that are read as Latin ones."""

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows, so that a line reads otherwise than it is kept."""


def unmask(text: str) -> tuple[str, list[int]]:
    """The plain copy and, for each of its marks, the place in `text` that it came from; as long as `text` at most.

    Marks that show nothing (soft hyphens, zero-width spaces, accents that stand alone) are left out.
    """
    if text.isascii():
        return text, list(range(len(text)))
    marks, places = [], []
    for place, mark in enumerate(text):
        kind = unicodedata.category(mark)
        if kind in {"Cf", "Mn", "Me", "Cs"}:
            continue
        plain = unicodedata.normalize("NFKD", mark.translate(_ALIKE))[:1].translate(_ALIKE)
        marks.append(plain if plain.isascii() or not mark.isspace() else " ")
        places.append(place)
    return "".join(marks), places


def without_controls(text: str) -> str:
    """The text without marks that are no part of what anybody writes: controls, turned directions, half characters.

    Line breaks and tabs stay.
    """
    if text.isprintable():
        return text
    return "".join(
        mark for mark in text if mark in "\n\t" or not (mark in BIDI or unicodedata.category(mark) in {"Cc", "Cs"})
    )
