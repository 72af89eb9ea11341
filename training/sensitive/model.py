"""The head in torch: `memory/reading/taught/sensitivity.py` has its arithmetic in numpy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from training.sensitive.lines import KINDS
from training.sensitive.rows import Ints, Rows

HIDDEN, EPOCHS, RATE, DECAY, SMOOTHED = 192, 5, 1.5e-3, 0.05, 0.05
DROP_IN, DROP_PIECES, DROP_OUT = 0.2, 0.1, 0.3
"""Shares of numbers, of whole pieces, and of what is known of a clause that are left out at each step."""

LONGEST, PIECES = 64, 2500
"""Pieces of a clause that are looked at in training, and of a batch."""

Floats = npt.NDArray[np.float32]


class Head(nn.Module):
    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.piece = nn.Linear(dimension, HIDDEN)
        self.kind = nn.Linear(2 * HIDDEN, len(KINDS))
        self.drop_in, self.drop_out = nn.Dropout(DROP_IN), nn.Dropout(DROP_OUT)

    def forward(self, pieces: Tensor, there: Tensor) -> Tensor:
        """Logits, (clauses, kinds), of (clauses, pieces, dimension); `there` is 0 where a clause has no more pieces."""
        with torch.autocast("cpu", torch.bfloat16):
            made = nn.functional.gelu(self.piece(self.drop_in(pieces))).float()
        of = there[:, :, None]
        pooled = torch.cat([(made * of).sum(1) / of.sum(1), made.masked_fill(of == 0, -1e4).amax(1)], 1)
        logits: Tensor = self.kind(self.drop_out(pooled))
        return logits


class Scaled:
    """The layers of clauses on one scale, as batches of clauses of like length."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        drawn = rows.layers[::7].astype(np.float32)
        self.mean, self.scale = drawn.mean(0), drawn.std(0) + 1e-3
        self._layers = torch.empty(rows.layers.shape, dtype=torch.bfloat16)
        for at in range(0, len(rows.layers), 4096):
            part = (rows.layers[at : at + 4096] - self.mean) / self.scale
            self._layers[at : at + 4096] = torch.from_numpy(part)

    def batch(self, clauses: Ints) -> tuple[Tensor, Tensor]:
        first = self.rows.first[clauses]
        lengths = np.minimum(self.rows.beyond[clauses] - first, LONGEST)
        step = np.arange(lengths.max())
        there = step[None] < lengths[:, None]
        pieces = self._layers[torch.from_numpy(np.where(there, first[:, None] + step, 0))]
        return pieces, torch.from_numpy(there.astype(np.float32))

    def batches(self, clauses: Ints, draw: np.random.RandomState | None = None) -> Iterator[Ints]:
        """Places in `clauses`; near the order of their lengths, and the batches shuffled, where there is a `draw`."""
        lengths = np.minimum((self.rows.beyond - self.rows.first)[clauses], LONGEST).astype(np.float64)
        order = np.argsort(lengths + (draw.rand(len(clauses)) * 4 if draw else 0), kind="stable")
        made, at = [], 0
        while at < len(order):
            end = at + 1
            while end < len(order) and (end + 1 - at) * lengths[order[at : end + 1]].max() <= PIECES:
                end += 1
            made.append(order[at:end])
            at = end
        if draw:
            draw.shuffle(made)
        return iter(made)


def fit(scaled: Scaled, clauses: Ints, seed: int) -> Head:
    """A head of these clauses.

    Where the reader parts a writer's line, one of the parts is of the line's kind: the likeliest after each pass.
    """
    torch.manual_seed(seed)
    draw, rows = np.random.RandomState(seed), scaled.rows
    head = Head(rows.layers.shape[1])
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * sum(1 for _ in scaled.batches(clauses)) + 50
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHED)
    uncertain = (rows.part & ~rows.whole & (rows.kind > 0))[clauses]
    parts, others = clauses[uncertain], clauses[~uncertain]
    chosen: Ints = parts[:0]
    for _ in range(EPOCHS):
        shown = np.concatenate([others, chosen])
        head.train()
        for at in scaled.batches(shown, draw):
            pieces, there = scaled.batch(shown[at])
            left = (torch.rand_like(there) > DROP_PIECES) * there
            there = torch.where(left.sum(1, keepdim=True) > 0, left, there)
            loss = loss_of(head(pieces, there), torch.from_numpy(rows.kind[shown[at]]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 2.0)
            optimizer.step()
            schedule.step()
        chosen = _likeliest(rows, parts, odds(scaled, [head], parts))
    return head.eval()


def _likeliest(rows: Rows, parts: Ints, scores: Floats) -> Ints:
    best: dict[int, tuple[float, int]] = {}
    for clause, score in zip(parts.tolist(), sensitive(scores).tolist(), strict=True):
        line = int(rows.line[clause])
        best[line] = max(best.get(line, (-np.inf, -1)), (score, clause))
    return np.array([clause for _, clause in best.values()], np.int64)


def odds(scaled: Scaled, heads: Sequence[Head], clauses: Ints) -> Floats:
    """The mean of the heads' log probabilities, (clauses, kinds)."""
    found = np.zeros((len(clauses), len(KINDS)), np.float32)
    for at in scaled.batches(clauses):
        pieces, there = scaled.batch(clauses[at])
        with torch.no_grad():
            found[at] = sum(one.eval()(pieces, there).log_softmax(1) for one in heads).numpy() / len(heads)
    return found


def sensitive(odds: Floats) -> Floats:
    """The log odds that a clause is sensitive."""
    return np.asarray(np.logaddexp.reduce(odds[:, 1:], 1) - odds[:, 0], np.float32)
