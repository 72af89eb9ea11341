"""The forms of words for days that stand alone, beside the rules of `day_rules`: how one is added, and its setting."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from memory.understand.spans import Span
from memory.understand.words import MONTHS, alternatives

MONTH = alternatives(MONTHS)
YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True)
class Setting:
    """When and how it was said: `past` where it is told of what is over, `month` the one spoken of."""

    today: date
    past: bool
    night: bool = False
    hour: float = 12.0
    month: int | None = None


@dataclass(frozen=True)
class Found:
    """Days that stand at `start` to `end` of the words; `exact` where they are given by figures."""

    start: int
    end: int
    days: Span
    exact: bool


Form = Callable[[re.Match[str], Setting], Span | None]
FORMS: list[tuple[re.Pattern[str], Form, bool]] = []


def form(pattern: str, *, exact: bool = False) -> Callable[[Form], Form]:
    def make(form: Form) -> Form:
        FORMS.append((re.compile(rf"(?<![\w/.-]){pattern}(?![\w/]|[.-]\d)"), form, exact))
        return form

    return make


def of_year(month: int, setting: Setting) -> int:
    """The year of a month that is named alone."""
    today = setting.today
    if setting.past:
        return today.year - (month > today.month)
    return today.year + (month < today.month)


def toward(days: Callable[[int], Span], setting: Setting) -> Span:
    """Of what comes every year the last or the coming one."""
    years = [days(setting.today.year + step) for step in (-1, 0, 1)]
    if setting.past:
        return [span for span in years if span[0] <= setting.today][-1]
    return next(span for span in years if span[1] >= setting.today)
