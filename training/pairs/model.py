"""The pair model in torch while it is taught: MiniLM with low-rank adapters (peft), and a head a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from memory.embeddings.embedder import packaged_model
from memory.reading.export import HEADS, pooled
from memory.reading.pairs import ANSWERS, CHANGES, Encoded

RANK, ALPHA = 16, 32
WIDTH = 128
"""Units of a head's hidden layer."""

LABELS: Mapping[str, Sequence[str]] = {"answers": ANSWERS, "change": CHANGES}


class PairModel(torch.nn.Module):
    """Logits of one head for pairs of texts."""

    def __init__(self) -> None:
        super().__init__()
        from peft import LoraConfig, get_peft_model
        from transformers import AutoModel

        # Dropout inside the encoder would double the time of a step on a CPU; few epochs need none.
        bert = AutoModel.from_pretrained(
            str(packaged_model()), add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        config = LoraConfig(
            r=RANK, lora_alpha=ALPHA, lora_dropout=0.0, target_modules=["query", "key", "value", "dense"]
        )
        self.bert: Any = get_peft_model(bert, config)
        for name, value in self.bert.named_parameters():
            if name.endswith("base_layer.weight"):
                value.data = value.data.to(torch.bfloat16)  # frozen: not cast again at each step
        dimension = 4 * bert.config.hidden_size
        self.heads = torch.nn.ModuleDict(
            {
                name: torch.nn.Sequential(
                    torch.nn.Dropout(0.1),
                    torch.nn.Linear(dimension, WIDTH),
                    torch.nn.GELU(),
                    torch.nn.Linear(WIDTH, len(LABELS[name])),
                )
                for name in HEADS
            }
        )

    def forward(self, read: Encoded, name: str) -> torch.Tensor:
        ids, kind, mask = (torch.from_numpy(one) for one in (read.ids, read.kind, read.mask))
        with torch.autocast("cpu", torch.bfloat16):
            tokens = self.bert(input_ids=ids, token_type_ids=kind, attention_mask=mask).last_hidden_state
        logits: torch.Tensor = self.heads[name](pooled(tokens.float(), kind, mask))
        return logits

    def learned(self) -> dict[str, npt.NDArray[np.float16]]:
        """Adapters, scaled, and heads, as `memory.reading.export` reads them."""
        found: dict[str, torch.Tensor] = {}
        for name, value in self.bert.named_parameters():
            if ".lora_" in name:
                module, part = name.removeprefix("base_model.model.").split(".lora_")
                found[f"lora/{module}/{part[0]}"] = value * (ALPHA / RANK if part[0] == "B" else 1.0)
        for name, head in self.heads.items():
            for number, layer in enumerate((head[1], head[3])):  # type: ignore[index]
                found[f"{name}/{number}w"], found[f"{name}/{number}b"] = layer.weight, layer.bias
        return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}
