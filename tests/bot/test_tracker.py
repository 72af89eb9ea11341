"""The transcript: kept while it may be, gone when it must be. Every deletion test reads the bytes of the files."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from pathlib import Path

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from small_actions import SmallMemory

from bot.contract import Observation
from bot.tracker import ErasableTrackerStore

DOMAIN = Domain.from_yaml(
    "slots:\n  remembering: {type: text, mappings: [{type: custom}]}\n"
    "  memory: {type: any, mappings: [{type: custom}]}\n"
    "session_config: {session_expiration_time: 30, carry_over_slots_to_new_session: false}"
)
USER = "web:00000000000000000000000000000001"


def start(remembering: str = "on") -> list[Event]:
    return [
        ActionExecuted("action_session_start"),
        BotUttered("Hello again"),
        SessionStarted(),
        SlotSet("remembering", remembering),
        ActionExecuted("action_listen"),
    ]


def observed(said: str, **what: object) -> SlotSet:
    return SlotSet("memory", Observation("m-" + said[:4], **what).to_slot())  # type: ignore[arg-type]


def turn(said: str, answer: str, *extra: Event) -> list[Event]:
    return [
        UserUttered(
            said, {"name": "tell"}, parse_data={"text": said, "text_tokens": [(0, 3)]}, message_id="m-" + said[:4]
        ),
        observed(said),
        *extra,
        ActionExecuted("action_reply"),
        BotUttered(answer),
        ActionExecuted("action_listen"),
    ]


def open_store(home: Path) -> ErasableTrackerStore:
    return ErasableTrackerStore(DOMAIN, path=str(home / "transcript.db"))


def save(store: ErasableTrackerStore, *events: list[Event]) -> DialogueStateTracker:
    tracker = asyncio.run(store.get_or_create_tracker(USER, append_action_listen=False))
    for event in sum(events, []):
        tracker.update(event, DOMAIN)
    asyncio.run(store.save(tracker))
    return tracker


def words(store: ErasableTrackerStore) -> list[str]:
    tracker = asyncio.run(store.retrieve(USER))
    return [e.text for e in tracker.events if isinstance(e, (UserUttered, BotUttered)) and e.text] if tracker else []


def stored_bytes(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_a_session_goes_on_after_a_restart(tmp_path: Path) -> None:
    save(open_store(tmp_path), start(), turn("I grow walnuts", "Noted walnuts"))
    assert words(open_store(tmp_path)) == ["Hello again", "I grow walnuts", "Noted walnuts"]


def test_only_what_was_said_while_remembering_was_on_reaches_the_disk(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(
        store,
        start("unasked"),
        turn("before the yes", "may I"),
        turn("yes", "thank you", SlotSet("remembering", "on")),
        turn("I grow walnuts", "noted"),
        turn("pause now", "paused", SlotSet("remembering", "paused")),
        turn("off the record", "fine", observed("off the record", noted=("secretive",))),
    )
    assert words(store)[-2:] == ["off the record", "fine"]
    kept = stored_bytes(tmp_path)
    assert b"walnuts" in kept
    assert b"pause now" in kept
    for unkept in (b"before the yes", b"may I", b"off the record", b"secretive"):
        assert unkept not in kept
    assert words(open_store(tmp_path)) == ["thank you", "I grow walnuts", "noted", "pause now"]


def test_nothing_of_a_person_who_said_no_reaches_the_disk(tmp_path: Path) -> None:
    save(open_store(tmp_path), start("unasked"), turn("no thanks", "fine", SlotSet("remembering", "off")))
    assert USER.encode() not in stored_bytes(tmp_path)


def test_the_message_after_remembering_was_stopped_elsewhere_does_not_reach_the_disk(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    stopped = observed("off the record", unkept=True), SlotSet("remembering", "off")
    save(store, start(), turn("I like tea", "Noted."), turn("off the record", "Fine, nothing", *stopped))
    assert words(store)[-2:] == ["off the record", "Fine, nothing"]
    assert b"off the record" not in stored_bytes(tmp_path)
    assert b"Fine, nothing" not in stored_bytes(tmp_path)


def test_a_message_of_which_something_is_withheld_does_not_reach_the_disk(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    withheld = observed("I have diabetes", withheld=(("sensitive", "health"),))
    kept = observed("I like tea", noted=("1",))
    save(store, start(), turn("I have diabetes", "May I keep that?", withheld), turn("I like tea", "Noted.", kept))
    assert words(store)[-4:] == ["I have diabetes", "May I keep that?", "I like tea", "Noted."]
    assert b"diabetes" not in stored_bytes(tmp_path)
    assert b"I like tea" in stored_bytes(tmp_path)


def test_a_new_session_drops_the_one_before(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, start(), turn("I grow walnuts", "noted"))
    save(store, start(), turn("good morning", "hello"))
    assert b"walnuts" not in stored_bytes(tmp_path)
    assert words(store) == ["Hello again", "good morning", "hello"]


def test_an_erasure_in_the_middle_of_a_turn_is_not_undone_by_the_save_at_its_end(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, start(), turn("I grow walnuts", "Noted walnuts"))
    tracker = asyncio.run(store.retrieve(USER))
    tracker.update(UserUttered("forget the walnuts", message_id="m9"), DOMAIN)
    SmallMemory(0, store.path).erase(USER)
    for event in [ActionExecuted("action_forget"), BotUttered("That is gone."), ActionExecuted("action_listen")]:
        tracker.update(event, DOMAIN)
    asyncio.run(store.save(tracker))
    assert words(store) == words(open_store(tmp_path)) == ["That is gone."]
    assert b"walnuts" not in stored_bytes(tmp_path)


def test_an_erasure_between_turns_leaves_a_session_that_goes_on_without_its_words(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, start(), turn("I grow walnuts", "Noted walnuts"))
    SmallMemory(0, store.path).erase(USER)
    assert b"walnuts" not in stored_bytes(tmp_path)
    tracker = asyncio.run(store.retrieve(USER))
    assert words(store) == []
    assert tracker.applied_events(), "an empty session would greet again"
    assert tracker.get_slot("remembering") == "on"
    assert tracker.latest_action_name == "action_listen"
    assert [e.message_id for e in tracker.events if isinstance(e, UserUttered)] == ["m-I gr"]
    save(store, turn("and now cherries", "noted"))
    assert b"walnuts" not in stored_bytes(tmp_path)
    assert words(open_store(tmp_path)) == ["and now cherries", "noted"]


def test_sessions_that_have_ended_are_swept_from_memory_and_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path)
    save(store, start(), turn("I grow walnuts", "noted"))
    SmallMemory(0, store.path).erase("web:somebody else")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31 * 60)
    store.sweep()
    assert asyncio.run(store.retrieve(USER)) is None
    left = stored_bytes(tmp_path)
    assert b"walnuts" not in left
    assert USER.encode() not in left
    assert b"somebody else" not in left


def test_what_ended_while_the_server_was_down_is_swept_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(open_store(tmp_path), start(), turn("I grow walnuts", "noted"))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31 * 60)
    open_store(tmp_path)
    assert b"walnuts" not in stored_bytes(tmp_path)


def test_a_message_is_kept_once_and_without_the_working_of_nlu(tmp_path: Path) -> None:
    save(open_store(tmp_path), start(), turn("I grow walnuts", "noted", observed("I grow walnuts", noted=("n",))))
    assert b"text_tokens" not in stored_bytes(tmp_path)
    with sqlite3.connect(tmp_path / "transcript.db") as db:
        assert db.execute("SELECT sender_id, turns FROM transcripts").fetchall() == [(USER, 1)]
    db.close()


def test_the_transcript_is_open_to_its_owner_alone_and_leaves_no_log_beside_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, start(), turn("I grow walnuts", "noted"))
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["transcript.db"]


@pytest.mark.parametrize(
    "damage", [b"not a database, but long enough to look like one" * 40, b"SQLite format 3\x00" + b"\xff" * 5_000]
)
def test_a_damaged_transcript_is_replaced_and_the_session_goes_on(
    tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store(tmp_path)
    save(store, start(), turn("I grow walnuts", "noted"))
    store.path.write_bytes(damage)
    save(store, turn("cherries too", "noted"))
    assert len([record for record in caplog.records if "replaced" in record.message]) == 1
    assert words(open_store(tmp_path))[-2:] == ["cherries too", "noted"]
    assert "walnuts" not in caplog.text


def test_a_lost_transcript_is_made_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    save(store, start(), turn("I grow walnuts", "noted"))
    store.path.unlink()
    save(store, turn("cherries too", "noted"))
    assert "cherries too" in words(open_store(tmp_path))


def test_a_row_that_cannot_be_read_is_dropped(tmp_path: Path) -> None:
    save(open_store(tmp_path), start(), turn("I grow walnuts", "noted"))
    with sqlite3.connect(tmp_path / "transcript.db") as db:
        db.execute("UPDATE transcripts SET events = '{\"half'")
    db.close()
    assert asyncio.run(open_store(tmp_path).retrieve(USER)) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_keeps_sessions_in_memory(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.path.unlink()
    tmp_path.chmod(0o500)
    save(store, start(), turn("I grow walnuts", "noted"))
    assert "I grow walnuts" in words(store)
    tmp_path.chmod(0o700)


def test_a_full_disk_keeps_the_session_in_memory_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path)
    connect = sqlite3.connect

    def connect_to_full_disk(*args: object, **kwargs: object) -> sqlite3.Connection:
        db = connect(*args, **kwargs)  # type: ignore[call-overload]
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        return db

    monkeypatch.setattr(sqlite3, "connect", connect_to_full_disk)
    save(store, start(), turn("I grow walnuts " * 1_000, "noted"))
    assert len(words(store)) == 3
    assert "full" in caplog.text


def test_rasa_makes_this_store_from_its_configuration(tmp_path: Path) -> None:
    config = EndpointConfig(type="bot.tracker.ErasableTrackerStore", path=str(tmp_path / "transcript.db"))
    assert isinstance(TrackerStore.create(config, DOMAIN), ErasableTrackerStore)


def test_the_words_of_a_crisis_are_gone_from_memory_when_the_turn_is_over(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    crisis = [UserUttered("i want to die", {"name": "crisis"}), ActionExecuted("action_meet_crisis"),
              BotUttered("People can help, now."), ActionExecuted("action_listen")]  # fmt: skip
    save(store, start(), turn("i like bees", "Noted."), crisis)
    said = asyncio.run(store.retrieve(USER))
    assert said is not None
    texts = [event.text for event in said.events if isinstance(event, (UserUttered, BotUttered)) and event.text]
    assert texts == ["Hello again", "i like bees", "Noted."]
