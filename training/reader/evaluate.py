"""Runs a model over examples with the run-time's own decoding, and scores it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from memory.reading.taught import Tagged, Tagger
from memory.reading.taught.heads import Heads
from memory.reading.taught.loading import Encoded
from memory.reading.taught.pieces import Pieces, split
from training.reader import scores
from training.reader.gold import Example
from training.reader.labels import LABELS
from training.reader.model import Taught

FACT = 0.25
"""The probability from which a fact counts as kept in the scores; the F1 on the tuned voices is highest near it."""


@dataclass
class Read:
    """A message as the tagger reads it, and the probability of each act of each gold clause."""

    example: Example
    tagged: Tagged
    with_gold: list[dict[str, float]]


def tagger_of(model: Taught, tokenizer: Any) -> Tagger:
    """A tagger that runs `model` itself."""
    model.eval()
    last: dict[bytes, Encoded] = {}

    def encode(pieces: Pieces) -> Encoded:
        key = pieces.ids.tobytes()
        if key in last:
            return last[key]
        ids = torch.from_numpy(pieces.ids)[None]
        with torch.no_grad():
            states = model.states(ids, torch.from_numpy(pieces.segments)[None], torch.ones_like(ids))
        if len(last) > 8:
            last.clear()
        found = np.asarray(states[0].numpy(), np.float32)
        last[key] = Encoded(found, found[:, :0])  # no head that is taught here reads the layers below
        return last[key]

    weights = {name: value.numpy() for name, value in model.heads.state_dict().items()}
    return Tagger(encode, tokenizer, Heads(weights), LABELS)


def read(tagger: Tagger, tokenizer: Any, examples: Sequence[Example]) -> list[Read]:
    """Every example, read."""
    return [
        Read(example, tagger.tag(example.text, example.bot), _with_gold(tagger, tokenizer, example))
        for example in examples
    ]


def _with_gold(tagger: Tagger, tokenizer: Any, example: Example) -> list[dict[str, float]]:
    """The acts of the gold clauses, each in the part of the message where it begins."""
    found: list[dict[str, float]] = []
    parts = list(split(tokenizer, example.text, example.bot))
    for clause in example.clauses:
        for pieces in parts:
            at = [
                i for i in range(pieces.begin, pieces.end) if clause.place[0] <= pieces.offsets[i][0] < clause.place[1]
            ]
            if at:
                found.append(tagger.acts_of(pieces, (at[0], at[-1] + 1)))
                break
        else:
            found.append({})
    return found


def summary(reads: Sequence[Read], fact: float = FACT, act: Callable[[str], float] = lambda _: 0.5) -> dict[str, Any]:
    """The scores that are written beside the weights."""
    pairs = [(one.example, one.tagged) for one in reads]
    macro, micro, _ = scores.acts((e, scores.acts_of(e, t, act)) for e, t in pairs)
    gold_macro, gold_micro, _ = scores.acts(
        (one.example, [{n for n, p in of.items() if p >= act(n)} for of in one.with_gold]) for one in reads
    )
    facts = scores.facts(pairs, fact)
    whens = scores.spans(({(w.start, w.end) for w in t.whens}, set(e.whens)) for e, t in pairs)
    mentions = scores.spans(
        ({(m.start, m.end) for m in t.mentions if m.probability >= 0.3}, {m.place for m in e.mentions})
        for e, t in pairs
    )
    there = facts.all.there
    return {
        "messages": len(pairs),
        "clause_begins_f1": round(scores.boundaries(pairs).f1, 4),
        "acts_macro_f1": round(macro, 4),
        "acts_micro_f1": round(micro.f1, 4),
        "acts_macro_f1_gold_clauses": round(gold_macro, 4),
        "acts_micro_f1_gold_clauses": round(gold_micro.f1, 4),
        "facts_recall": round(facts.all.recall, 4),
        "facts_precision": round(facts.all.precision, 4),
        "facts_f1": round(facts.all.f1, 4),
        "facts_from_nothing": round(facts.nothing_told / max(1, facts.all.said), 4),
        "facts_found": {name: round(n / max(1, there), 4) for name, n in facts.found.items()},
        "mentions_f1": round(mentions.f1, 4),
        "whens_f1": round(whens.f1, 4),
    }
