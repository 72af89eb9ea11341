"""How long forgetting takes, and how long others wait meanwhile: `python -m benchmarks.erasure [memories ...]`.

Real ledger and real index with vectors of MiniLM's size, 50 memories a person; no understanding, which forgetting does
not need. Another person is noted and asked throughout; their longest wait is the stall.
"""

from __future__ import annotations

import secrets
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from memory.erasure import Eraser, NoTranscripts
from memory.index import Index
from memory.ledger import Ledger, Noted
from memory.models import Memory, Profile, Vectors

PER_PERSON = 50
SHARDS = 16
TIMES = 15


def main(sizes: list[int]) -> None:
    print(
        "| memories | on disk, MB | forget one p50/p95, ms | a person of 50, ms | others note p95/max, ms | residue |"
    )
    print("|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(Path(folder), size), flush=True)


def measure(home: Path, size: int) -> str:
    ledger, index = Ledger(f"sqlite:///{home / 'ledger.db'}", "model"), Index(home / "index", SHARDS)
    rng = np.random.default_rng(1)
    people = [f"person {n}" for n in range(size // PER_PERSON)]
    for user_id in people:
        ledger.save_profile(Profile(user_id, remembering="on"))
        told = [memory(user_id, n) for n in range(PER_PERSON)]
        ledger.note(user_id, secrets.token_hex(8), Noted([(one, vectors(rng)) for one in told]), told[0].told_at)
    index.add(ledger.entries())
    eraser = Eraser(ledger, index, NoTranscripts(), home)
    megabytes = sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 1e6

    waits: list[float] = []
    stop = threading.Event()
    other = threading.Thread(target=keep_talking, args=(ledger, index, stop, waits))
    other.start()
    one, residue = [], 0
    for user_id in people[:TIMES]:
        report = eraser.erase(user_id, [ledger.memories(user_id)[0].id])
        one.append(report.took_ms)
        residue += report.residue
    whole = []
    for user_id in people[-3:]:
        report = eraser.erase(user_id, [memory.id for memory in ledger.memories(user_id)], person=True)
        whole.append(report.took_ms)
        residue += report.residue
    stop.set()
    other.join()
    index.close()
    ledger.close()
    p50, p95 = np.percentile(one, [50, 95])
    return (
        f"| {size:,} | {megabytes:.0f} | {p50:.0f} / {p95:.0f} | {np.median(whole):.0f} "
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
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000])
