"""How long the memory service needs to start with much in it: `python -m benchmarks.start 300000 100`.

Fills a home with so many memories, so many of each person (20000 20000: all in one shard), straight into the ledger;
then starts the real service on it, twice: without an index, and once more after it was stopped. Prints the seconds
until it is ready, with those of the processor, the seconds that a first question takes, and its memory. With
`--index SECONDS` it waits so long at most for the index to be complete, and prints when it was.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from memory.ledger import Ledger

ROOT = Path(__file__).resolve().parents[1]
MODEL, DIMENSION, TOKEN = "all-MiniLM-L6-v2", 384, "t" * 32
PEOPLE = ("user_id", "pseudonym", "remembering", "sensitive", "level", "timezone", "consented_at")
MEMORIES = ("id", "user_id", "quote", "statement", "category", "told_at", "channel", "message_id", "status", "seen",
            "vectors", "model")  # fmt: skip
TOPICS = ("red bicycle", "piano lesson", "garden shed", "swimming course", "train to Lyon", "exam in chemistry")


def fill(home: Path, memories: int, each: int) -> None:
    """Writes the ledger of a home: every vector of length 1, and near to the others of its topic."""
    home.mkdir(parents=True)
    Ledger(f"sqlite:///{home / 'ledger.db'}", MODEL).close()
    db = sqlite3.connect(home / "ledger.db")
    people = (
        (f"web:{n}", f"{n:032x}", "on", "ask", "quiet", "UTC", "2026-01-01 08:00:00")
        for n in range(-(-memories // each))
    )
    db.executemany(_insert("people", PEOPLE), people)
    db.executemany(_insert("memories", MEMORIES), _memories(memories, each))
    db.commit()
    db.close()


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _memories(memories: int, each: int) -> Iterator[tuple[Any, ...]]:
    random = np.random.default_rng(1)
    topics = random.normal(size=(len(TOPICS), DIMENSION)).astype(np.float32)
    for number in range(memories):
        topic = number % len(TOPICS)
        vectors = topics[topic] + random.normal(size=(2, DIMENSION)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        quote = f"I thought about the {TOPICS[topic]} on day {number} of this year"
        told = (quote, quote.replace("I ", "You ", 1), "events", "2026-01-02 08:00:00.000000", "web")
        yield f"{number:032x}", f"web:{number // each}", *told, f"m{number}", "current", 1, vectors.tobytes(), MODEL


def start(home: Path, index_wait_s: float) -> None:
    """Starts the service on the home, prints what that took, and stops it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"RETOLD_HOME": str(home), "RETOLD_MEMORY_PORT": str(port), "RETOLD_SERVICE_TOKEN": TOKEN}
    log = home.parent / "log"
    began = time.perf_counter()
    with log.open("w") as written:
        command = [sys.executable, "-m", "actions.server"]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stderr=written)
    try:
        while not _answers(port, "/health/ready"):
            if process.poll() is not None:
                sys.exit(f"The service ended: {log.read_text()}")
            time.sleep(0.1)
        ready, cpu_s = time.perf_counter(), _cpu_s(process.pid)
        found = _answers(port, "/v1/users/web:0/recall?q=what+about+my+bicycle")
        asked = time.perf_counter()
        peak = _peak_mib(process.pid)
        took = f"ready {ready - began:6.1f} s (CPU {cpu_s:.1f} s)   first question {asked - ready:5.2f} s"
        print(f"{took} ({len(found['matches'])} matches)   {peak} MiB", flush=True)
        while "Index ready" not in log.read_text() and time.perf_counter() - began < index_wait_s:
            time.sleep(0.5)
        lines = [line for line in log.read_text().splitlines() if "ndex" in line]
        print(f"  after {time.perf_counter() - began:.1f} s: {lines}   peak {_peak_mib(process.pid)} MiB", flush=True)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _answers(port: int, path: str) -> Any:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {TOKEN}"})
    try:
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return json.load(answer)
    except (urllib.error.URLError, ConnectionError):
        return None


def _cpu_s(pid: int) -> float:
    """Of the process and of those that it has waited for, such as the one that tries the index."""
    numbers = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15]
    return sum(map(int, numbers)) / os.sysconf("SC_CLK_TCK")


def _peak_mib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def main(memories: int, each: int, index_wait_s: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        fill(home, memories, each)
        for _ in range(2):
            start(home, index_wait_s)


if __name__ == "__main__":
    wait = float(sys.argv[sys.argv.index("--index") + 1]) if "--index" in sys.argv else 0.0
    numbers = [int(word) for word in sys.argv[1:3] if word.isdigit()]
    main(*(numbers if len(numbers) == 2 else (300_000, 100)), wait)
