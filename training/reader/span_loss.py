"""What finding mentions, values and their details costs: spans, and what the heads say of them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.reader.batches import Batch, FactRow, Span
from training.reader.labels import LABELS
from training.reader.model import Taught
from training.reader.pointing import point

HARD = {0: 14, 1: 10}
"""Beside the gold, so many of the best-scored spans of a message are looked at again (values, mentions)."""

ALIKE = 0.5
"""A span that shares this part of all pieces of it and a gold one, counts as that one."""


def gold_spans(batch: Batch, kind: int) -> list[list[Span]]:
    return [
        list(dict.fromkeys([f.span for f in row.facts], None))
        if kind == 0
        else [m[0] for m in row.mentions]
        if kind == 1
        else row.whens
        for row in batch.rows
    ]


def circle(scores: Tensor, may: Tensor, gold: list[list[Span]]) -> Tensor:
    """Gold spans above 0 and all others below it. Source: Su 2021 (circle loss of many labels)."""
    total = scores.new_zeros(())
    is_gold = torch.zeros_like(may)
    for i, spans in enumerate(gold):
        for a, b in spans:
            is_gold[i, a, b] = True
    zero = scores.new_zeros(len(scores), 1)
    for sign, which in ((1.0, may & ~is_gold), (-1.0, may & is_gold)):
        of = (sign * scores).masked_fill(~which, -1e4).flatten(1)
        total = total + torch.logsumexp(torch.cat([of, zero], 1), 1).mean()
    return total


def _candidates(scores: Tensor, may: Tensor, gold: list[list[Span]], kind: int) -> list[list[Span]]:
    """The gold spans of each message, then the best others."""
    with torch.no_grad():
        flat = scores.masked_fill(~may, -1e4).flatten(1)
        best = flat.topk(min(HARD[kind], flat.shape[1]), 1)
    length = scores.shape[2]
    return [
        list(dict.fromkeys([*gold[i], *((k // length, k % length) for k, s in zip(ks, ss, strict=True) if s > -1e3)]))
        for i, (ks, ss) in enumerate(zip(best.indices.tolist(), best.values.tolist(), strict=True))
    ]


def alike(one: Span, other: Span) -> float:
    """The pieces that both have, as a part of the pieces that either has."""
    both = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(0, both) / (one[1] - one[0] + other[1] - other[0] + 2 - max(0, both))


def mention_terms(model: Taught, batch: Batch, states: Tensor, scores: Tensor, may: Tensor) -> dict[str, Tensor]:
    gold = gold_spans(batch, 1)
    of, is_one, kinds, relations = [], [], [], []
    for i, spans in enumerate(_candidates(scores, may & (batch.segments == 1)[:, :, None], gold, 1)):
        known = {m[0]: m for m in batch.rows[i].mentions}
        for span in spans:
            of.append((i, *span))
            is_one.append(float(span in known))
            _, kind, relation = known.get(span, (span, -1, -1))
            kinds.append(kind)
            relations.append(relation)
    if not of:
        return {}
    logits = model.heads.mentions(states, torch.tensor(of))
    count = len(LABELS.kinds)
    found = {"mention": functional.binary_cross_entropy_with_logits(logits[:, 0], torch.tensor(is_one))}
    if any(kind >= 0 for kind in kinds):
        found["kind"] = functional.cross_entropy(logits[:, 1 : 1 + count], torch.tensor(kinds), ignore_index=-1)
    if any(relation >= 0 for relation in relations):
        found["relation"] = functional.cross_entropy(logits[:, 1 + count :], torch.tensor(relations), ignore_index=-1)
    return found


def value_terms(
    model: Taught, batch: Batch, states: Tensor, scores: Tensor, may: Tensor, clauses: Tensor,
    number: dict[tuple[int, int], int], keys: Tensor, may_point: Tensor,
) -> dict[str, Tensor]:  # fmt: skip
    of: list[tuple[int, int, int]] = []
    clause_of: list[int] = []
    gold_attributes: list[Tensor] = []
    pairs: list[tuple[int, int, FactRow]] = []
    for i, spans in enumerate(_candidates(scores, may, gold_spans(batch, 0), 0)):
        row = batch.rows[i]
        for span in spans:
            n = max(0, sum(first <= span[0] for first, _, _ in row.clauses) - 1)
            attributes = torch.zeros(len(LABELS.attributes))
            taken: dict[int, float] = {}
            for fact in sorted(row.facts, key=lambda f: -alike(f.span, span)):
                if alike(fact.span, span) >= ALIKE and fact.attribute not in taken:
                    attributes[fact.attribute] = taken[fact.attribute] = 1.0
                    pairs.append((len(of), i, fact))
            of.append((i, *span))
            clause_of.append(number[i, n])
            gold_attributes.append(attributes)
    values = model.heads.values(states, torch.tensor(of), clauses[clause_of])
    found = {
        "attributes": functional.binary_cross_entropy_with_logits(
            model.heads.attribute_logits(values), torch.stack(gold_attributes), reduction="none"
        ).sum(1).mean()
    }  # fmt: skip
    if not pairs:
        return found
    at = torch.tensor([i for _, i, _ in pairs])
    facts = model.heads.facts(values[[n for n, _, _ in pairs]], torch.tensor([f.attribute for *_, f in pairs]))
    modality, negated, weight, sensitive = model.heads.details(facts).split(
        [len(LABELS.modalities), 1, 4, len(LABELS.sensitive)], 1
    )
    kinds = torch.zeros(len(pairs), len(LABELS.sensitive))
    for n, (_, _, fact) in enumerate(pairs):
        if fact.sensitive is not None:
            kinds[n, fact.sensitive] = 1.0
    found["modality"] = functional.cross_entropy(modality, torch.tensor([f.modality for *_, f in pairs]))
    found["negated"] = functional.binary_cross_entropy_with_logits(
        negated[:, 0], torch.tensor([float(f.negated) for *_, f in pairs])
    )
    found["weight"] = functional.cross_entropy(weight, torch.tensor([f.weight for *_, f in pairs]))
    found["sensitive"] = functional.binary_cross_entropy_with_logits(sensitive, kinds, reduction="none").sum(1).mean()
    found["who"] = point(model.heads.fact_point(facts), keys, may_point, at, torch.tensor([f.who for *_, f in pairs]))
    return found
