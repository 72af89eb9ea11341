"""Faults under load, at length: `python -m benchmarks.faults kills|crowd|logs [how many] [seed]`.

kills: 40 kills -9 of either process, or of both, at random moments while four people tell, ask and forget; every third
time an index file is cut in half. crowd: eight people at once for 300 s. logs: 200 conversations, of which no word may
be in a log, and 20 with secrets at debug level. The tests run the same code in short (tests/journeys/faults.py and
log_audit.py).
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "journeys"))

from faults import kill_under_load, talk_at_once  # noqa: E402
from log_audit import audit_logs, audit_secrets  # noqa: E402
from retold import Retold  # noqa: E402

from memory.index import Index  # noqa: E402
from memory.ledger import Ledger  # noqa: E402

VICTIMS = (("memory",), ("memory",), ("memory",), ("memory",), ("bot",), ("memory", "bot"))
MODEL = "all-MiniLM-L6-v2"
SHARDS = 16


def kills(times: int, seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        retold = Retold(Path(folder) / "home")
        try:
            retold.start()
            found = kill_under_load(retold, [chance.choice(VICTIMS) for _ in range(times)], seed=seed)
        finally:
            retold.stop()
        print(lines_of(found))
        print(f"index lacks, has too much  {compare_index(retold.home)}")
    sys.exit(1 if found.lost or found.returned else 0)


def compare_index(home: Path) -> tuple[int, int]:
    """How many memories the index lacks, and how many it has that the ledger has not."""
    ledger, index = Ledger(f"sqlite:///{home / 'ledger.db'}", MODEL), Index(home / "index", SHARDS)
    told = set().union(*ledger.ids_by_pseudonym(list(ledger.accounts_by_pseudonym())).values())
    held = set().union(*index.keys().values())
    index.close()
    ledger.close()
    return len(told - held), len(held - told)


def crowd(for_s: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        retold = Retold(Path(folder) / "home")
        try:
            retold.start()
            answers = talk_at_once(retold, people=8, for_s=for_s, seed=seed)
        finally:
            retold.stop()
    print(f"8 people for {for_s} s: {answers.total()} requests, {dict(answers)}")


def logs(conversations: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for level, name in (("INFO", "words"), ("DEBUG", "secrets")):
            retold = Retold(Path(folder) / name)
            retold.environment |= {"LOG_LEVEL": level, "LOG_LEVEL_LIBRARIES": level}
            try:
                retold.start()
                if level == "INFO":
                    print(lines_of(audit_logs(retold, conversations, seed=seed)))
                else:
                    found, elsewhere = audit_secrets(retold, max(1, conversations // 10), seed=seed)
                    print(lines_of(found) + f"\nin other files  {elsewhere}")
            finally:
                retold.stop()


def lines_of(found: Any) -> str:
    """A report, a line for each of its fields."""
    return "\n".join(f"{name:15s} {value}" for name, value in vars(found).items())


if __name__ == "__main__":
    what, *numbers = sys.argv[1:] or ["none"]
    run, usual = {"kills": (kills, 40), "crowd": (crowd, 300), "logs": (logs, 200)}.get(what, (None, 0))
    if run is None:
        sys.exit(str(__doc__).splitlines()[0])
    run(int(numbers[0]) if numbers else usual, int(numbers[1]) if numbers[1:] else 1)
