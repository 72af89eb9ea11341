"""Words for days in plain spelling, without those that say no day."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from memory.reading.days.figured import in_figures
from memory.reading.normalise import normalise
from memory.understand.words import MONTHS, alternatives

_WORDS = Path(__file__).parents[1] / "words" / "days.yml"


def plain_words(phrase: str) -> str:
    """The words in plain spelling, without what says no day."""
    dialect, fillers = _words()
    low = normalise(phrase).text.lower().replace("\n", " ").strip(" .,;:!?()\"'-")
    low = in_figures(re.sub(r"[.;](?=\s)", "", low))
    low = dialect[0].sub(lambda m: dialect[1][m[0]], low)
    bare = " ".join(fillers.sub(" ", low).split()).strip(" .,;:!?")
    return bare or low


def month_in(words: str, before: str) -> int | None:
    """The month that was spoken of last, where the words name a day of the month alone."""
    if NAMED_MONTH.search(words):
        return None
    named = list(NAMED_MONTH.finditer(before.lower()))
    return MONTHS[named[-1][1]] if named else None


NAMED_MONTH = re.compile(
    rf"\b({alternatives(name for name in MONTHS if name not in {'may', 'mar'})}"
    r"|(?<=in )may|(?<=of )may|(?<=\d )may)\b"
)


def is_of_something(after: str) -> bool:
    """ "The 22nd floor" is no day."""
    following = re.match(r" (?:and \w+ )?([a-z]+)", after)
    return following is not None and following[1].removesuffix("s") in _counted()


@cache
def _words() -> tuple[tuple[re.Pattern[str], dict[str, str]], re.Pattern[str]]:
    read = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    dialect = {str(key): str(value) for key, value in read["dialect"].items()}
    pattern = re.compile(rf"(?<![\w'])(?:{alternatives(dialect)})(?!\w)")
    return (pattern, dialect), re.compile(rf"\b(?:{alternatives(read['fillers'])})\b")


@cache
def _counted() -> frozenset[str]:
    read = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return frozenset(str(word) for word in read["counted"])
