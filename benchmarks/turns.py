"""How long a turn takes through both real processes, and what they weigh: 200 turns, twenty sessions of ten messages.

.venv-memory/bin/python -m benchmarks.turns
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "journeys"))

from retold import Person, Retold  # noqa: E402

SESSIONS = 20
LINES = (
    "I'm Mira",
    "i just moved to porto with my sister Ines and have a job interview next tuesday",
    "what's my sister's name?",
    "i really like rainy mornings and black coffee",
    "what's my brother's name?",
    "actually i live in Braga now",
    "are you human?",
    "my dog Bruno is nine years old",
    "what do you remember about me?",
    "thanks, talk to you tomorrow",
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        retold = Retold(Path(folder) / "home")
        started = time.monotonic()
        retold.start()
        ready_s = time.monotonic() - started
        try:
            turns_ms = [took for _ in range(SESSIONS) for took in session(retold)]
            rss_mb = {name: resident_mb(process.pid) for name, process in retold.processes.items()}
        finally:
            retold.stop()
    turns_ms.sort()
    print(f"both processes ready        {ready_s:.1f} s")
    print(f"turns                       {len(turns_ms)}")
    print(f"turn p50 / p95              {quantile(turns_ms, 0.5):.0f} / {quantile(turns_ms, 0.95):.0f} ms")
    for name, megabytes in rss_mb.items():
        print(f"resident memory, {name:10s} {megabytes} MB")
    for name in (".venv-rasa", ".venv-memory"):
        print(f"size of {name:19s} {size_mb(ROOT / name)} MB")


def session(retold: Retold) -> list[float]:
    """Ten messages of one person; the milliseconds each took."""
    person = Person(retold)
    person.open()
    person.press("/affirm")
    took = []
    for line in LINES:
        started = time.perf_counter()
        person.say(line)
        took.append(1000 * (time.perf_counter() - started))
    return took


def resident_mb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) // 1024


def size_mb(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) // 2**20


def quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


if __name__ == "__main__":
    main()
