"""Faults under load, for the tests in short and for benchmarks/faults.py at length: kills, and a crowd."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from retold import Retold
from witness import Witness, witnesses_of

WORKS_AGAIN_S = 120


@dataclass
class Killed:
    """What became of a run with kills. `lost` was acknowledged and is not there, `returned` was forgotten and is."""

    kills: Counter[str] = field(default_factory=Counter)
    damaged: int = 0
    told: int = 0
    forgot: int = 0
    lost: set[str] = field(default_factory=set)
    returned: set[str] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)


def kill_under_load(retold: Retold, victims: list[tuple[str, ...]], people: int = 4, seed: int = 1) -> Killed:
    """Kills the named processes at random moments while people talk; after each, looks for what is lost or is back.

    Between two kills some things are told or forgotten, so that each meets a service at work. Every third time that the
    memory service is down, a file of its index is cut in half.
    """
    chance, found = random.Random(seed), Killed()
    witnesses = witnesses_of(retold, people, seed)
    for witness in witnesses:
        witness.consent()
        witness.tell()
        witness.user_id = witness.person.ask("GET", "/webhooks/web/me/memories").body["memories"][0]["user_id"]
    stop = threading.Event()
    with ThreadPoolExecutor(people) as crowd:
        talking = [crowd.submit(witness.talk, stop) for witness in witnesses]
        try:
            for names in victims:
                wait_for_more(witnesses, chance.randint(2, 8))
                time.sleep(chance.uniform(0, 0.5))
                retold.kill(*names)
                found.kills["+".join(names)] += 1
                if "memory" in names and found.kills.total() % 3 == 0:
                    found.damaged += cut_in_half(retold.home / "index", chance)
                retold.start(*names)
                compare(retold, witnesses, found)
        finally:
            stop.set()
    for one in talking:
        one.result()
    compare(retold, witnesses, found)
    for witness in witnesses:
        found.told += witness.answers["told"] + 1
        found.forgot += len(witness.forgotten)
        found.answers += witness.answers
    return found


def wait_for_more(witnesses: list[Witness], many: int) -> None:
    """Until so many more things were told or forgotten. Raises TimeoutError where nothing moves any more."""
    wanted, end = sum(one.acknowledged() for one in witnesses) + many, time.monotonic() + WORKS_AGAIN_S
    while sum(one.acknowledged() for one in witnesses) < wanted:
        if time.monotonic() > end:
            raise TimeoutError(f"Nothing works {WORKS_AGAIN_S} s after a start: {[one.answers for one in witnesses]}")
        time.sleep(0.02)


def compare(retold: Retold, witnesses: list[Witness], found: Killed) -> None:
    """Adds to `found` what is lost and what is back: by what is shown, and by the bytes of all files."""
    for witness in witnesses:
        kept, forgotten = set(witness.kept), set(witness.forgotten)  # before the look: both go on meanwhile
        shown = retold.service("GET", f"/v1/users/{quote(witness.user_id)}/memories?limit=500")["memories"]
        quotes = " ".join(memory["quote"] for memory in shown)
        found.lost |= {word for word in kept - forgotten if word not in quotes and word in witness.kept}
        found.returned |= {word for word in forgotten if word in quotes}
        found.returned |= set(retold.holds(*forgotten)) if forgotten else set()


def cut_in_half(folder: Path, chance: random.Random) -> int:
    """Damages one file; returns how many that were."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size > 1]
    if not files:
        return 0
    with chance.choice(files).open("r+b") as file:
        file.truncate(file.seek(0, 2) // 2)
    return 1


def talk_at_once(retold: Retold, people: int, for_s: float, seed: int = 2) -> Counter[str]:
    """People who tell, ask and forget at the same time; how often each thing was answered, and how."""
    witnesses = witnesses_of(retold, people, seed)
    for witness in witnesses:
        witness.consent()
    stop = threading.Event()
    with ThreadPoolExecutor(people) as crowd:
        talking = [crowd.submit(witness.talk, stop) for witness in witnesses]
        stop.wait(for_s)
        stop.set()
    for one in talking:
        one.result()
    return sum((witness.answers for witness in witnesses), Counter())
