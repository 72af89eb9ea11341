"""Where a message holds somebody else's words: quoted, forwarded, pasted, code, to be translated, a signature.

By the structure of the text, and by what was taught: a quotation in a clause that does `others`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from memory.reading.letters import lines_around, log_lines
from memory.reading.reading import Span

_DATA = Path(__file__).parent / "words" / "others.yml"
_FENCED = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`", re.S)
_QUOTED_LINE = re.compile(r"(?m)^[ \t]*(?:>|&gt;)[^\n]*")
_FORWARDED = re.compile(
    r"(?im)^[ \t]*(?:"
    r"-{2,} ?(?:original|forwarded) message ?-{2,}|begin forwarded message:|fwd?:|forwarded:"
    r"|on [^\n]{3,80} wrote:|from: [^\n]+\n(?:[ \t]*(?:sent|to|date|cc|subject): [^\n]*\n?)+"
    r")"
)
_SIGNATURE = re.compile(
    r"(?m)^--[ \t]*$|^(?:Sent|Gesendet|Envoyé) (?:from|von|depuis) (?:my |mein\w* |mon )?\w+[^\n]*$"
)
_VERSES = re.compile(r"(?m)^[ \t]*[\"“][^\"“”]{3,600}[\"”][ \t]*$")
_MARKS = re.compile(r"\"([^\"\n]{3,600})\"|“([^”\n]{3,600})”|«([^»\n]{3,600})»|„([^“”\n]{3,600})[“”]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WORDS = 3
"""Fewer in quotation marks are a name, a title or a word that is doubted."""


def others_words(text: str, taught: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The parts of `text` that are not the person's own words, in order, none over another.

    `taught` are the clauses that hold somebody else's words as far as the tagger sees; a letter's greeting and its
    signature count, too: they tell of nobody.
    """
    found = [Span(*one.span()) for pattern in (_FENCED, _QUOTED_LINE, _VERSES) for one in pattern.finditer(text)]
    found = [one for one in found if len(text[one.start : one.end].split()) >= _WORDS or text[one.start] in ">&`"]
    found += [Span(one.start(), len(text)) for one in (*_FORWARDED.finditer(text), *_SIGNATURE.finditer(text))]
    found += [Span(one.end(), _text_end(text, one.end())) for one in _wrote().finditer(text)]
    found += [Span(at, _text_end(text, at)) for at in _texts_asked_for(text)]
    found += [Span(*one.span()) for one in _MARKS.finditer(text) if _is_said(one, text, taught)]
    found += log_lines(text, classes())
    found += lines_around(text, classes(), is_asked_for=_is_asked_for(text))
    return _joined(found)


def lies_in(span: Span, others: tuple[Span, ...]) -> bool:
    """Whether at least half of `span` is somebody else's."""
    inside = sum(max(0, min(span.end, one.end) - max(span.start, one.start)) for one in others)
    return span.end > span.start and 2 * inside >= span.end - span.start


def _is_said(found: re.Match[str], text: str, taught: Sequence[Span]) -> bool:
    """A sentence, or what is said to be said; not a title, nor a word in doubt."""
    said = next(group for group in found.groups() if group is not None)
    if len(said.split()) < _WORDS:
        return False
    if any(one.start <= found.start() < one.end for one in taught):
        return True
    line_start = text.rfind("\n", 0, found.start()) + 1
    line_end = text.find("\n", found.end())
    before, after = text[line_start : found.start()], text[found.end() : line_end if line_end >= 0 else len(text)]
    if not re.search(r"\w", before + after):
        return True
    titled = all(word[:1].isupper() or len(word) < 4 for word in said.split())
    opened = before.rstrip()[-1:] in (",", ":")
    return not titled and (opened or said.rstrip()[-1:] in (".", "!", "?") or speaks(said))


def speaks(words: str) -> bool:
    """Whether words say I or you, or hold the verb of a sentence."""
    return any(word in classes()["speaks"] for word in re.findall(r"[\w']+", words.lower().replace("’", "'")))


def _texts_asked_for(text: str) -> Iterator[int]:
    """Where a text begins that is to be translated or the like: after the colon."""
    for pattern in _asking():
        for found in pattern.finditer(text):
            before = re.findall(r"[\w']+", text[: found.start()].lower())[-1:]
            if found["verb"].lower() == "read" or not set(before) & classes()["tells"]:
                yield found.end()


def _is_asked_for(text: str) -> bool:
    """Whether something is to be done with a text, wherever it stands."""
    verbs = "|".join(re.escape(verb) for verb, row in _rows().items() if row["between"] == "any")
    return any(
        not set(re.findall(r"[\w']+", text[: found.start()].lower())[-1:]) & classes()["tells"]
        for found in re.finditer(rf"\b(?:{verbs})\b", text, re.I)
    )


def _text_end(text: str, start: int) -> int:
    """To the end of the paragraph; of a text in quotation marks to the end of those, of a letter to its end."""
    if marks := _MARKS.match(text, start):
        return marks.end()
    end = _BLANK_LINE.search(text, start)
    return end.start() if end else len(text)


@cache
def _data() -> Mapping[str, Any]:
    read: Mapping[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return read


def _rows() -> Mapping[str, Mapping[str, str]]:
    rows: Mapping[str, Mapping[str, str]] = _data()["texts"]
    return rows


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """The closed classes of others.yml by name."""
    return {name: frozenset(map(str, words)) for name, words in _data().items() if name != "texts"}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _asking() -> tuple[re.Pattern[str], ...]:
    """Of "translate ...:" and of "read this ...:"."""
    between = {"any": r"(?:[ \t]+[^\s:.!?]+){0,8}?", "pointed": rf"(?:[ \t]+me)?[ \t]+(?:{_any(classes()['pointed'])})"
               r"(?:[ \t]+[^\s:.!?]+){0,6}?"}  # fmt: skip
    return tuple(
        re.compile(
            rf"\b(?P<verb>{_any(verb for verb, row in _rows().items() if row['between'] == kind)}){words}[ \t]*:\s*",
            re.I,
        )
        for kind, words in between.items()
    )


@cache
def _wrote() -> re.Pattern[str]:
    return re.compile(rf"(?im)^[^\n]{{0,60}}\b(?:{_any(classes()['wrote'])})(?: me)?:\s*")


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for one in sorted(spans, key=lambda span: (span.start, span.end)):
        if one.start >= one.end:
            continue
        if out and one.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, one.end))
        else:
            out.append(one)
    return tuple(out)
