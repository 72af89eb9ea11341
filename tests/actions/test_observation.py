"""What is said to be noted is what this message became: whatever failed, and whatever the message before had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from calls import Conversation
from sqlalchemy import event

from bot.contract import DISK_FULL, UNREAD, Observation
from memory.errors import IndexFailed
from memory.service import MemoryService


@pytest.fixture
def full_disk(service: MemoryService) -> Iterator[None]:
    """The ledger's file may not grow: what SQLite calls a full disk."""

    def stop_growing(connection: Any, *_: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def let_grow(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1073741823")

    engine = service._ledger._engine
    event.listen(engine, "checkout", stop_growing)
    yield
    event.remove(engine, "checkout", stop_growing)
    event.listen(engine, "checkout", let_grow)


def test_an_observation_comes_back_from_its_slot_and_counts_for_its_message_alone() -> None:
    seen = Observation("m1", ("a", "b"), (("sensitive", "health"),), True, None, "follow_up", None, "c", True)
    assert Observation.from_slot(seen.to_slot(), "m1") == seen
    assert seen.to_slot()["withheld"] == [["sensitive", "health"]]
    for slot in (seen.to_slot(), None, {}, {"noted": ["a"]}, "a"):
        assert Observation.from_slot(slot, "m2") == Observation("m2", failed=UNREAD)
    assert [Observation("m", failed=why).may_be_kept for why in (None, UNREAD, DISK_FULL)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "action", "intent"),
    [
        ("my aunt is called Wilhelmina", "action_reply", "tell_about_me"),
        ("I'm Mira", "action_reply", "give_name"),
        ("it went well, my aunt Wilhelmina came", "action_reply", "feel_good"),
        ("bye, I have two geese", "action_acknowledge", "goodbye"),
        ("hello, I live in Lund", "action_return_greeting", "greet"),
    ],
)
def test_a_message_that_was_not_read_is_said_to_be_not_noted(
    ana: Conversation, text: str, action: str, intent: str
) -> None:
    ana.consent()
    assert ana.say("I love hiking").receipts
    said = ana.say(text, action, intent, read=False)
    assert said.names[0] == "utter_unread"
    assert said.receipts == []
    assert said.buttons == ["/note_it"]


def test_what_was_not_read_is_noted_on_request(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I love hiking")
    ana.say("my aunt is called Wilhelmina", read=False)
    noted = ana.say("/note_it", "action_note_it", "note_it")
    assert [receipt["quote"] for receipt in noted.receipts] == ["my aunt is called Wilhelmina"]
    assert len(service.memories("ana")) == 2


@pytest.mark.parametrize("pending", ["forget", "forget_everything", "sensitive"])
def test_a_question_that_a_message_nobody_read_came_after_is_asked_again_or_closed(
    ana: Conversation, pending: str
) -> None:
    ana.consent()
    asked = {"question": pending, "repeats": 0, "amid_other": False}
    ana.slots |= {"pending": pending, "forget_ids": ["1"], "asked": asked}
    said = ana.say("what a day", read=False)
    assert ana.slots["pending"] is None or said.names[-1] == f"utter_{pending}_again"


def test_a_full_disk_is_said_and_nothing_older_is_called_noted(
    ana: Conversation, service: MemoryService, request: pytest.FixtureRequest
) -> None:
    ana.consent()
    ana.say("I love hiking")
    request.getfixturevalue("full_disk")
    full = 0
    for name in ("Wilhelmina", "Balthasar", "Quillfeather", "Tamarindo", "Zenobia", "Ignatius"):
        said = ana.say(f"my friend {name} sings in a choir")
        full += said.names == ["utter_disk_full"]
        told = {memory.id for memory in service.memories("ana") if name in memory.quote}
        assert {receipt["memory_id"] for receipt in said.receipts} == told
        assert (ana.slots["memory"].get("failed") == DISK_FULL) == (said.names == ["utter_disk_full"]) == (not told)
    assert full > 1


def test_what_the_ledger_holds_is_said_to_be_noted_though_the_index_failed(
    ana: Conversation, service: MemoryService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(entries: object) -> None:
        raise IndexFailed("The index failed; it is made anew.")

    ana.consent()
    ana.say("I love hiking")
    with monkeypatch.context() as fault:
        fault.setattr(service._index, "add", fail)
        said = ana.say("my aunt is called Wilhelmina")
    assert [receipt["quote"] for receipt in said.receipts] == ["my aunt is called Wilhelmina"]
    service._index.needs_care.set()
    assert service.wait_for_index(60)
    told = {memory.id for memory in service.memories("ana")}
    assert service._index.keys() == {service._ledger.pseudonym("ana"): told}
    assert service.recall("ana", "what's my aunt's name?").answerable


def test_forgetting_what_is_gone_already_says_no_number(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I love hiking")
    ana.say("forget that I love hiking", "action_propose_forget", "forget_something")
    service.forget("ana", [memory.id for memory in service.memories("ana")])
    assert ana.say("/affirm", "action_forget", "affirm").names == ["utter_forget_nothing_found"]


def test_the_line_that_quotes_a_plan_goes_with_it_in_a_whole_conversation(
    ana: Conversation, service: MemoryService, settings: Any
) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    ana.say("I am training for the Quenalba marathon.")
    ana.run("action_session_start")
    ana.say("I bought a red bicycle yesterday.")
    bicycle = service.memories("ana", q="bicycle")[0]
    assert "Quenalba" in (bicycle.in_reply_to or "")
    assert bicycle.drew_on
    ana.say("forget about the marathon", "action_propose_forget", "forget_something")
    assert ana.say("yes", "action_forget", "affirm").names == ["utter_forgotten"]
    assert service.memory("ana", bicycle.id).in_reply_to is None
    service.close()
    assert [path.name for path in settings.home.rglob("*") if path.is_file() and b"Quenalba" in path.read_bytes()] == []


@pytest.mark.parametrize(
    "asked", ["forget that I lived in Plunkville", "forget I used to live in Plunkville", "forget about Plunkville"]
)
def test_what_is_superseded_is_found_and_forgotten_and_what_holds_now_stays(
    ana: Conversation, service: MemoryService, asked: str
) -> None:
    ana.consent()
    ana.say("I live in Plunkville")
    ana.say("actually I live in Braga now")
    proposed = ana.say(asked, "action_propose_forget", "forget_something")
    assert [receipt["quote"] for receipt in proposed.receipts] == ["I live in Plunkville"]
    ana.say("yes", "action_forget", "affirm")
    assert [memory.slot.value for memory in service.memories("ana") if memory.slot] == ["Braga"]
    assert service.recall("ana", "where do I live?").answerable
