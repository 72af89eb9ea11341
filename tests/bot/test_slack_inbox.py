"""A delivery is taken once, by whichever process sees it first, and is taken up by another when that one is gone."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from bot.channels import slack_inbox
from bot.channels.slack_inbox import KEPT_S, MOST_TRIES, Inbox, Pointer, pointer_of

HERE = Pointer("message", "U1", "D1", "1700000000.000001")


def _claim(path: Path, results: multiprocessing.Queue[int]) -> None:
    inbox = Inbox(path)
    results.put(sum(inbox.claim(f"Ev{number}", HERE) for number in range(100)))


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
    inbox, taken = Inbox(tmp_path / "slack.db"), []
    threads = [threading.Thread(target=lambda: taken.append(inbox.claim("Ev1", HERE))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 1


def test_a_restart_knows_what_was_taken(tmp_path: Path) -> None:
    assert Inbox(tmp_path / "slack.db").claim("Ev1", HERE)
    assert not Inbox(tmp_path / "slack.db").claim("Ev1", HERE)
    assert Inbox(tmp_path / "slack.db").claim("Ev2", HERE)


def test_what_a_process_left_is_taken_up_once_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_inbox, "HOLD_S", 0.2)
    path = tmp_path / "slack.db"
    gone = Inbox(path)
    gone.claim("Ev1", HERE)
    gone.claim("Ev2", Pointer("request", "U2"))
    gone.claim("Ev3", HERE)
    gone.finish("Ev3")
    first, second = Inbox(path), Inbox(path)
    assert first.take_left() == [], "its hold has not ended"
    time.sleep(0.3)
    assert first.take_left() == [("Ev1", HERE), ("Ev2", Pointer("request", "U2"))]
    assert second.take_left() == [], "the first holds them"
    assert first.take_left() == [], "it works on them"
    first.finish("Ev1")
    time.sleep(0.3)
    first.renew()
    assert second.take_left() == []
    time.sleep(0.3)
    assert second.take_left() == [("Ev2", Pointer("request", "U2"))]


def test_what_ends_every_process_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(slack_inbox, "HOLD_S", 0.0)
    path = tmp_path / "slack.db"
    Inbox(path).claim("Ev1", HERE)
    taken = []
    for _ in range(MOST_TRIES + 2):
        time.sleep(0.01)
        taken.append(len(Inbox(path).take_left()))
    assert taken == [1] * (MOST_TRIES - 1) + [0] * 3
    assert "given up" in caplog.text


def test_of_a_finished_delivery_only_id_and_times_are_kept_and_they_are_swept(tmp_path: Path) -> None:
    path = tmp_path / "slack.db"
    inbox = Inbox(path)
    inbox.claim("Ev1", HERE)
    inbox.finish("Ev1")
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT kind, slack_id, channel, ts, thread_ts FROM inbox").fetchall() == [(None,) * 5]
        db.execute("UPDATE inbox SET taken_at = ?", (time.time() - KEPT_S - 1,))
    Inbox(path).claim("Ev2", HERE)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT id FROM inbox").fetchall() == [("Ev2",)]
    assert path.stat().st_mode & 0o077 == 0


def test_a_damaged_file_does_not_stop_the_channel(tmp_path: Path) -> None:
    path = tmp_path / "slack.db"
    path.write_bytes(b"no database" * 1_000)
    inbox = Inbox(path)
    assert inbox.claim("Ev1", HERE)
    assert not inbox.claim("Ev1", HERE)
    inbox.finish("Ev1")
    inbox.renew()
    assert inbox.take_left() == []
    assert not Inbox(path).claim("Ev1", HERE), "it was replaced by one that can be used"


def test_a_file_of_another_version_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "slack.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE inbox (id TEXT PRIMARY KEY, sealed BLOB)")
    assert Inbox(path).claim("Ev1", HERE)
    assert not Inbox(path).claim("Ev1", HERE)


def test_a_pointer_holds_no_word(tmp_path: Path) -> None:
    said = {"user": "U1", "text": "I live in Lund", "ts": "17.1", "thread_ts": "16.1"}
    message = {"type": "message", "channel_type": "im", "channel": "D1", **said}
    changed = {"type": "message", "channel": "D1", "subtype": "message_changed", "ts": "18.1", "previous_message": said}
    assert pointer_of({"event": message}, "U1") == Pointer("message", "U1", "D1", "17.1", "16.1")
    assert pointer_of({"event": changed}, "U1") == Pointer("change", "U1", "D1", "17.1", "16.1")
    assert pointer_of({"event": {"type": "app_home_opened", "tab": "home"}}, "U1") == Pointer("home", "U1")
    for payload in (
        {"command": "/memories", "text": "forget Lund"},
        {"type": "block_actions", "actions": [{"value": "Lund"}]},
        {"event": {"type": "app_mention", "text": "I live in Lund", "channel": "C1", "ts": "17.1"}},
    ):
        assert pointer_of(payload, "U1") == Pointer("request", "U1")
