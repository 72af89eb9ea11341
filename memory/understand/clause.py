"""A statement as it is parsed, and what of a text is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.understand.extent import part_read

if TYPE_CHECKING:
    from spacy.tokens import Token

_RUN = re.compile(r"((?:[^\w\s]|_){8})((?:[^\w\s]|_)+)")
"""More than eight marks in a row say no more than eight, and spaCy takes them off a word one by one."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_PAIRS = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u201c": '"', "\u201d": '"', "\u2014": ",", "\u2013": "-"}
)
REVISED = re.compile(
    r"(?:\.\.\.|[,-]) ?(?:sorry(?! (?:if|about|for|to|that|but|my)\b|\W*$)|or rather|no,? wait"
    r"|no,? hang on|no,? sorry|wait,? no|scratch that|hang on|hold on"
    r"|well(?! (?:as|behaved|known|off|over|past|before|after)\b))\b"
    r"|(?<!\bsorry)(?<!\bsorry,)(?<=\S) i (?:mean|meant)\b|"
    r"(?<=\w)(?<!\bwell)(?<!\byeah)(?<!\byes)(?<!\boh)(?<!\bhmm)(?<!\bok)(?<!\bokay)(?<!\bso)(?<!\bnah)"
    r"(?<!\bno)(?<!\bsay)(?<!\bsaid),? no,? (?:i|i'\w+|it|it's|that|that's|wait|sorry|he|she|they|we"
    r"|not)\b",
    re.I,
)
""" "We've got Ofsted... sorry, Estyn", "two wives no I joke": taken back within the sentence."""
OTHERS_WORDS = re.compile(
    r"(?<!\bi )(?:says?|said),? i (?:was born|will|won't|wo n't|want|wanna|love|hate|know|feel|think"
    r"|miss|don't know|do n't know)\b",
    re.I,
)
""" "She says I was born here and I will die here": her words, without quotation marks."""
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


@dataclass(frozen=True)
class Clause:
    """A statement; `start`..`end` are the offsets of its tokens in the text that was parsed."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]


def plain(text: str) -> str:
    """What is read of a text, with control marks as spaces and typographic quotes as plain ones, character for
    character."""
    read = _CONTROL.sub(" ", part_read(text).translate(_PAIRS))
    return _RUN.sub(lambda run: run[1] + " " * len(run[2]), read)
