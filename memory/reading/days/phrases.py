"""Which words of a clause say when: those that the tagger saw, else those that the exact rules find."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from memory.reading.days.forms import Setting
from memory.reading.days.search import all_days
from memory.reading.normalise import normalise
from memory.reading.reading import Span
from memory.understand.dates import is_night
from memory.understand.tense import is_past


def phrase_near(at: tuple[int, int], tagged: Sequence[Span], text: str, clause: Span, said_at: datetime) -> Span | None:
    """The phrase of `clause` that is nearest to the characters `at`; `tagged` are those that the tagger saw."""
    ruled = _by_rule(text, clause, said_at)
    seen = [_longest(one, ruled) for one in tagged if clause.start <= one.start < clause.end]
    return min(seen or ruled, key=lambda one: max(one.start - at[1], at[0] - one.end, 0), default=None)


def _longest(phrase: Span, ruled: Sequence[Span]) -> Span:
    """ "the day after tomorrow", where the tagger saw "tomorrow"."""
    around = [one for one in ruled if one.start <= phrase.start and phrase.end <= one.end]
    return max([phrase, *around], key=lambda one: one.end - one.start)


def _by_rule(text: str, clause: Span, said_at: datetime) -> list[Span]:
    """The days that the clause names by the exact rules."""
    copy = normalise(text[clause.start : clause.end])
    named = all_days(copy.text.lower(), Setting(said_at.date(), is_past(copy.text), is_night(said_at), said_at.hour))
    found = [copy.back(one.start, one.end) for one in named]
    return [Span(one.start + clause.start, one.end + clause.start) for one in found]
