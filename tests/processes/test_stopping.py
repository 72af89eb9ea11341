"""The memory service is told to stop, whatever it is doing."""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from retold import Retold

from memory.home import HomeLock
from memory.settings import make_home

STOPS_WITHIN_S, SECOND_START_S = 10, 2


def run_action(place: Retold, name: str) -> dict[str, Any]:
    """What the service answers, or why it does not; filled in later, by a thread."""
    answer: dict[str, Any] = {}

    def ask() -> None:
        call = {"next_action": name, "sender_id": "ana", "tracker": {"sender_id": "ana", "slots": {}}, "domain": {}}
        try:
            answer["body"] = place.service("POST", "/webhook", call)
        except OSError as error:
            answer["error"] = error

    answer["thread"] = threading.Thread(target=ask, daemon=True)
    answer["thread"].start()
    time.sleep(1)  # it is under way
    return answer


def stop(place: Retold, number: int = signal.SIGTERM) -> tuple[int, float]:
    """The exit code, and the seconds it took."""
    process, began = place.processes["memory"], time.monotonic()
    process.send_signal(number)
    code = process.wait(60)
    return code, time.monotonic() - began


def test_a_stop_lets_a_request_finish_and_leaves_one_whole_ledger(place: Retold) -> None:
    place.start("memory")
    limits = Path(f"/proc/{place.processes['memory'].pid}/limits").read_text().splitlines()
    assert [line.split()[4:6] for line in limits if line.startswith("Max core file size")] == [["0", "0"]]
    dumpable = run_action(place, "action_dumpable")
    place.service("PUT", "/v1/users/ana/profile", {"remembering": "on"})
    told = {"text": "I live in Quoddleton.", "message_id": "1", "sent_at": "2026-01-01T00:00:00Z", "channel": "web"}
    place.service("POST", "/v1/users/ana/messages", told)
    answer = run_action(place, "action_slow")
    code, took_s = stop(place)
    answer["thread"].join(10)
    assert answer["body"]["responses"][0]["text"] == "At last."
    assert dumpable["body"]["responses"][0]["text"] == "0"
    assert (code, took_s < STOPS_WITHIN_S) == (0, True)
    assert "Traceback" not in place.log()
    assert [path.name for path in place.home.glob("ledger.db*")] == ["ledger.db"]
    alone = Path(f"{place.home}-copied.db")
    alone.write_bytes((place.home / "ledger.db").read_bytes())
    with sqlite3.connect(alone) as copied:
        assert copied.execute("SELECT quote FROM memories").fetchall() == [("I live in Quoddleton.",)]


@pytest.mark.parametrize("doing", ["action_sleeping_in_a_thread", "action_stuck_in_a_thread", "action_stuck"])
def test_a_stop_takes_ten_seconds_at_most_whatever_runs(place: Retold, doing: str) -> None:
    place.start("memory")
    run_action(place, doing)
    guardian_and_readers = children(place.processes["memory"].pid)
    assert guardian_and_readers
    _, took_s = stop(place, signal.SIGINT if doing == "action_stuck" else signal.SIGTERM)
    assert took_s < STOPS_WITHIN_S
    assert "Traceback" not in place.log()
    assert all_end(guardian_and_readers), "what it started runs on"


def test_a_stop_while_it_still_starts_is_at_once_and_without_a_traceback(place: Retold) -> None:
    for number, after_s in ((signal.SIGINT, 1), (signal.SIGINT, 2.5), (signal.SIGTERM, 2.5)):
        place.launch("memory")
        time.sleep(after_s)  # in the middle of its imports, or of its models
        _, took_s = stop(place, number)
        assert took_s < STOPS_WITHIN_S
    assert "Traceback" not in place.log()


def test_a_second_start_on_the_same_folder_ends_before_anything_is_loaded(place: Retold) -> None:
    lock, began = HomeLock(make_home(place.home)), time.monotonic()
    place.launch("memory")
    assert place.processes["memory"].wait(10) == 1
    assert time.monotonic() - began < SECOND_START_S
    assert place.log().count("\n") == 1
    assert "Another memory service works on" in place.log()
    lock.release()


def children(pid: int) -> list[Path]:
    return [Path("/proc") / child for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def all_end(processes: list[Path], within_s: float = 5) -> bool:
    """Whether all of them end, which they do as soon as they see that the one that started them has."""
    until = time.monotonic() + within_s
    while any(map(runs, processes)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(runs, processes))


def runs(process: Path) -> bool:
    try:
        return bool((process / "cmdline").read_bytes())  # a zombie has none
    except OSError:
        return False
