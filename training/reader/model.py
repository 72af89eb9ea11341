"""The model that is taught: MiniLM with low-rank adapters, and the heads of memory/reading/taught/heads.py in torch."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from memory.embeddings.embedder import packaged_model
from memory.reading.taught.decode import LONGEST
from memory.reading.taught.decode import Labels as Names

RANK = 28
"""Of the adapters; with the heads in half precision the whole is less than 4 MB."""

ADAPTED = ("query", "key", "value", "attention.output.dense", "intermediate.dense", "output.dense")
"""Every matrix of every layer. Source: Dettmers 2023 (QLoRA), where adapting all of them mattered most."""

MIXED = (0, 2, 4, 6)
"""The layers whose states are mixed, 0 being the embeddings. The last layer is made for whole sentences: where a word
stands is better seen below. Value spans on tuned voices after three short passes, F1: .137 by the last, .224 mixed."""

SPAN, CLAUSE, MENTION, POINT = 64, 192, 96, 96
"""Sizes: of a span's query, of what is known of a clause and a value, of a mention, of a pointer."""


class Heads(nn.Module):
    """The heads, by the names under which heads.py reads their weights."""

    def __init__(self, dimension: int, labels: Names) -> None:
        super().__init__()
        acts, attributes = len(labels.acts), len(labels.attributes)
        self.begin = nn.Linear(dimension, 1)
        self.span = nn.Linear(dimension, 3 * 2 * SPAN)
        self.clause = nn.Linear(3 * dimension, CLAUSE)
        self.acts = nn.Linear(CLAUSE, acts)
        self.told = nn.Linear(CLAUSE, attributes)
        self.asked = nn.Linear(CLAUSE, attributes + 1 + len(labels.types) + len(labels.times) + 1)
        self.key = nn.Linear(dimension, POINT)
        self.ask_point = nn.Linear(CLAUSE, POINT)
        self.mention = nn.Linear(3 * dimension, MENTION)
        self.mention_out = nn.Linear(MENTION, 1 + len(labels.kinds) + 1 + len(labels.relations))
        self.value = nn.Linear(3 * dimension, CLAUSE)
        self.of_clause = nn.Linear(CLAUSE, CLAUSE)
        self.attributes = nn.Linear(CLAUSE, attributes)
        self.of_attribute = nn.Embedding(attributes, CLAUSE)
        self.details = nn.Linear(CLAUSE, len(labels.modalities) + 1 + 4 + len(labels.sensitive))
        self.fact_point = nn.Linear(CLAUSE, POINT)
        self.drop = nn.Dropout(0.2)
        nn.init.constant_(self.acts.bias, -3.0)  # an act is rare before anything is learned
        nn.init.constant_(self.attributes.bias, -4.0)
        nn.init.constant_(self.told.bias, -4.0)
        nn.init.normal_(self.of_attribute.weight, std=0.02)

    def spans(self, states: Tensor) -> Tensor:
        """Scores, (batch, 3, pieces, pieces)."""
        batch, length, _ = states.shape
        both = self.span(states).view(batch, length, 3, 2, SPAN).permute(3, 0, 2, 1, 4)
        angles = torch.arange(length)[:, None] / 10000 ** (torch.arange(0, SPAN, 2) / SPAN)
        sines, cosines = angles.sin().repeat_interleave(2, 1), angles.cos().repeat_interleave(2, 1)
        swapped = torch.stack([-both[..., 1::2], both[..., ::2]], -1).reshape(both.shape)
        query, key = both * cosines + swapped * sines
        found: Tensor = query @ key.transpose(-1, -2) / SPAN**0.5
        return found

    def clauses(self, states: Tensor, of: Tensor) -> Tensor:
        """Rows of `of`: message, first piece, the one beyond the last."""
        at, first, beyond = of.T
        rows = torch.cat([states[at, first], means(states, at, first, beyond), states[at, 0]], 1)
        found: Tensor = self.drop(nn.functional.gelu(self.clause(self.drop(rows))))
        return found

    def rows(self, states: Tensor, of: Tensor) -> Tensor:
        """Rows of `of`: message, first piece, last piece."""
        at, first, last = of.T
        inner = means(states, at, first, last + 1)
        found: Tensor = self.drop(torch.cat([states[at, first], states[at, last], inner], 1))
        return found

    def mentions(self, states: Tensor, of: Tensor) -> Tensor:
        found: Tensor = self.mention_out(self.drop(nn.functional.gelu(self.mention(self.rows(states, of)))))
        return found

    def values(self, states: Tensor, of: Tensor, clauses: Tensor) -> Tensor:
        found: Tensor = self.value(self.rows(states, of)) + self.of_clause(clauses)
        return found

    def attribute_logits(self, values: Tensor) -> Tensor:
        found: Tensor = self.attributes(self.drop(nn.functional.gelu(values)))
        return found

    def facts(self, values: Tensor, attributes: Tensor) -> Tensor:
        found: Tensor = self.drop(nn.functional.gelu(values + self.of_attribute(attributes)))
        return found


def means(states: Tensor, at: Tensor, first: Tensor, beyond: Tensor) -> Tensor:
    """The mean state of each span, from sums that run along the message."""
    sums = nn.functional.pad(states.cumsum(1), (0, 0, 1, 0))
    return (sums[at, beyond] - sums[at, first]) / (beyond - first)[:, None]


class Taught(nn.Module):
    """The adapted encoder with its heads."""

    def __init__(self, labels: Names, rank: int = RANK) -> None:
        super().__init__()
        from peft import LoraConfig, get_peft_model
        from transformers import AutoModel

        base = AutoModel.from_pretrained(
            str(packaged_model()), attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        base.pooler = None
        # Drawing what drops out is a quarter of the work on a CPU: it is left to the layers' outputs and the heads.
        config = LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.0, target_modules=list(ADAPTED))
        self.encoder: Any = get_peft_model(base, config)
        segments = self.encoder.base_model.model.embeddings.token_type_embeddings
        segments.weight.requires_grad_(True)  # MiniLM was never taught its second segment
        dimension = base.config.hidden_size
        self.mix = nn.Linear(len(MIXED) * dimension, dimension)
        self.mix_norm = nn.LayerNorm(dimension)
        self.heads = Heads(dimension, labels)

    def states(self, ids: Tensor, segments: Tensor, mask: Tensor) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
            read = self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=mask, output_hidden_states=True)
            mixed = self.mix(torch.cat([read.hidden_states[layer] for layer in MIXED], -1))
        found: Tensor = self.mix_norm(nn.functional.gelu(mixed.float()))
        return found


def allowed(starts: Tensor, ends: Tensor, segments: Tensor) -> Tensor:
    """Which spans may be, (batch, pieces, pieces); as decode.py's."""
    at = torch.arange(starts.shape[1])
    apart = at[None, :] - at[:, None]
    together = segments[:, :, None] == segments[:, None, :]
    return starts[:, :, None] & ends[:, None, :] & together & (apart >= 0) & (apart < LONGEST)
