"""Teaches the tagger, and writes it where the run time reads it.

python -m training.reader                         # the whole: about 45 minutes on one free core
python -m training.reader --epochs 2 --share 0.33 # a small run, to find faults
python -m training.reader.report                  # the scores of what is there, on the tuned voices
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from memory.embeddings.embedder import packaged_model
from training.reader import files
from training.reader.augment import augmented
from training.reader.batches import Row, batches, rows_of
from training.reader.evaluate import read, summary, tagger_of
from training.reader.gold import Example, read_split
from training.reader.labels import LABELS
from training.reader.loss import act_weights, losses
from training.reader.model import Taught

TAUGHT = Path(__file__).parents[2] / "memory" / "reading" / "taught"

EPOCHS, PIECES, RATE, HEAD_RATE, WARM_UP, DECAY = 8, 1024, 1e-3, 2e-3, 0.04, 0.01
"""Passes over the data; pieces in a batch; steps of the adapters and the heads; part that warms up; weight decay."""

WEIGHT = {"begin": 5.0, "acts": 1.5, "told": 1.5, "attributes": 1.5}
"""Terms that are small beside the others though much hangs on them."""

RARE_ACT, RARE_ATTRIBUTE, AGAIN = 80, 40, 2
"""A message with an act or an attribute that fewer clauses have is shown so many times more in each pass."""


def teach(arguments: argparse.Namespace) -> None:
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    chance = random.Random(arguments.seed)
    tokenizer = Tokenizer.from_file(str(packaged_model() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    taught, tuned = read_split("taught"), read_split("tuned")
    if arguments.share < 1:
        taught = chance.sample(taught, int(arguments.share * len(taught)))
        tuned = chance.sample(tuned, int(max(0.25, arguments.share) * len(tuned)))
    shown = often(taught)
    by_voice: dict[str, list[Example]] = {}
    for example in taught:
        by_voice.setdefault(example.voice, []).append(example)
    weights = act_weights([row for example in taught for row in rows_of(example, tokenizer)])

    model = Taught(LABELS)
    if arguments.begin:
        files.restore(model, arguments.begin)
    heads = [p for part in (model.heads, model.mix, model.mix_norm) for p in part.parameters()]
    adapters = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": adapters, "lr": RATE, "initial": RATE},
            {"params": heads, "lr": HEAD_RATE, "initial": HEAD_RATE},
        ],
        weight_decay=DECAY,
    )
    print(f"{len(taught)} messages, {len(shown)} shown; {sum(p.numel() for p in [*heads, *adapters]):,} numbers")
    began, best, steps = time.monotonic(), -1.0, None
    step, done = 0, 0.0
    for epoch in range(arguments.epochs):
        rows: list[Row] = []
        for example in shown:
            other = chance.choice(by_voice[example.voice])
            rows += rows_of(augmented(example, other, chance), tokenizer)
        made = list(batches(rows, PIECES, chance))
        if steps is None:
            steps = len(made) * arguments.epochs
            print(f"{steps} steps")
        model.train()
        sums: dict[str, float] = {}
        for number, batch in enumerate(made, 1):
            terms = losses(model, batch, weights)
            loss = torch.stack([WEIGHT.get(name, 1.0) * term for name, term in terms.items()]).sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([*heads, *adapters], 1.0)
            step += 1
            done = max(step / steps, (time.monotonic() - began) / 60 / arguments.minutes)
            for group in optimizer.param_groups:
                group["lr"] = arguments.rate * group["initial"] * _share(done)
            optimizer.step()
            if done >= 1:
                break
            for name, term in terms.items():
                sums[name] = sums.get(name, 0.0) + float(term)
            if number % 50 == 0:
                print(f"  {number}/{len(made)} {time.monotonic() - began:.0f} s", flush=True)
        print(f"epoch {epoch + 1}, {time.monotonic() - began:.0f} s,", end=" ")
        print(", ".join(f"{name} {total / len(made):.3f}" for name, total in sums.items()), flush=True)
        files.save(model, arguments.work, {})
        last = done >= 1 or epoch + 1 == arguments.epochs
        if not last and epoch % 2:
            continue  # scoring takes a minute or more
        scored = tuned if last and arguments.share == 1 else tuned[::4]
        scores = summary(read(tagger_of(model, tokenizer), tokenizer, scored))
        scores |= {"epoch": epoch + 1, "minutes": round((time.monotonic() - began) / 60, 1)}
        print(json.dumps(scores), flush=True)
        reached = scores["facts_f1"] + scores["acts_macro_f1_gold_clauses"] + scores["clause_begins_f1"]
        if last or reached > best:  # the last steps are the smallest: what they reach stays
            best = reached
            files.save(model, arguments.out, scores)
        if last:
            break


def often(examples: list[Example]) -> list[Example]:
    """The examples, those with something rare more than once."""
    acts: dict[str, int] = {}
    attributes: dict[str, int] = {}
    for example in examples:
        for act in (act for clause in example.clauses for act in clause.acts):
            acts[act] = acts.get(act, 0) + 1
        for fact in example.facts:
            attributes[fact.attribute] = attributes.get(fact.attribute, 0) + 1
    shown = []
    for example in examples:
        rare = any(acts[act] < RARE_ACT for clause in example.clauses for act in clause.acts)
        rare = rare or any(attributes[fact.attribute] < RARE_ATTRIBUTE for fact in example.facts)
        shown += [example] * (1 + AGAIN * rare)
    return shown


def _share(done: float) -> float:
    """The part of the full step at a point of the training: up to it in a straight line, and down to nothing."""
    return min(done / WARM_UP, max(0.0, (1 - done) / (1 - WARM_UP)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--share", type=float, default=1.0, help="of the taught messages")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--begin", type=Path, help="a folder with what was taught before, to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="of the usual steps, to go on from what was taught")
    parser.add_argument("--minutes", type=float, default=240, help="it ends by then, as if all passes were done")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, default=TAUGHT, help="where the best is written")
    parser.add_argument("--work", type=Path, default=Path("results/reader"), help="where the latest is")
    teach(parser.parse_args())


if __name__ == "__main__":
    main()
