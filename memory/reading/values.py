"""A value's own words, without those that lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from memory.reading.mentions import relations
from memory.reading.reading import Span

NAMES = frozenset({"name", "also_known_as"})
"""Attributes whose value is a name."""

_WORDS = Path(__file__).parent / "words" / "leads.yml"


def alone(text: str, value: Span, attribute: str) -> Span:
    """ "in Hull" as a home is "Hull", "aunt Ines" as a name "Ines"; of the last word nothing is taken, and of a value
    that the tagger draws over the end of a line what stands in the first."""
    start, leads = value.start, leading().get(attribute, frozenset())
    end = next((at for at in range(start + 1, value.end) if text[at] == "\n"), value.end)
    while len(words := text[start:end].split(None, 1)) == 2:
        said, rest = words[0].replace("\u2019", "'"), words[1]
        if said.lower() not in leads and not (attribute in NAMES and said in relations().of):
            break
        start = end - len(rest)
    end = len(text[:end].rstrip())
    if attribute in NAMES and text[start:end].replace("\u2019", "'").endswith("'s"):  # "Torsten's the name"
        end -= 2
    return Span(start, end)


@cache
def leading() -> Mapping[str, frozenset[str]]:
    """The words of leads.yml."""
    read = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {attribute: frozenset(map(str, words)) for attribute, words in read.items()}
