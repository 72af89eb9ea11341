"""Reading in processes of their own: killed at the deadline, replaced however they end, and gone with the service."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.errors import NotRead
from memory.reading import Context
from memory.reading.adapter import ReadingReader
from memory.understand import ReaderPool

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
ENDLESS = re.compile(r"(?:a|a)+!")
"""An author's pattern may be as bad as this; on forty letters it takes hours."""
HELD_UP = "I live in Porto. " + "a" * 40


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    pool = ReaderPool(crisis=[ENDLESS], workers=2, deadline_s=1)
    yield pool
    pool.close()


def wait_until_gone(pids: list[int], within_s: float = 20) -> list[int]:
    end = time.monotonic() + within_s
    while (left := [pid for pid in pids if is_there(pid)]) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def all_of(pool: ReaderPool) -> set[int]:
    """Its processes, once there are two: a new one is started a moment after the old is gone."""
    end = time.monotonic() + 60
    while len(pool.pids()) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert len(pool.pids()) == 2
    return set(pool.pids())


def tells_home(pool: ReaderPool) -> bool:
    """Reads a message, where it has to on one of the processes that are only starting."""
    for _ in range(5):
        with contextlib.suppress(NotRead):
            return bool(pool.read("I live in Porto.", Context(NOW)).facts)
    return False


def test_a_pool_does_what_a_reader_does(pool: ReaderPool, one_reader: ReadingReader) -> None:
    context = Context(NOW, "Europe/Lisbon", "And you?")
    for text in ("I moved to Porto with my sister.", "Ines left on Tuesday", "my password is hunter22", "", "ok"):
        assert pool.read(text, context) == one_reader.read(text, context)
        assert pool.say(text) == one_reader.say(text)
    assert pool.say("she left", "your sister Ines") == "Your sister Ines left"
    asked = "where does my sister live?"
    assert pool.ask(asked, asked_at=NOW) == one_reader.ask(asked, asked_at=NOW)


def test_words_of_a_crisis_are_known_to_every_process() -> None:
    pool = ReaderPool(crisis=[re.compile("end it all")], workers=1)
    try:
        assert pool.read("I will end it all", Context(NOW)).crisis
        assert not pool.read("I will end it here", Context(NOW)).crisis
    finally:
        pool.close()


def test_what_takes_too_long_is_given_up_and_others_are_read_meanwhile(pool: ReaderPool) -> None:
    with ThreadPoolExecutor(1) as attacker:
        held_up = attacker.submit(pool.read, HELD_UP, Context(NOW))
        assert tells_home(pool)  # on the other process
        with pytest.raises(NotRead, match="within 1 seconds") as raised:
            held_up.result()
    assert "Porto" not in str(raised.value)


def test_one_that_was_killed_at_the_deadline_is_replaced(pool: ReaderPool) -> None:
    before = all_of(pool)
    with pytest.raises(NotRead):
        pool.read(HELD_UP, Context(NOW))
    now = all_of(pool)
    (killed,) = before - now
    assert wait_until_gone([killed]) == []
    for _ in now:
        assert tells_home(pool)


def test_a_message_survives_a_process_that_is_killed_from_outside(pool: ReaderPool) -> None:
    killed = min(all_of(pool))
    os.kill(killed, signal.SIGKILL)
    for _ in range(4):
        assert tells_home(pool)
    assert killed not in all_of(pool)


def test_a_process_that_was_stopped_is_replaced_too(pool: ReaderPool) -> None:
    stopped = all_of(pool)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    assert tells_home(pool)
    assert stopped - all_of(pool)


@pytest.mark.parametrize("is_reading", [False, True], ids=["idle", "reading"])
def test_the_processes_end_with_a_service_that_is_killed(is_reading: bool) -> None:
    script = (
        "import re, sys, threading; from datetime import datetime, timezone; from memory.understand import ReaderPool; "
        "from memory.reading import Context\n"
        f"pool = ReaderPool(crisis=[re.compile({ENDLESS.pattern!r})], workers=1, deadline_s=3)\n"
        f"text = {HELD_UP!r} if {is_reading} else 'I live in Porto.'\n"
        "read = threading.Thread(target=pool.read, args=(text, Context(datetime.now(timezone.utc))))\n"
        "read.start()\n"
        "print(*pool.pids(), flush=True)\n"
        "threading.Event().wait()\n"
    )
    service = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert service.stdout
    pids = [int(pid) for pid in service.stdout.readline().split()]
    assert pids
    assert all(map(is_there, pids))
    service.kill()
    service.communicate()
    assert wait_until_gone(pids) == []
