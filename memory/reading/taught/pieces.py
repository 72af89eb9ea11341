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

_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_LISTED = re.compile(r"(?:[-*+\u2022\u25e6\u2023\u00b7\u2013]|\d{1,2}[.)])[ \t]+\S")
_SENTENCE_ENDS = re.compile(r"[.!?…。]")


@dataclass(frozen=True)
class Pieces:
    """`[CLS] line before [SEP] part of the message [SEP]`; `begin`, `end`: the message's pieces in it.

    `ids` and `segments` have a row a piece; `offsets` are characters of the text that the piece is from, (0, 0) for
    [CLS] and [SEP]. `starts` and `ends` mark the first and last piece of each word.
    """

    ids: npt.NDArray[np.int64]
    segments: npt.NDArray[np.int64]
    offsets: tuple[tuple[int, int], ...]
    starts: npt.NDArray[np.bool_]
    ends: npt.NDArray[np.bool_]
    begin: int
    end: int
    apart: npt.NDArray[np.bool_]
    """Marks the first piece after an empty line, and of each line of a list."""

    def __len__(self) -> int:
        return len(self.ids)


def split(tokenizer: Any, text: str, in_reply_to: str | None) -> Iterator[Pieces]:
    """The parts of a message, each with the line before it; none for a text without a readable character."""
    read = tokenizer.encode(text, add_special_tokens=False)
    before = tokenizer.encode(in_reply_to or "", add_special_tokens=False)
    first = max(0, len(before.ids) - REPLY_PIECES)
    reply = _columns(before, first, len(before.ids))
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
            begin,
            begin + len(message),
            np.array([_is_apart(text, read, at + i - begin) if begin <= i < begin + len(message) else False
                      for i in range(len(ids))]),
        )  # fmt: skip
        at = end


def _is_apart(text: str, read: Any, i: int) -> bool:
    """Whether an empty line lies right before the piece, or a line break where it is the bullet of a list."""
    before = text[: read.offsets[i][0]]
    gap = text[read.offsets[i - 1][1] if i else 0 : read.offsets[i][0]]
    return "\n" in gap and (_EMPTY_LINE.search(gap) is not None or _LISTED.match(text, len(before)) is not None)


def _columns(read: Any, at: int, end: int) -> list[tuple[int, tuple[int, int], bool, bool]]:
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


def _cut(text: str, read: Any, at: int) -> int:
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
