"""What was said before an erasure is not written after it, wherever in a turn it comes and whatever the clock says."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from small_actions import SmallMemory
from test_tracker import DOMAIN, USER, observed, open_store, save, start, stored_bytes, turn, words

ASKED = "what's my aunt's name?"
RECEIPT = {"receipts": [{"memory_id": "1", "quote": "my aunt is called Wilhelmina"}]}
TURN: list[Event] = [
    UserUttered(ASKED, {"name": "ask_about_me"}, message_id="m-what"),
    observed(ASKED),
    ActionExecuted("action_recall"),
    BotUttered("Your aunt is called Wilhelmina.", {"custom": RECEIPT}),
    ActionExecuted("action_listen"),
]


@pytest.mark.parametrize("clock_s", [0, -3600, 3600], ids=["", "clock back", "clock forward"])
@pytest.mark.parametrize("at", range(len(TURN) + 1))
def test_an_erasure_at_any_moment_of_a_turn_leaves_none_of_its_words(
    tmp_path: Path, at: int, clock_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, real = open_store(tmp_path), time.time
    save(store, start(), turn("my aunt is called Wilhelmina", "Noted."))
    tracker = asyncio.run(store.retrieve(USER))
    for number, event in enumerate(TURN):
        if number == at:
            SmallMemory(0, store.path).erase(USER)
            monkeypatch.setattr(time, "time", lambda: real() + clock_s)
        tracker.update(event, DOMAIN)
    if at == len(TURN):
        SmallMemory(0, store.path).erase(USER)
        monkeypatch.setattr(time, "time", lambda: real() + clock_s)
    asyncio.run(store.save(tracker))
    assert words(store) == []
    assert b"Wilhelmina" not in stored_bytes(tmp_path)
    asyncio.run(store.save(tracker))  # Rasa may save a turn more than once
    assert b"Wilhelmina" not in stored_bytes(tmp_path)
    save(store, turn("I grow cherries", "Noted cherries"))
    assert words(store) == words(open_store(tmp_path)) == ["I grow cherries", "Noted cherries"]
    assert b"Wilhelmina" not in stored_bytes(tmp_path)


@pytest.mark.parametrize("clock_s", [-86_400, -3600, 3600])
def test_a_clock_that_is_set_after_an_erasure_brings_nothing_back(
    tmp_path: Path, clock_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, real = open_store(tmp_path), time.time
    save(store, start(), turn("my aunt is called Wilhelmina", "Noted."))
    SmallMemory(0, store.path).erase(USER)
    monkeypatch.setattr(time, "time", lambda: real() + clock_s)
    save(store, turn("I grow cherries", "Noted cherries"))
    assert words(store) == ["I grow cherries", "Noted cherries"]
    assert b"Wilhelmina" not in stored_bytes(tmp_path)


def test_of_the_turn_that_forgets_only_the_line_that_says_so_stays(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, start(), turn("my aunt is called Wilhelmina", "Noted."))
    tracker = asyncio.run(store.retrieve(USER))
    tracker.update(UserUttered("yes, my aunt Wilhelmina", {"name": "affirm"}, message_id="m-yes,"), DOMAIN)
    tracker.update(ActionExecuted("action_forget"), DOMAIN)
    SmallMemory(0, store.path).erase(USER)
    tracker.update(BotUttered("I also know Wilhelmina.", {"custom": RECEIPT}), DOMAIN)
    tracker.update(BotUttered("Forgotten: 1."), DOMAIN)
    asyncio.run(store.save(tracker))
    assert words(store) == words(open_store(tmp_path)) == ["Forgotten: 1."]
    SmallMemory(0, store.path).erase(USER)
    assert words(store) == []
    assert b"Forgotten" not in stored_bytes(tmp_path)


def test_a_session_that_begins_during_an_erasure_keeps_nothing_of_its_greeting(tmp_path: Path) -> None:
    # As Rasa does it: in a wrapper, which makes the trackers of new sessions itself.
    inner = open_store(tmp_path)
    store = FailSafeTrackerStore(inner)
    tracker = asyncio.run(store.get_or_create_tracker(USER, append_action_listen=False))
    SmallMemory(0, inner.path).erase(USER)
    for event in [*start(), BotUttered("Hello Wilhelmina, your aunt sings.")]:
        tracker.update(event, DOMAIN)
    asyncio.run(store.save(tracker))
    assert b"Wilhelmina" not in stored_bytes(tmp_path)
    assert words(inner) == []


def test_sweeping_in_the_middle_of_a_turn_does_not_hide_that_something_was_erased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, real = open_store(tmp_path), time.time
    save(store, start(), turn("my aunt is called Wilhelmina", "Noted."))
    monkeypatch.setattr(time, "time", lambda: real() + 31 * 60)
    tracker = asyncio.run(store.retrieve(USER))
    SmallMemory(0, store.path).erase(USER)
    store.sweep()
    tracker.update(BotUttered("Wilhelmina it is."), DOMAIN)
    asyncio.run(store.save(tracker))
    assert b"Wilhelmina" not in stored_bytes(tmp_path)


def test_a_file_that_was_lost_and_made_anew_repeats_no_generation(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for _ in range(2):
        SmallMemory(0, store.path).erase(USER)
        save(store, start(), turn("my aunt is called Wilhelmina", "Noted."))
        tracker = asyncio.run(store.retrieve(USER))
        store.path.unlink()
        open_store(tmp_path)
        SmallMemory(0, store.path).erase(USER)
        asyncio.run(store.save(tracker))
        assert b"Wilhelmina" not in stored_bytes(tmp_path)


def test_a_message_of_which_nobody_knows_what_it_tells_is_not_written_to_disk(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    unread = [event for event in turn("my password is hunter22", "Not read.") if event.type_name != "slot"]
    save(store, start(), turn("I like tea", "Noted."), unread)
    assert words(store)[-2:] == ["my password is hunter22", "Not read."]
    assert b"hunter22" not in stored_bytes(tmp_path)
    assert b"I like tea" in stored_bytes(tmp_path)


def test_the_marks_of_an_earlier_version_go_when_the_file_is_opened(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "transcript.db") as db:
        db.execute("CREATE TABLE erasures (sender_id TEXT PRIMARY KEY, erased_at REAL)")
        db.execute("INSERT INTO erasures VALUES (?, 1.5)", (USER,))
    db.close()
    store = open_store(tmp_path)
    save(store, start(), turn("I grow cherries", "Noted."))
    assert "I grow cherries" in words(open_store(tmp_path))
    with sqlite3.connect(tmp_path / "transcript.db") as db:
        assert "erasures" not in {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    db.close()
