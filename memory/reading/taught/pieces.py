"""A message and the line before it as the encoder reads them: word pieces, their places, and parts of a long text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

REPLY_PIECES, MESSAGE_PIECES = 40, 128
"""Of the line before, so many of its last pieces; of the message, so many at once. With both the encoder's 512 hold."""

CLS, SEP = 101, 102
"""Source: vocab.txt of all-MiniLM-L6-v2."""

_SENTENCE_ENDS = re.compile(r"[.!?…。]")
_SUBJECT = r"(?:i|i['’]?(?:m|ve|d|ll)|we|we['’](?:re|ve|ll)|he|she|they|my|our)\b"
_JOINS = re.compile(rf"\b(?:and|but|so|n|&)\s+(?={_SUBJECT})", re.I)
_GREETS = re.compile(rf"\b(?:hello|hi|hey|hiya|thanks|thank you|bye)\b[\s,!.]+(?={_SUBJECT})", re.I)
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*(?=\S)")
_ITEM = re.compile(r"\n[ \t]*(?:[-*+\u2022\u25e6\u2023\u00b7\u2013][ \t]+(?=\S)|(?=\d{1,2}[.)][ \t]+\S))")
"""Where grammar lets a clause begin: a subject after a word that joins two sentences, and where it makes one begin:
after a greeting and an empty line, and with an item of a list."""


@dataclass(frozen=True)
class Pieces:
    """`[CLS] line before [SEP] part of the message [SEP]`; `begin`, `end`: the message's pieces in it.

    `ids` and `segments` have a row a piece; `offsets` are characters of the text that the piece is from, (0, 0) for
    [CLS] and [SEP]. `starts` and `ends` mark the first and last piece of each word. By grammar a clause
    may begin where `joins` is 1, and does where it is 2.
    """

    ids: npt.NDArray[np.int64]
    segments: npt.NDArray[np.int64]
    offsets: tuple[tuple[int, int], ...]
    starts: npt.NDArray[np.bool_]
    ends: npt.NDArray[np.bool_]
    joins: npt.NDArray[np.int8]
    begin: int
    end: int

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class _Encoded:
    """What the tokenizer says of each piece, taken from it once: each time, it makes the lists anew."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    word_ids: list[int | None]

    @classmethod
    def of(cls, tokenizer: Any, text: str) -> _Encoded:
        read = tokenizer.encode(text, add_special_tokens=False)
        return cls(read.ids, read.offsets, read.word_ids)


def split(tokenizer: Any, text: str, in_reply_to: str | None) -> Iterator[Pieces]:
    """The parts of a message, each with the line before it; none for a text without a readable character."""
    read = _Encoded.of(tokenizer, text)
    before = _Encoded.of(tokenizer, in_reply_to or "")
    first = max(0, len(before.ids) - REPLY_PIECES)
    reply = _columns(before, first, len(before.ids))
    joins = {one.start(): 1 for one in _JOINS.finditer(text)} | {
        one.end(): 2 for begins in (_GREETS, _PARAGRAPH, _ITEM) for one in begins.finditer(text)
    }
    at = 0
    while at < len(read.ids):
        end = _cut(text, read, at)
        message = _columns(read, at, end)
        pieces = [(CLS, (0, 0), False, False), *reply, (SEP, (0, 0), False, False)]
        begin = len(pieces)
        pieces += [*message, (SEP, (0, 0), False, False)]
        ids, offsets, starts, ends = zip(*pieces, strict=True)
        yield Pieces(
            np.array(ids, np.int64),
            (np.arange(len(ids)) >= begin).astype(np.int64),
            offsets,
            np.array(starts),
            np.array(ends),
            np.array([joins.get(of[0], 0) if i >= begin else 0 for i, of in enumerate(offsets)], np.int8),
            begin,
            begin + len(message),
        )
        at = end


def _columns(read: _Encoded, at: int, end: int) -> list[tuple[int, tuple[int, int], bool, bool]]:
    """Id, offsets, whether it begins a word, whether it ends one; of the pieces from `at` up to `end`."""
    words = read.word_ids
    return [
        (
            read.ids[i],
            read.offsets[i],
            i == at or words[i] != words[i - 1],
            i == end - 1 or words[i] != words[i + 1],
        )
        for i in range(at, end)
    ]


def _cut(text: str, read: _Encoded, at: int) -> int:
    """Where the part that begins at piece `at` ends: after a line, else a sentence, else a word."""
    if len(read.ids) - at <= MESSAGE_PIECES:
        return len(read.ids)
    most, best, rank = at + MESSAGE_PIECES, at + MESSAGE_PIECES, -1
    for i in range(at + MESSAGE_PIECES // 4, most + 1):
        if read.word_ids[i] == read.word_ids[i - 1]:
            continue
        gap = text[read.offsets[i - 1][1] : read.offsets[i][0]]
        last = text[read.offsets[i - 1][0] : read.offsets[i - 1][1]]
        found = 2 if "\n" in gap else 1 if _SENTENCE_ENDS.search(last) else 0
        if found >= rank:
            best, rank = i, found
    return best
