"""Pointing at the one who is meant: a piece of the message, [CLS] for the person, the last [SEP] for nobody named."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from training.reader.batches import Batch


def points(batch: Batch) -> Tensor:
    """Where a pointer may point: [CLS], the last [SEP], and the first piece of each word of the message."""
    may = batch.starts & (batch.segments == 1)
    may[:, 0] = True
    for i, row in enumerate(batch.rows):
        may[i, len(row.pieces) - 1] = True
    return may


def point(query: Tensor, keys: Tensor, may: Tensor, at: Tensor, gold: Tensor) -> Tensor:
    scores = (query[:, None, :] * keys[at]).sum(-1) / keys.shape[-1] ** 0.5
    return functional.cross_entropy(scores.masked_fill(~may[at], -1e4), gold)
