"""Lines that are laid out: a chat that was pasted, and the greeting and signature of a letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from memory.reading.mentions import relations
from memory.reading.reading import Span

Classes = Mapping[str, frozenset[str]]

_TIME = r"\[?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T])?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[ap]m)?\]?[ ,-]*"
_LINE = re.compile(rf"(?im)^[ \t]*(?P<time>{_TIME})?(?P<who>[^\W\d_][\w' -]{{0,29}}?)[ \t]*:[ \t]+(?P<said>\S[^\n]*)$")
_SPEAKS = re.compile(r"\?|\b(?:i|i['’]?m|i['’]?ve|u|you|your|we|me|us)\b", re.I)


def log_lines(text: str, classes: Classes) -> list[Span]:
    """The lines of a chat, two of them and more, each with who says it: by times, by names that come again, or where
    both who say something are somebody. "Name: Olga" and "Age: 36" are a form."""
    lines = list(_LINE.finditer(text))
    who = [" ".join(line["who"].lower().split()) for line in lines]
    if len(lines) < 2 or any(one in classes["form"] for one in who):
        return []
    again = max(Counter(who).values()) > 1
    timed = sum(line["time"] is not None for line in lines) > 1
    somebody = all(one in classes["speakers"] or one in relations().of for one in who)
    talks = any(_SPEAKS.search(line["said"]) for line in lines)
    if not (timed or talks and (again or somebody)):
        return []
    return [Span(line.start(), line.end()) for line in lines]


def lines_around(text: str, classes: Classes, *, is_asked_for: bool) -> list[Span]:
    """The greeting and the signature of a letter; all of it where something is to be done with it.

    The letter itself is the person's own talk.
    """
    greeting = _greeting(text, classes["greetings"])
    closing = _closing(text, classes["closings"])
    if greeting is None or closing is None or greeting.end > closing.start:
        return []
    return [Span(greeting.start, closing.end)] if is_asked_for else [greeting, closing]


def _greeting(text: str, words: frozenset[str]) -> Span | None:
    """A line of its own: "Dear Mrs Lee,"."""
    begins = "|".join(map(re.escape, words))
    found = re.search(rf"(?im)^[ \t]*(?:{begins})\b(?:[ \t]+[\w.'-]+){{0,4}}[ \t]*[,!:-]*[ \t]*$", text)
    return Span(*found.span()) if found else None


def _closing(text: str, words: frozenset[str]) -> Span | None:
    """At the end of the text: "Best," and a name, on one line or on two."""
    ends = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    name = r"[^\W\d_][\w.'-]*(?:[ \t]+[\w.'-]+){0,2}[ \t]*(?:x+)?"
    found = re.search(rf"(?i)(?:^|\n|(?<=[.!?])[ \t]+)[ \t]*(?:{ends})[ \t]*[,!.]*\s+{name}[.!]?\s*\Z", text)
    return Span(found.start(), len(text.rstrip())) if found else None
