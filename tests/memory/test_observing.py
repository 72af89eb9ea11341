"""What is said becomes memories: once, with its words, and only when it is wanted."""

from __future__ import annotations

import json
import logging
import threading
from datetime import timedelta

import pytest
from people import NOW, People

from memory.errors import InputInvalid
from memory.service import MAX_TEXT

MOVE = "I live in Porto. My sister Ines is a vet. I have a job interview next Tuesday."


def test_one_message_becomes_separate_memories_with_its_words(people: People) -> None:
    noted = people.say("ana", MOVE).memories
    assert len(noted) >= 3
    assert all(memory.quote in MOVE for memory in noted)
    assert {memory.told_at for memory in noted} == {NOW}


def test_nothing_is_kept_before_a_yes(people: People) -> None:
    observed = people.say("ben", "my dog Quillfeather is nine")
    assert observed.memories == ()
    assert {refused.reason for refused in observed.withheld} == {"unasked"}
    assert people.files_with("Quillfeather", "ben") == []


@pytest.mark.parametrize("remembering", ["paused", "off"])
def test_nothing_is_kept_while_it_is_not_wanted(people: People, remembering: str) -> None:
    people.tell("ana", "I live in Porto")
    people.service.change_profile("ana", {"remembering": remembering})
    observed = people.say("ana", "my dog Quillfeather is nine")
    assert observed.memories == ()
    assert {refused.reason for refused in observed.withheld} == {remembering}
    assert people.files_with("Quillfeather") == []
    assert [memory.quote for memory in people.service.memories("ana")] == ["I live in Porto"]


def test_a_message_delivered_twice_is_noted_once_and_answered_alike(people: People) -> None:
    text = "I live in Porto, I have diabetes and I love hiking"
    first = people.say("ana", text, message_id="same")
    assert people.say("ana", text, message_id="same") == first
    assert first.withheld
    assert len(people.service.memories("ana")) == len(first.memories) == 2
    assert {memory.seen for memory in people.service.memories("ana")} == {1}


def test_a_message_delivered_again_brings_nothing_forgotten_back(people: People) -> None:
    noted = people.say("ana", MOVE, message_id="same").memories
    people.service.forget("ana", [noted[0].id])
    assert {m.id for m in people.say("ana", MOVE, message_id="same").memories} == {m.id for m in noted[1:]}
    people.service.forget("ana", [memory.id for memory in noted[1:]])
    assert people.say("ana", MOVE, message_id="same").memories == ()
    assert people.service.memories("ana") == []


def test_the_same_message_id_of_two_people_is_two_messages(people: People) -> None:
    people.consent("ben")
    people.say("ana", "I live in Porto", message_id="same")
    people.say("ben", "I live in Lund", message_id="same")
    assert [memory.quote for memory in people.service.memories("ben")] == ["I live in Lund"]


def test_a_message_delivered_eight_times_at_once_is_noted_once(people: People) -> None:
    def say() -> None:
        people.service.observe("ana", "I live in Porto", message_id="same", sent_at=NOW, channel="web")

    threads = [threading.Thread(target=say) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(people.service.memories("ana")) == 1


def test_something_new_supersedes_the_old_and_both_stay_with_their_dates(people: People) -> None:
    before = people.tell("ana", "I live in Porto")
    people.clock.advance(days=30)
    now = people.tell("ana", "actually I live in Braga now")
    assert now.supersedes == before.id
    by_id = {memory.id: memory for memory in people.service.memories("ana")}
    assert [(by_id[m.id].status, by_id[m.id].told_at) for m in (before, now)] == [
        ("superseded", NOW),
        ("current", NOW + timedelta(days=30)),
    ]
    assert [memory.id for memory in people.service.history("ana", now.id)] == [before.id]


def test_the_same_told_again_is_counted_not_doubled(people: People) -> None:
    people.tell("ana", "I live in Porto")
    people.tell("ana", "I live in Porto.")
    (memory,) = people.service.memories("ana")
    assert memory.seen == 2


def test_a_message_from_a_clock_that_is_ahead_is_told_now(people: People) -> None:
    told = people.tell("ana", "I live in Porto", sent_at=NOW + timedelta(days=400))
    assert told.told_at == NOW


def test_a_message_that_is_too_long_is_refused_and_nothing_is_lost(people: People) -> None:
    people.tell("ana", "I live in Porto")
    with pytest.raises(InputInvalid, match=str(MAX_TEXT)):
        people.say("ana", "I like tea. " * 1000)
    assert len(people.service.memories("ana")) == 1


def test_nothing_that_was_said_is_logged(people: People, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    noted = people.say("ana", "my aunt Wilhelmina sings in a choir").memories
    people.service.recall("ana", "what's my aunt's name?")
    people.service.correct("ana", noted[0].id, {"quote": "my aunt Wilhelmine sings"}, channel="by hand")
    people.service.forget("ana", [noted[0].id])
    people.reopen()
    assert "wilhelmin" not in json.dumps([record.getMessage() for record in caplog.records]).lower()
