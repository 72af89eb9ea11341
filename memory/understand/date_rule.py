"""What a rule for days is: a pattern, the days that it means, and an example."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from memory.understand.spans import Span

Resolve = Callable[[re.Match[str], date, bool], Span | None]
"""The days of a match, said on a day; true where it is told of what is past."""


@dataclass(frozen=True)
class DateRule:
    name: str
    pattern: re.Pattern[str]
    resolve: Resolve
    example: tuple[str, str, str]
    """A text said on Saturday 2026-11-21, and the first and last day that it means."""


def adding_to(rules: list[DateRule]) -> Callable[[str, str, tuple[str, str, str]], Callable[[Resolve], DateRule]]:
    """A decorator with a name, a pattern and an example, which adds what it makes to `rules`."""

    def rule(name: str, pattern: str, example: tuple[str, str, str]) -> Callable[[Resolve], DateRule]:
        def make(resolve: Resolve) -> DateRule:
            made = DateRule(name, re.compile(rf"\b(?:{pattern})(?!\w)", re.I), resolve, example)
            rules.append(made)
            return made

        return make

    return rule
