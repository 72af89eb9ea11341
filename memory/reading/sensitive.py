"""Sensitive things by their names: closed classes, of which a head taught with sentences has not met every one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_WORDS = Path(__file__).parent / "words" / "sensitive.yml"


def named_kind(words: str) -> str | None:
    """The kind of the first name of sensitive.yml that stands in `words`."""
    kinds, names = _names()
    found = names.search(words.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return kinds[found[1]] if found else None


@cache
def _names() -> tuple[dict[str, str], re.Pattern[str]]:
    read = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    kinds = {name: kind for kind, names in read.items() for name in names}
    longest_first = sorted(kinds, key=lambda name: -len(name))
    return kinds, re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})s?(?!\w)")
