"""What was told is found again, searched, and its uses counted."""

from __future__ import annotations

import shutil
from datetime import timedelta

from people import NOW, People

SISTER, INTERVIEW = "my sister Ines lives in Porto", "I have a job interview next tuesday"


def test_a_sister_is_found_and_a_brother_is_not(people: People) -> None:
    people.say("ana", SISTER)
    found = people.service.recall("ana", "what's my sister's name?")
    assert found.answerable
    assert "Ines" in found.matches[0].memory.quote
    assert not people.service.recall("ana", "what's my brother's name?").answerable


def test_what_is_remembered_is_there_after_a_restart_and_without_the_index(people: People) -> None:
    people.say("ana", SISTER)
    before = people.service.memories("ana")
    people.service.close()
    shutil.rmtree(people.home / "index")
    service = people.reopen()
    assert service.memories("ana") == before
    assert service.recall("ana", "what's my sister's name?").answerable


def test_uses_are_recorded_once_a_reply_and_counted(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    people.service.record_uses("ana", [told.id, told.id], reply_id="r1", channel="web")
    people.clock.advance(minutes=5)
    people.service.record_uses("ana", [told.id], reply_id="r2", channel="slack")
    used = people.service.memory("ana", told.id).used
    assert (used.count, used.last_at) == (2, NOW + timedelta(minutes=5))
    assert [(use.reply_id, use.channel) for use in people.service.uses("ana")] == [("r2", "slack"), ("r1", "web")]


def test_a_use_of_what_is_forgotten_or_anothers_is_not_recorded(people: People) -> None:
    people.consent("ben")
    told, of_ben = people.tell("ana", "I live in Porto"), people.tell("ben", "I live in Lund")
    people.service.forget("ana", [told.id])
    people.service.record_uses("ana", [told.id, of_ben.id], reply_id="r1", channel="web")
    assert people.service.uses("ana") == people.service.uses("ben") == []


def test_a_search_finds_all_of_its_words(people: People) -> None:
    people.say("ana", SISTER)
    people.say("ana", INTERVIEW)
    assert {memory.quote for memory in people.service.memories("ana", q="INTERVIEW tuesday")} == {INTERVIEW}
    assert people.service.memories("ana", q="interview lisbon") == []
