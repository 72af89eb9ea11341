"""What the model is held to, a term for each head."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from training.reader.batches import Batch, Row
from training.reader.labels import LABELS
from training.reader.model import Taught, allowed
from training.reader.pointing import point, points
from training.reader.span_loss import circle, gold_spans, mention_terms, value_terms

RARE = 3.0
"""What a missed act weighs, where one wrongly seen weighs 1, at most; see `act_weights`."""


def act_weights(rows: list[Row]) -> Tensor:
    """More for rare acts: the square root of how much rarer than a hundredth of the clauses, up to RARE."""
    counts = torch.ones(len(LABELS.acts))
    for row in rows:
        for _, _, acts in row.clauses:
            for act in acts:
                counts[act] += 1
    share = counts / sum(len(row.clauses) for row in rows)
    return (0.03 / share).sqrt().clamp(1.0, RARE)


def losses(model: Taught, batch: Batch, weights: Tensor) -> dict[str, Tensor]:
    """Each term, a mean over what it is about."""
    heads = model.heads
    states = model.states(batch.ids, batch.segments, batch.mask)
    scores = heads.spans(states)
    may = allowed(batch.starts, batch.ends, batch.segments) & batch.mask.bool()[:, None, :]
    found: dict[str, Tensor] = {}

    begin = torch.zeros_like(batch.mask, dtype=torch.float32)
    for i, row in enumerate(batch.rows):
        begin[i, [first for first, _, _ in row.clauses]] = 1.0
    open_ = batch.starts & (batch.segments == 1)
    for i, row in enumerate(batch.rows):
        open_[i, row.pieces.begin] = False  # the first piece begins a clause whatever is said
    logits = heads.begin(states)[..., 0]
    found["begin"] = functional.binary_cross_entropy_with_logits(logits[open_], begin[open_])

    of = torch.tensor([(i, a, b) for i, row in enumerate(batch.rows) for a, b, _ in row.clauses])
    clauses = heads.clauses(states, of)
    number = {}
    gold = torch.zeros(len(of), len(LABELS.acts))
    at = 0
    for i, row in enumerate(batch.rows):
        for n, (_, _, acts) in enumerate(row.clauses):
            number[i, n] = at
            gold[at, list(acts)] = 1.0
            at += 1
    missed = functional.binary_cross_entropy_with_logits(
        heads.acts(clauses), gold, pos_weight=weights, reduction="none"
    )
    found["acts"] = missed.sum(1).mean()

    told = torch.zeros(len(of), len(LABELS.attributes))
    for i, row in enumerate(batch.rows):
        for fact in row.facts:
            told[number[i, fact.clause], fact.attribute] = 1.0
    missed = functional.binary_cross_entropy_with_logits(heads.told(clauses), told, reduction="none")
    found["told"] = missed.sum(1).mean()

    keys = heads.key(states)
    may_point = points(batch)
    if asks := [(number[i, ask[0]], i, *ask[1:]) for i, row in enumerate(batch.rows) for ask in row.asks]:
        found["asked"] = _asked(heads.asked(clauses), heads.ask_point(clauses), keys, may_point, asks)

    for kind, name in enumerate(("value", "mention", "when")):
        found[f"span {name}"] = circle(scores[:, kind], may, gold_spans(batch, kind))
    found |= mention_terms(model, batch, states, scores[:, 1], may)
    found |= value_terms(model, batch, states, scores[:, 0], may, clauses, number, keys, may_point)
    return found


def _asked(
    logits: Tensor,
    query: Tensor,
    keys: Tensor,
    may_point: Tensor,
    asks: list[tuple[int, int, int, int, int, bool, int]],
) -> Tensor:
    clause, at, attribute, kind, time, all_, who = (torch.tensor(of) for of in zip(*asks, strict=True))
    of_clauses: Any = logits[clause]
    a, t, w, every = of_clauses.split([len(LABELS.attributes) + 1, len(LABELS.types), len(LABELS.times), 1], 1)
    return (
        functional.cross_entropy(a, attribute)
        + functional.cross_entropy(t, kind)
        + functional.cross_entropy(w, time)
        + functional.binary_cross_entropy_with_logits(every[:, 0], all_.float())
        + point(query[clause], keys, may_point, at, who)
    )
