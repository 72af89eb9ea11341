"""Undoes how people type, on a copy whose places lead back to the message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from memory.reading.reading import Span

_WORDS = Path(__file__).parent / "words" / "spelling.yml"

_PLAIN = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u201c": '"', "\u201d": '"'}
    | {"\u2014": "-", "\u2013": "-", "\u00a0": " ", "\t": " "}
)
_HIDDEN = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
_EMOJI = "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\u20e3]"
_BULLET = r"(?m:^[ \t]*(?:[-*+\u2022\u25e6\u2023\u00b7\u2013]|\d{1,2}[.)])[ \t]+(?=\S))"
_LONG = r"(?P<letter>[^\W\d_])(?P=letter){2,}"
_WORD = r"(?<![\w'.@/#-])(?:w/o?(?=\s)|[^\W_]+(?:['-][^\W_]+)*)(?![\w@/])"
_FINDS = re.compile(rf"(?P<blank>{_BULLET}|(?:{_HIDDEN}|{_EMOJI})+)|(?P<word>{_WORD})|(?P<long>{_LONG})")


@dataclass(frozen=True)
class Normalised:
    """A copy of `original` in plain spelling; its character `i` comes from `starts[i]` to `ends[i]`."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def back(self, start: int, end: int) -> Span:
        """The characters of the original that `start` to `end` of the copy come from.

        What lies in the middle of a word that was changed leads back to the whole word.
        """
        if not self.text:
            return Span(0, 0)
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.original)
            return Span(at, at)
        return Span(self.starts[start], max(self.ends[start:end]))


def normalise(text: str) -> Normalised:
    """The text with plain quotes, whole words for short ones, and no emoji, bullets or hidden marks."""
    plain = text.translate(_PLAIN)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0

    def take(new: str, start: int, end: int) -> None:
        parts.append(new)
        if len(new) == end - start:  # letter for letter
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(new))
            ends.extend([end] * len(new))

    for found in _FINDS.finditer(plain):
        take(plain[at : found.start()], at, found.start())
        take(_instead(found, plain), found.start(), found.end())
        at = found.end()
    take(plain[at:], at, len(plain))
    return Normalised(text, "".join(parts), tuple(starts), tuple(ends))


def _instead(found: re.Match[str], text: str) -> str:
    said = found[0]
    if found["blank"]:
        return " " * len(said)
    if found["long"]:
        return _shorter(said)
    words, not_before = _spelling()
    short = said if said.isupper() else re.sub(_LONG, lambda long: _shorter(long[0]), said)
    low = short.lower()
    if low in words and (said == low or len(low) > 2) and not _is_mark(found, text, not_before):
        return _as_cased(said, words[low])
    return short


def _shorter(letters: str) -> str:
    """Three and more of a letter are two: which of "coool" and "goood" has one, a reader knows."""
    return letters[:2] if letters[0].lower() in "eo" else letters[0]


def _as_cased(said: str, instead: str) -> str:
    return instead[0].upper() + instead[1:] if said[0].isupper() else instead


def _is_mark(found: re.Match[str], text: str, not_before: frozenset[str]) -> bool:
    """ "r & b", "n/a": the letter is none of the short words."""
    if len(found[0]) > 1:
        return False
    after, before = text[found.end() :].lstrip()[:1], text[: found.start()].rstrip()[-1:]
    return after in not_before or before in not_before


@cache
def _spelling() -> tuple[dict[str, str], frozenset[str]]:
    read = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {str(k): str(v) for k, v in read["words"].items()}, frozenset(read["not_before"]) - {""}
