"""Compare recall with other memories that need no language model, on the same data and the same MiniLM, in one run.

    python -m benchmarks.peers FILE.jsonl.gz... [--limit N] [--environment FOLDER]

A FILE is in the format of LoCoMo (speakers, sessions of dated turns with ids, questions with the turns that answer
them), each speaker a person who tells all their turns; or of PrefEval (topic, preference, question), each person with
five preferences of every topic. The peers are installed, with the versions in `inside.py`, into an environment of their
own (FOLDER, by default `retold-peers` in the folder for temporary files), never into the product's. A peer stores every
turn, Retold what it captures. Prints recall of the answering turns among the first k, the share of them that was kept
at what share of all turns, how well the best score tells questions that have an answer from those that have none (AUC),
and CPU, vectors included, of which Retold makes two a memory.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from benchmarks.peers.data import Person, read_people
from benchmarks.peers.inside import ENVIRONMENT, embedder, prepared, run_inside
from benchmarks.peers.stores import STORES, Embed


def score(name: str, people: list[Person], embed: Embed) -> dict[str, float]:
    """Recall at 1, 5 and 10, what was kept, the AUC, and CPU-milliseconds a turn and a question."""
    hits: dict[int, list[float]] = {1: [], 5: [], 10: []}
    captured: list[bool] = []
    kept: list[bool] = []
    told: list[float] = []
    untold: list[float] = []
    adding = asking = 0.0
    # Imports and models are loaded before the clock runs.
    STORES[name](people[0].turns[:20], embed).search("what do I do?")
    for person in people:
        began = time.process_time()
        store = STORES[name](person.turns, embed)
        adding += time.process_time() - began
        kept += [store.kept is None or turn.id in store.kept for turn in person.turns]
        captured += [store.kept is None or id_ in store.kept for asked in person.questions for id_ in asked.wanted]
        began = time.process_time()
        for asked in person.questions:
            found, wanted = store.search(asked.text), set(asked.wanted)
            for k in hits if wanted else ():
                hits[k].append(len(wanted & {id_ for id_, _ in found[:k]}) / len(wanted))
            if asked.named:
                (told if wanted else untold).append(found[0][1] if found else -1.0)
        asking += time.process_time() - began
    wins = sum((a > b) + 0.5 * (a == b) for a in told for b in untold)
    return {
        **{f"recall@{k}": sum(v) / len(v) for k, v in hits.items()},
        "captured": sum(captured) / len(captured),
        "kept": sum(kept) / len(kept),
        **({"auc": wins / (len(told) * len(untold))} if untold else {}),
        "ms a turn": 1000 * adding / sum(len(person.turns) for person in people),
        "ms a question": 1000 * asking / sum(len(person.questions) for person in people),
    }


def compare(path: Path, limit: int, python: Path) -> None:
    """Scores each memory in a process of its own, and prints what Retold reaches of each figure."""
    figures: dict[str, dict[str, float]] = {}
    for name in STORES:
        if line := run_inside(name, python, "benchmarks.peers", str(path), "--limit", str(limit)):
            figures[name] = json.loads(line)
            print(f"{name:10s}", "  ".join(f"{key} {value:.3f}" for key, value in figures[name].items()), flush=True)
    ours = figures.pop("retold")
    for name, theirs in figures.items():
        print(
            f"retold ÷ {name:10s}", "  ".join(f"{key} {ours[key] / theirs[key]:.2f}" for key in ours if key in theirs)
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="only the first N conversations or people")
    parser.add_argument("--environment", type=Path, default=ENVIRONMENT)
    parser.add_argument("--inside", nargs=3, metavar=("PEER", "MODEL", "TOKENIZER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        peer, model, tokenizer = arguments.inside
        print(json.dumps(score(peer, read_people(arguments.files[0], arguments.limit), embedder(model, tokenizer))))
        return
    python = prepared(arguments.environment)
    for path in arguments.files:
        print(path.name)
        compare(path.resolve(), arguments.limit, python)


if __name__ == "__main__":
    main()
