"""Teaches the linker on the taught voices. Settings and bars were chosen on voices left out of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from memory.life.evidence import Figures
from memory.life.learned import EFFECTS
from memory.life.linker import Layers, Linker
from memory.life.nearness import Nearness
from memory.models import Vectors
from training.life.pairs import SPLIT, Step, embedding_once, label, steps

HIDDEN, EPOCHS, BATCH, RATE, DECAY, DROP = 64, 8, 256, 2e-3, 1e-2, 0.3
SEEDS = (7, 8, 9)
"""A network for each; what they agree on counts for more."""
UNRELATED = 0.3
"""How many of the pairs in which nothing is done are taught: of a hundred pairs one does something."""

Labels = npt.NDArray[np.int64]


def table(steps: list[Step]) -> tuple[Figures, Labels]:
    """The figures of all pairs of these steps, (pairs, n) in float16, and what each does, (pairs,)."""
    figures = [step.figures.astype(np.float16) for step in steps if step.earlier]
    labels = [label(step.effects.get(old.memory_id)) for step in steps for old in step.earlier]
    return np.concatenate(figures), np.array(labels)


def teach(figures: Figures, labels: Labels) -> Linker:
    """A linker taught on these pairs; the same every time."""
    means = figures.astype(np.float32).mean(axis=0)
    spreads = np.maximum(figures.astype(np.float32).std(axis=0), 1e-2)
    return Linker(means, spreads, tuple(_teach(figures, labels, means, spreads, seed) for seed in SEEDS))


def _teach(figures: Figures, labels: Labels, means: Figures, spreads: Figures, seed: int) -> Layers:
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    model = nn.Sequential(
        nn.Linear(figures.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(DROP),
        nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Dropout(DROP), nn.Linear(HIDDEN, len(EFFECTS) + 1),
    )  # fmt: skip
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    rows = np.flatnonzero((labels < len(EFFECTS)) | (random.random(len(labels)) < UNRELATED))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * (len(rows) // BATCH + 1))
    for _ in range(EPOCHS):
        random.shuffle(rows)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            x = torch.from_numpy((figures[batch].astype(np.float32) - means) / spreads)
            loss = nn.functional.cross_entropy(model(x), torch.from_numpy(labels[batch]))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    linear = [layer for layer in model if isinstance(layer, nn.Linear)]
    return tuple((one.weight.detach().numpy().T.copy(), one.bias.detach().numpy().copy()) for one in linear)


def teach_shipped(embed: Callable[[Sequence[str]], Vectors], path: Path) -> Linker:
    """Teaches the linker that is shipped, on the taught voices, and writes it."""
    near = Nearness(embedding_once(embed))
    told = [step for voice in SPLIT["taught"] for step in steps(voice, near)]
    linker = teach(*table(told))
    linker.save(path)
    return linker
