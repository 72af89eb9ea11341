"""Where a message holds somebody else's words: quoted, forwarded, code, to be translated, a signature."""

from __future__ import annotations

import re

from memory.reading.reading import Span

_FENCED = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`", re.S)
_QUOTED_LINE = re.compile(r"(?m)^[ \t]*(?:>|&gt;)[^\n]*")
_FORWARDED = re.compile(
    r"(?im)^[ \t]*(?:"
    r"-{2,} ?(?:original|forwarded) message ?-{2,}|begin forwarded message:|fwd?:|forwarded:"
    r"|on [^\n]{3,80} wrote:|from: [^\n]+\n(?:[ \t]*(?:sent|to|date|cc|subject): [^\n]*\n?)+"
    r"|\[?\d{1,2}[./:]\d{2}[^\n]{0,24}?\]?[ -]+[A-Z][\w ]{1,30}: "
    r")"
)
_WROTE = re.compile(r"(?im)^[^\n]{0,60}\b(?:wrote|writes|texted|posted|emailed|messaged)(?: me)?:[ \t]*\n")
_SIGNATURE = re.compile(
    r"(?m)^--[ \t]*$|^(?:Sent|Gesendet|Envoyé) (?:from|von|depuis) (?:my |mein\w* |mon )?\w+[^\n]*$"
)
_ASKS_FOR_TEXT = re.compile(
    r"\b(?:translat\w+|proof-?read|rephrase|summari[sz]e|spell-?check|correct|rewrite|read|judge|check) (?:me )?"
    r"(?:this|that|the following|these)(?: \w+){0,6}? ?:[ \t]*\n?"
    r"|\bhow (?:do|would) (?:you|i|u) say[^\n:?]{0,30}:[ \t]*",
    re.I,
)
_VERSES = re.compile(r"(?m)^[ \t]*[\"“][^\"“”]{3,600}[\"”][ \t]*$")
_MARKS = re.compile(r"\"([^\"\n]{3,600})\"|“([^”\n]{3,600})”|«([^»\n]{3,600})»|„([^“”\n]{3,600})[“”]")
_SAYING = re.compile(
    r"(?:\b(?:say|says|said|saying|sed|goes|went|tell|tells|told(?: \w+)?|ask|asks|asked|write|writes|wrote|texted|text"
    r"|reads?|shouted|whispered|replied|answered|like|quote|called out|posted|put on \w+|message)|[:,=-])\W*$",
    re.I,
)
_PERSONS = re.compile(
    r"\b(?:i|i'm|im|i've|i'll|you|u|your|you're|we|we'll|he|she|it's|they|me|us|don't|dont|is|are|was|were|will)\b",
    re.I,
)
_WORDS = 3
"""Fewer in quotation marks are a name, a title or a word that is doubted."""


def others_words(text: str) -> tuple[Span, ...]:
    """The parts of `text` that are not the person's own words, in order, none over another."""
    found = [Span(*one.span()) for pattern in (_FENCED, _QUOTED_LINE, _VERSES) for one in pattern.finditer(text)]
    found = [one for one in found if len(text[one.start : one.end].split()) >= _WORDS or text[one.start] in ">&`"]
    found += [Span(one.start(), len(text)) for one in _FORWARDED.finditer(text)]
    found += [Span(one.end(), _paragraph_end(text, one.end())) for one in _WROTE.finditer(text)]
    found += [Span(one.start(), len(text)) for one in _SIGNATURE.finditer(text)]
    found += [Span(one.end(), _paragraph_end(text, one.end())) for one in _ASKS_FOR_TEXT.finditer(text)]
    found += [Span(*one.span()) for one in _MARKS.finditer(text) if _is_said(one, text)]
    return _joined(found)


def lies_in(span: Span, others: tuple[Span, ...]) -> bool:
    """Whether at least half of `span` is somebody else's."""
    inside = sum(max(0, min(span.end, one.end) - max(span.start, one.start)) for one in others)
    return span.end > span.start and 2 * inside >= span.end - span.start


def _is_said(found: re.Match[str], text: str) -> bool:
    """A sentence, or what is said to be said; not a title, nor a word in doubt."""
    said = next(group for group in found.groups() if group is not None)
    if len(said.split()) < _WORDS:
        return False
    line_start = text.rfind("\n", 0, found.start()) + 1
    line_end = text.find("\n", found.end())
    before, after = text[line_start : found.start()], text[found.end() : line_end if line_end >= 0 else len(text)]
    alone = not re.search(r"\w", before + after)
    titled = all(word[:1].isupper() or len(word) < 4 for word in said.split())
    return (
        alone
        or not titled
        and (bool(_SAYING.search(before)) or said.rstrip()[-1:] in ".!?" or bool(_PERSONS.search(said)))
    )


def _paragraph_end(text: str, start: int) -> int:
    """To the end of the paragraph; of a text in quotation marks to the end of those."""
    if marks := _MARKS.match(text, start):
        return marks.end()
    end = re.compile(r"\n[ \t]*\n").search(text, start)
    return end.start() if end else len(text)


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
