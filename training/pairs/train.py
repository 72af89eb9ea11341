"""Teaches the pair model on the taught voices and keeps the epoch that is best on the tuned ones."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import f1_score

from memory.embeddings.embedder import packaged_model
from memory.reading.pairs import MAX_TOKENS, Encoded, PairTokens
from training.pairs.make import Pair
from training.pairs.model import LABELS, PairModel

EPOCHS, RATE, HEAD_RATE, WARM_UP = 2, 8e-4, 1e-3, 0.05
BATCH = 40
"""Pairs a step, about: whole questions stay together."""

SEEN = {"no": 0.35, "miss": 0.7, "none": 0.15}
"""The share of pairs of a label that an epoch sees, drawn anew each time; of the others all."""

LISTED = 0.5
"""How much it counts that the answer stands before the other memories of the question."""

WEIGHTS = {"answers": [1.5, 2.0, 1.0, 0.8, 0.6], "change": [1.5, 1.0, 1.0, 1.2, 1.5, 2.0, 1.2, 0.6]}


@dataclass(frozen=True)
class Batch:
    """Pairs of one task as the model takes them, their labels, and the number of the group of each."""

    task: str
    read: Encoded
    labels: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]


class Batches:
    """Turns pairs into batches of like length; the second text by turns with and without the name."""

    def __init__(self) -> None:
        self._tokens = PairTokens(packaged_model() / "tokenizer.json")
        self._known: dict[tuple[str, int], list[int]] = {}

    def _words(self, text: str, limit: int) -> list[int]:
        if (text, limit) not in self._known:
            self._known[text, limit] = self._tokens.words([text], limit)[0]
        return self._known[text, limit]

    def of(self, pairs: Sequence[Pair], task: str, drawn: random.Random | None = None) -> list[Batch]:
        limit = MAX_TOKENS[0] if task == "answers" else MAX_TOKENS[1]
        groups: dict[str, list[tuple[Pair, list[int], list[int]]]] = {}
        for pair in pairs:
            second = pair.named if pair.named and drawn and drawn.random() < 0.5 else pair.second
            words = self._words(pair.first, limit), self._words(second, MAX_TOKENS[1])
            groups.setdefault(pair.group, []).append((pair, *words))
        longest = {name: max(len(a) + len(b) for _, a, b in rows) for name, rows in groups.items()}
        batches, batch = [], list[tuple[Pair, list[int], list[int]]]()
        order = list(groups)
        if drawn:
            drawn.shuffle(order)
        for name in sorted(order, key=longest.__getitem__):
            if batch and len(batch) + len(groups[name]) > BATCH:
                batches.append(self._batch(batch, task))
                batch = []
            batch += groups[name]
        return [*batches, self._batch(batch, task)]

    def _batch(self, rows: Sequence[tuple[Pair, list[int], list[int]]], task: str) -> Batch:
        numbers = {name: at for at, name in enumerate(dict.fromkeys(pair.group for pair, _, _ in rows))}
        return Batch(
            task,
            self._tokens.join([(first, second) for _, first, second in rows]),
            np.array([LABELS[task].index(pair.label) for pair, _, _ in rows]),
            np.array([numbers[pair.group] for pair, _, _ in rows]),
        )


def epoch(batches: Batches, answers: Sequence[Pair], changes: Sequence[Pair], number: int) -> list[Batch]:
    """The batches of an epoch in random order."""
    drawn = random.Random(number)
    some, tied = ([pair for pair in of if drawn.random() < SEEN.get(pair.label, 1.0)] for of in (answers, changes))
    every = batches.of(some, "answers", drawn) + batches.of(tied, "change", drawn)
    drawn.shuffle(every)
    return every


def loss_of(model: PairModel, batch: Batch) -> torch.Tensor:
    """Cross entropy of the labels; for questions also that of the answer among the question's memories."""
    logits, labels = model(batch.read, batch.task), torch.from_numpy(batch.labels)
    weight = torch.tensor(WEIGHTS[batch.task])
    loss = torch.nn.functional.cross_entropy(logits, labels, weight=weight, label_smoothing=0.05)
    return loss + LISTED * _listed(logits[:, 0], batch) if batch.task == "answers" else loss


def _listed(scores: torch.Tensor, batch: Batch) -> torch.Tensor:
    losses = []
    for number in range(int(batch.groups.max()) + 1):
        of_group = torch.from_numpy(batch.groups == number)
        right = torch.from_numpy(batch.labels == 0)[of_group]
        if bool(right.any()) and not bool(right.all()):
            losses.append(-torch.log_softmax(scores[of_group], 0)[right].mean())
    return torch.stack(losses).mean() if losses else scores.sum() * 0


def probabilities(model: PairModel, batches: Sequence[Batch]) -> Iterator[tuple[Batch, npt.NDArray[np.float32]]]:
    """What the model makes of each batch."""
    model.eval()
    with torch.no_grad():
        for batch in batches:
            yield batch, torch.softmax(model(batch.read, batch.task), 1).numpy()


def scores(model: PairModel, batches: Sequence[Batch]) -> dict[str, float]:
    """Macro F1 of each task, and how often the answer stands first among a question's pairs."""
    true: dict[str, list[int]] = {"answers": [], "change": []}
    said: dict[str, list[int]] = {"answers": [], "change": []}
    first = []
    for batch, found in probabilities(model, batches):
        true[batch.task] += batch.labels.tolist()
        said[batch.task] += found.argmax(1).tolist()
        for number in range(int(batch.groups.max()) + 1) if batch.task == "answers" else ():
            of_group = batch.groups == number
            if (batch.labels[of_group] == 0).any():
                first.append(batch.labels[of_group][found[of_group, 0].argmax()] == 0)
    result = {f"{task}_f1": float(f1_score(true[task], said[task], average="macro")) for task in true}
    return {**result, "answer_first": float(np.mean(first))}


def teach(
    taught: tuple[Sequence[Pair], Sequence[Pair]],
    tuned: tuple[Sequence[Pair], Sequence[Pair]],
    epochs: int = EPOCHS,
    keep: Callable[[int, dict[str, npt.NDArray[np.float16]]], None] = lambda number, learned: None,
) -> tuple[dict[str, npt.NDArray[np.float16]], dict[str, float]]:
    """Adapters and heads of the best epoch, and its scores on the tuned voices."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    model, batches = PairModel(), Batches()
    held = batches.of(tuned[0], "answers") + batches.of(tuned[1], "change")
    adapters = [value for value in model.bert.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": adapters, "lr": RATE}, {"params": model.heads.parameters(), "lr": HEAD_RATE}], weight_decay=0.01
    )
    total = epochs * len(epoch(batches, *taught, 0))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (WARM_UP * total), max(0.02, 1 - step / total))
    )
    best: tuple[dict[str, npt.NDArray[np.float16]], dict[str, float]] = ({}, {})
    for number in range(epochs):
        began, losses = time.process_time(), list[float]()
        model.train()
        for batch in epoch(batches, *taught, number):
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        keep(number, model.learned())
        found = {**scores(model, held), "epoch": number + 1.0}
        spent = time.process_time() - began
        print(
            {name: round(value, 3) for name, value in found.items()},
            f"loss {np.mean(losses):.3f}, {spent:.0f} s CPU",
            flush=True,
        )
        if not best[1] or _worth(found) >= _worth(best[1]):
            best = model.learned(), found
    return best


def _worth(found: dict[str, float]) -> float:
    return found["answer_first"] + found["answers_f1"] + found["change_f1"]
