"""Examples as rows of numbers, and rows as batches."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from memory.reading.taught.pieces import Pieces, split
from training.reader.gold import Example, Place
from training.reader.labels import LABELS

ACT = {name: i for i, name in enumerate(LABELS.acts)}
ATTRIBUTE = {name: i for i, name in enumerate(LABELS.attributes)}
KIND = {name: i for i, name in enumerate(LABELS.kinds)}
RELATION = {name: i + 1 for i, name in enumerate(LABELS.relations)}
MODALITY = {name: i for i, name in enumerate(LABELS.modalities)}
SENSITIVE = {name: i for i, name in enumerate(LABELS.sensitive)}
TYPE = {name: i for i, name in enumerate(LABELS.types)}
TIME = {name: i for i, name in enumerate(LABELS.times)}

Span = tuple[int, int]


@dataclass(frozen=True)
class FactRow:
    span: Span
    clause: int
    attribute: int
    who: int
    modality: int
    negated: bool
    weight: int
    sensitive: int | None


@dataclass
class Row:
    """One part of a message; spans from a first to a last piece; `who` is a piece ([CLS] me, last [SEP] left out)."""

    pieces: Pieces
    clauses: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)
    asks: list[tuple[int, int, int, int, bool, int]] = field(default_factory=list)
    mentions: list[tuple[Span, int, int]] = field(default_factory=list)
    whens: list[Span] = field(default_factory=list)
    facts: list[FactRow] = field(default_factory=list)


def rows_of(example: Example, tokenizer: Any) -> Iterator[Row]:
    """The parts of an example; what lies across two parts is left out."""
    for number, pieces in enumerate(split(tokenizer, example.text, example.bot)):
        row = Row(pieces)

        def span(place: Place, in_reply: bool = False, pieces: Pieces = pieces) -> Span | None:
            first, last = (1, pieces.begin - 2) if in_reply else (pieces.begin, pieces.end - 1)
            inside = [
                i for i in range(first, last + 1) if pieces.offsets[i][0] < place[1] and place[0] < pieces.offsets[i][1]
            ]
            if not inside or (not in_reply and pieces.offsets[first][0] > place[0]):
                return None
            if not in_reply and pieces.offsets[last][1] < place[1] and inside[-1] == last:
                return None
            a, b = inside[0], inside[-1]
            while not pieces.starts[a]:
                a -= 1
            while not pieces.ends[b]:
                b += 1
            return a, b

        def who(target: Place | str | None, pieces: Pieces = pieces) -> int:
            place = span(target) if isinstance(target, tuple) else None
            return 0 if target == "me" else place[0] if place else len(pieces) - 1

        begins: dict[int, int] = {}
        for at, clause in enumerate(example.clauses):
            first = next(
                (
                    i
                    for i in range(pieces.begin, pieces.end)
                    if pieces.starts[i] and clause.place[0] <= pieces.offsets[i][0] < clause.place[1]
                ),
                None,
            )
            if first is not None and first not in begins.values():
                begins[at] = first
        if not begins:
            begins[0] = pieces.begin
        ordered = sorted(begins.items(), key=lambda item: item[1])
        numbers = {at: n for n, (at, _) in enumerate(ordered)}
        for n, (at, first) in enumerate(ordered):
            beyond = ordered[n + 1][1] if n + 1 < len(ordered) else pieces.end
            first = pieces.begin if n == 0 else first
            clause = example.clauses[at]
            row.clauses.append((first, beyond, tuple(ACT[act] for act in clause.acts)))
            if clause.ask and clause.ask.attribute in (None, *ATTRIBUTE):
                ask = clause.ask
                attribute = ATTRIBUTE.get(ask.attribute or "", len(ATTRIBUTE))
                row.asks.append((n, attribute, TYPE[ask.type], TIME[ask.time], ask.all, who(ask.who)))
        for mention in example.mentions:
            if found := span(mention.place):
                kind = KIND[mention.kind] if mention.kind else -1
                row.mentions.append((found, kind, RELATION.get(mention.relation or "", 0)))
        row.whens = [found for when in example.whens if (found := span(when))]
        for fact in example.facts:
            if fact.in_reply and number:
                continue
            found = span(fact.place, fact.in_reply)
            if found and fact.clause in numbers:
                row.facts.append(
                    FactRow(
                        found,
                        numbers[fact.clause],
                        ATTRIBUTE[fact.attribute],
                        who(fact.who),
                        MODALITY[fact.modality],
                        fact.negated,
                        fact.weight,
                        SENSITIVE[fact.sensitive] if fact.sensitive else None,
                    )
                )
        yield row


@dataclass
class Batch:
    rows: list[Row]
    ids: Tensor
    segments: Tensor
    mask: Tensor
    starts: Tensor
    ends: Tensor


def collate(rows: list[Row]) -> Batch:
    length = max(len(row.pieces) for row in rows)

    def padded(name: str, filler: int = 0) -> Tensor:
        made = torch.full((len(rows), length), filler, dtype=torch.int64)
        for i, row in enumerate(rows):
            made[i, : len(row.pieces)] = torch.as_tensor(getattr(row.pieces, name))
        return made

    mask = torch.zeros((len(rows), length), dtype=torch.int64)
    for i, row in enumerate(rows):
        mask[i, : len(row.pieces)] = 1
    return Batch(rows, padded("ids"), padded("segments"), mask, padded("starts").bool(), padded("ends").bool())


def batches(rows: Sequence[Row], pieces: int, chance: random.Random | None) -> Iterator[Batch]:
    """Batches of at most `pieces` pieces with padding; alike in length, in a drawn order where there is a `chance`."""
    order = list(range(len(rows)))
    if chance:
        chance.shuffle(order)
    # Sorting within a stretch keeps batches mixed and padding small.
    stretch = 2048 if chance else len(order)
    made: list[list[Row]] = []
    for at in range(0, len(order), max(1, stretch)):
        batch: list[Row] = []
        for i in sorted(order[at : at + stretch], key=lambda i: len(rows[i].pieces)):
            if batch and (len(batch) + 1) * len(rows[i].pieces) > pieces:
                made.append(batch)
                batch = []
            batch.append(rows[i])
        if batch:
            made.append(batch)
    if chance:
        chance.shuffle(made)
    return (collate(batch) for batch in made)
