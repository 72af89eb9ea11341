"""The closed classes of words that the rules share, from words.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

_LISTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
RELATIONS: dict[str, list[str]] = _LISTS["relations"]
PETS: dict[str, list[str]] = _LISTS["pets"]
"""Each by its plain name, with the words people use for it, singular."""
WIDER: dict[str, list[str]] = _LISTS["wider"]
"""What a wider word takes in: a question about "my siblings" is answered by a sister."""
WEEKDAYS = {name: number for number, names in enumerate(_LISTS["weekdays"]) for name in names}
MONTHS = {name: number for number, names in enumerate(_LISTS["months"], start=1) for name in names}
UNITS: dict[str, int] = {word: number for number, word in enumerate(_LISTS["units"])}
TENS: dict[str, int] = {word: 10 * number for number, word in enumerate(_LISTS["tens"], start=2)}
GIVES = frozenset(map(str, _LISTS["gives"]))
"""Verbs with a person and a thing: "it gave me hope"."""
NUMBERS = (
    UNITS
    | {word: TENS[word] for word in ("twenty", "thirty", "forty", "fifty")}
    | {"a": 1, "an": 1, "couple": 2, "a couple": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 4}
)
NTHS: dict[str, int] = {word: number for number, word in enumerate(_LISTS["nths"], start=1)} | {"thirtieth": 30}
"""Ordinals of one word."""
ORDINALS = NTHS | {f"twenty-{word}": 20 + number for word, number in NTHS.items() if number < 10} | {"thirty-first": 31}
"""Of the days of a month."""


def _plural(word: str) -> tuple[str, ...]:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, word[:-1] + "ies"
    if word.endswith("fe"):
        return word, word[:-2] + "ves"
    return (word,) if word.endswith(("children", "folks", "-law", "in law")) else (word, word + "s")


KIN: dict[str, str] = {
    form: relation for relation, words in RELATIONS.items() for word in words for form in _plural(word)
}
"""Word → relation, plurals included."""

ANIMALS: dict[str, str] = {form: kind for kind, words in PETS.items() for word in words for form in _plural(word)}
"""Word → kind of pet, plurals included."""


def alternatives(words: Iterable[str]) -> str:
    """Join words for a regular expression, the longest first, so that "mother-in-law" wins over "mother"."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))
