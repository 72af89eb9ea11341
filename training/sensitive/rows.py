"""The encoder's layers for every piece of the lines, and the clauses as stretches of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from memory.reading.taught.decode import clauses_of
from memory.reading.taught.heads import Heads
from memory.reading.taught.loading import Encoder
from memory.reading.taught.pieces import Pieces, split
from training.sensitive.lines import KINDS, WRITERS, Line

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """`layers` has a row a piece, in half precision. Of each clause: its pieces, the line, its kind, by whom.

    Of a voice's line the clauses are its annotator's. A writer's line is a clause from end to end (`whole`), and as the
    reader parts it (`part`); one clause may be both.
    """

    layers: npt.NDArray[np.float16]
    first: Ints
    beyond: Ints
    line: Ints
    kind: Ints
    by: npt.NDArray[np.str_]
    whole: npt.NDArray[np.bool_]
    part: npt.NDArray[np.bool_]
    tells: npt.NDArray[np.bool_]


def rows_of(lines: Sequence[Line], encode: Encoder, tokenizer: Any, heads: Heads) -> Rows:
    """Every clause of every line; what lies across two parts of a long message is cut there."""
    layers: list[npt.NDArray[np.float16]] = []
    found: list[tuple[int, int, int, int, str, bool, bool, bool]] = []
    base = 0
    for number, line in enumerate(lines):
        for pieces in split(tokenizer, line.text, line.bot):
            encoded = encode(pieces)
            layers.append(encoded.layers[pieces.begin : pieces.end].astype(np.float16))
            given = {(a, b): (kind, tells) for a, b, kind, tells in _given(line, pieces)}
            whole = set(given) if line.by in WRITERS else set()
            parts = clauses_of(heads.begins(encoded.states), pieces) if whole else []
            given |= dict.fromkeys((one for one in parts if one not in given), next(iter(given.values()), (0, True)))
            found += [
                (
                    base + a - pieces.begin,
                    base + b - pieces.begin,
                    number,
                    kind,
                    line.by,
                    (a, b) in whole,
                    (a, b) in parts,
                    tells,
                )
                for (a, b), (kind, tells) in given.items()
            ]
            base += pieces.end - pieces.begin
    columns = [np.array(column) for column in zip(*found, strict=True)]
    return Rows(np.concatenate(layers), *columns)


def _given(line: Line, pieces: Pieces) -> Iterable[tuple[int, int, int, bool]]:
    for said in line.clauses:
        inside = [
            i
            for i in range(pieces.begin, pieces.end)
            if pieces.offsets[i][0] < said.place[1] and said.place[0] < pieces.offsets[i][1]
        ]
        if inside:
            yield inside[0], inside[-1] + 1, KINDS.index(said.kind), said.tells
