"""A delivery is taken once, by whichever process sees it first."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
import time
from pathlib import Path

from bot.channels.slack_seen import KEPT_S, Seen


def _claim(path: Path, results: multiprocessing.Queue[int]) -> None:
    seen = Seen(path)
    results.put(sum(seen.claim(f"Ev{number}") for number in range(100)))


def test_several_processes_take_each_delivery_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[int] = context.Queue()
    processes = [context.Process(target=_claim, args=(tmp_path / "slack.db", results)) for _ in range(4)]
    for process in processes:
        process.start()
    assert sum(results.get(timeout=60) for _ in processes) == 100
    for process in processes:
        process.join()


def test_several_threads_take_each_delivery_once(tmp_path: Path) -> None:
    seen, taken = Seen(tmp_path / "slack.db"), []
    threads = [threading.Thread(target=lambda: taken.append(seen.claim("Ev1"))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 1


def test_a_restart_knows_what_was_taken(tmp_path: Path) -> None:
    assert Seen(tmp_path / "slack.db").claim("Ev1")
    assert not Seen(tmp_path / "slack.db").claim("Ev1")
    assert Seen(tmp_path / "slack.db").claim("Ev2")


def test_ids_and_times_are_all_that_is_kept_and_they_are_swept(tmp_path: Path) -> None:
    path = tmp_path / "slack.db"
    Seen(path).claim("Ev1")
    with sqlite3.connect(path) as db:
        assert [row[1] for row in db.execute("PRAGMA table_info(deliveries)")] == ["id", "taken_at"]
        db.execute("UPDATE deliveries SET taken_at = ?", (time.time() - KEPT_S - 1,))
    Seen(path).claim("Ev2")
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT id FROM deliveries").fetchall() == [("Ev2",)]
    assert path.stat().st_mode & 0o077 == 0


def test_a_damaged_file_does_not_stop_the_channel(tmp_path: Path) -> None:
    path = tmp_path / "slack.db"
    path.write_bytes(b"no database" * 1_000)
    seen = Seen(path)
    assert seen.claim("Ev1")
    assert not seen.claim("Ev1")
