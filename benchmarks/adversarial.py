"""What texts that are made to cost much do to others: `python -m benchmarks.adversarial chat|cost [how many]`.

chat: 1,000 such texts through the chat of both real processes, one after the other, while another person talks; before
that the other person talks alone, and beside as many ordinary texts. Prints the slowest answers to the texts, and the
other's latency in all three.
cost: what reading our own conversations costs in this process, and in processes of its own.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "journeys"))

from retold import Person, Retold  # noqa: E402

from benchmarks.adversarial_texts import KINDS, make  # noqa: E402
from benchmarks.conversations import talks  # noqa: E402
from memory.reading import Context  # noqa: E402
from memory.reading.adapter import open_reader  # noqa: E402
from memory.understand import ReaderPool  # noqa: E402

CHARS = (243, 1_000, 2_000, 4_000)
SESSION, PAUSE_S = 20, 1.0
"""After so many texts somebody new sends them, and so long the other person waits between two messages."""

LINES = (
    "I live in Porto.",
    "Where do I live?",
    "My sister is called Ines.",
    "what's my sister's name?",
    "ok",
    "I run every morning",
)


def newcomer(retold: Retold) -> Person:
    person = Person(retold)
    person.open()
    person.press("/affirm")
    return person


def took(act: Callable[[], object]) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


def talk(person: Person, until: Callable[[int], bool]) -> list[float]:
    """Seconds from a message to its answer, one message after the other."""
    found = []
    for number, line in enumerate(itertools.cycle(LINES)):
        if until(number):
            return found
        found.append(took(lambda line=line: person.say(line)))  # type: ignore[misc]
        time.sleep(PAUSE_S)
    return found


def adversarial(number: int) -> tuple[str, str]:
    """The text of this number, and its kind and length in words."""
    kind, chars = KINDS[number % len(KINDS)], CHARS[number // len(KINDS) % len(CHARS)]
    return make(kind, chars), f"{kind}, {chars} characters"


def ordinary(number: int) -> tuple[str, str]:
    return LINES[number % len(LINES)], "ordinary"


def send(retold: Retold, texts: int, written: Callable[[int], tuple[str, str]]) -> list[tuple[float, str]]:
    """Seconds and kind of each text, sent one after the other as fast as they are answered."""
    found = []
    mallory = newcomer(retold)
    for number in range(texts):
        if number and number % SESSION == 0:
            mallory = newcomer(retold)
        text, kind = written(number)
        begun = time.monotonic()
        status = mallory.ask("POST", "/webhooks/web/messages", {"text": text}).status
        found.append((time.monotonic() - begun, f"{kind} → {status}"))
    return found


def chat(texts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        retold = Retold(Path(folder) / "home")
        try:
            retold.start()
            ada = newcomer(retold)
            talk(ada, lambda number: number == 2 * len(LINES))  # what is slow at first
            alone = talk(ada, lambda number: number == 60)
            ordinary_texts, beside_ordinary = beside(retold, ada, texts, ordinary)
            attacks, beside_attacks = beside(retold, ada, texts, adversarial)
        finally:
            retold.stop()
    for seconds, kind in sorted(attacks, reverse=True)[:8]:
        print(f"{seconds:6.2f} s  {kind}")
    for name, sent in (("ordinary", ordinary_texts), ("adversarial", attacks)):
        print(f"{len(sent)} {name} texts: median {statistics.median(one for one, _ in sent):.2f} s")
    medians = [statistics.median(of) for of in (alone, beside_ordinary, beside_attacks)]
    for name, of, median in zip(
        ("alone", "beside ordinary texts", "beside adversarial texts"),
        (alone, beside_ordinary, beside_attacks),
        medians,
        strict=True,
    ):
        print(f"the other person {name}: {len(of)} answers, median {median:.2f} s, slowest {max(of):.2f} s")
    print(f"ratio to alone: {medians[2] / medians[0]:.2f}, to ordinary texts: {medians[2] / medians[1]:.2f}")


def beside(
    retold: Retold, ada: Person, texts: int, written: Callable[[int], tuple[str, str]]
) -> tuple[list[tuple[float, str]], list[float]]:
    """What became of the texts, and how long the other person waited for each answer meanwhile, in seconds."""
    over = threading.Event()
    waited: list[float] = []
    other = threading.Thread(target=lambda: waited.extend(talk(ada, lambda _: over.is_set())))
    other.start()
    sent = send(retold, texts, written)
    over.set()
    other.join()
    return sent, waited


def cost(times: int) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    messages = [(at, text) for one in talks("kept apart") for at, text, _ in one.messages][:times]
    pool = ReaderPool()
    for name, reader, pids in (
        ("here", open_reader(), [os.getpid()]),
        ("in a pool", pool, [os.getpid(), *pool.pids()]),
    ):
        reader.read("I live in Porto.", Context(messages[0][0]))
        before, begun = sum(map(_cpu_s, pids)), time.monotonic()
        for at, text in messages:
            reader.read(text, Context(at))
        each_ms = 1000 / len(messages)
        cpu_ms, all_ms = each_ms * (sum(map(_cpu_s, pids)) - before), each_ms * (time.monotonic() - begun)
        print(f"{name}: {cpu_ms:.1f} ms of CPU a message, {all_ms:.1f} ms in all")
    print("memory of a worker, of its own:", ", ".join(f"{_own_mb(pid):.0f} MB" for pid in pool.pids()))
    pool.close()
    print(f"a worker is ready after {took(lambda: ReaderPool(workers=1).close()):.1f} s")


def _cpu_s(pid: int) -> float:
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def _own_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    what, *many = sys.argv[1:] or ["chat"]
    {"chat": chat, "cost": cost}[what](int(many[0]) if many else {"chat": 1_000, "cost": 400}[what])
