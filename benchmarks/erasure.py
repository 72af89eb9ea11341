"""How long forgetting takes, and how long others wait meanwhile: `python -m benchmarks.erasure [memories ...]`.

For a part at a time: `--in FOLDER` builds the store there and stops; the same again measures it.

Real ledger and real index with vectors of MiniLM's size, 50 memories a person; no understanding, which forgetting does
not need. Another person is noted and asked throughout; their longest wait is the stall.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from memory.erasure import Eraser
from memory.index import Index
from memory.ledger import Ledger, Noted
from memory.models import Memory, Profile, Vectors
from memory.transcripts import NoTranscripts

PER_PERSON = 50
SHARDS = 16
TIMES = {1_000: 15, 10_000: 15, 100_000: 7}


def main(sizes: list[int], folder: Path | None) -> None:
    if folder and not folder.exists():
        build(folder, sizes[0])
        return
    print(
        "| memories | on disk, MB | forget one p50/p95, ms | a person of 50, ms | eight people at once, ms "
        "| others note p95/max, ms | residue |"
    )
    print("|---|---|---|---|---|---|---|")
    for size in sizes:
        if folder:
            print(measure(folder, size), flush=True)
            continue
        with tempfile.TemporaryDirectory() as made:
            build(Path(made) / "home", size)
            print(measure(Path(made) / "home", size), flush=True)


def build(home: Path, size: int) -> None:
    """A home with so many memories, 50 a person."""
    home.mkdir(parents=True)
    ledger, index = Ledger(f"sqlite:///{home / 'ledger.db'}", "model"), Index(home / "index", SHARDS)
    rng = np.random.default_rng(1)
    for user_id in (f"person {n}" for n in range(size // PER_PERSON)):
        ledger.save_profile(Profile(user_id, remembering="on"))
        told = [memory(user_id, n) for n in range(PER_PERSON)]
        ledger.note(user_id, secrets.token_hex(8), Noted([(one, vectors(rng)) for one in told]), told[0].told_at)
    index.add(ledger.entries())
    index.close()
    ledger.close()


def measure(home: Path, size: int) -> str:
    """A row of the table. What it erases is gone from the home: a second run finds other people."""
    ledger, index = Ledger(f"sqlite:///{home / 'ledger.db'}", "model"), Index(home / "index", SHARDS)
    people = [f"person {n}" for n in range(size // PER_PERSON) if ledger.profile(f"person {n}")]
    eraser = Eraser(ledger, index, NoTranscripts(), home)
    megabytes = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6

    waits: list[float] = []
    stop = threading.Event()
    other = threading.Thread(target=keep_talking, args=(ledger, index, stop, waits))
    other.start()
    one, residue = [], 0
    for user_id in people[: TIMES.get(size, 5)]:
        report = eraser.erase(user_id, [ledger.memories(user_id)[0].id])
        one.append(report.took_ms)
        residue += report.residue
    whole = []
    for user_id in people[-3:]:
        report = eraser.erase(user_id, [memory.id for memory in ledger.memories(user_id)], person=True)
        whole.append(report.took_ms)
        residue += report.residue
    started = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        one_each = [(user_id, [ledger.memories(user_id)[0].id]) for user_id in people[:8]]
        reports = list(pool.map(lambda asked: eraser.erase(*asked), one_each))
    together_ms = 1000 * (time.perf_counter() - started)
    residue += sum(report.residue for report in reports)
    stop.set()
    other.join()
    index.close()
    ledger.close()
    p50, p95 = np.percentile(one, [50, 95])
    return (
        f"| {size:,} | {megabytes:.0f} | {p50:.0f} / {p95:.0f} | {np.median(whole):.0f} "
        f"| {together_ms:.0f} "
        f"| {1000 * np.percentile(waits, 95):.0f} / {1000 * max(waits):.0f} | {residue} |"
    )


def keep_talking(ledger: Ledger, index: Index, stop: threading.Event, waits: list[float]) -> None:
    """What a message of somebody else costs, over and over: noted in ledger and index, and asked for."""
    rng = np.random.default_rng(2)
    ledger.save_profile(Profile("another", remembering="on"))
    pseudonym = ledger.pseudonym("another") or ""
    while not stop.is_set():
        told, made = memory("another", len(waits)), vectors(rng)
        started = time.perf_counter()
        ledger.note("another", told.message_id, Noted([(told, made)]), told.told_at)
        index.add(ledger.entries("another", [told.id]))
        index.cosines(pseudonym, made[0])
        waits.append(time.perf_counter() - started)
        stop.wait(0.05)


def memory(user_id: str, number: int) -> Memory:
    word = secrets.token_hex(4)
    quote = f"my {word} stands in the {number}th street of the town where I grew up"
    told_at = datetime.now(UTC)
    message_id = secrets.token_hex(16)
    return Memory(secrets.token_hex(16), user_id, quote, f"Your {word} stands there", "other", None, None, told_at,
                  "web", message_id)  # fmt: skip


def vectors(rng: np.random.Generator) -> Vectors:
    made = rng.normal(size=(2, 384)).astype(np.float32)
    unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("memories", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--in", dest="folder", type=Path)
    asked = parser.parse_args()
    if min(asked.memories) < 1_000:
        parser.error("give 1,000 memories at least: 20 people, some of whom are erased one after the other")
    main(asked.memories, asked.folder)
