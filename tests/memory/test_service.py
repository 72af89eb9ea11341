from __future__ import annotations

import json
import logging
import shutil
import threading
from datetime import timedelta

import pytest
from people import NOW, People

from memory.errors import InputInvalid, MemoryNotFound, NotRemembering
from memory.service import MAX_TEXT

MOVE = "i just moved to porto with my sister Ines and have a job interview next tuesday"


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


def test_a_sister_is_found_and_a_brother_is_not(people: People) -> None:
    people.say("ana", MOVE)
    found = people.service.recall("ana", "what's my sister's name?")
    assert found.answerable
    assert "Ines" in found.matches[0].memory.quote
    assert not people.service.recall("ana", "what's my brother's name?").answerable


def test_what_is_remembered_is_there_after_a_restart_and_without_the_index(people: People) -> None:
    people.say("ana", MOVE)
    before = people.service.memories("ana")
    people.service.close()
    shutil.rmtree(people.home / "index")
    service = people.reopen()
    assert service.memories("ana") == before
    assert service.recall("ana", "what's my sister's name?").answerable


def test_a_secret_is_never_kept_whatever_the_person_decided(people: People) -> None:
    people.service.change_profile("ana", {"sensitive": "keep"})
    observed = people.say("ana", "my pin is 4711 and my card number is 4111 1111 1111 1111")
    assert {refused.reason for refused in observed.withheld} == {"secret"}
    assert people.files_with("4711", "4111 1111") == []
    with pytest.raises(InputInvalid, match="not kept"):
        people.service.tell("ana", "my pin is 4711", channel="by hand")
    assert people.service.memories("ana") == []


@pytest.mark.parametrize(("sensitive", "kept"), [("ask", 0), ("never", 0), ("keep", 1)])
def test_what_is_sensitive_is_kept_only_when_the_person_says_keep(people: People, sensitive: str, kept: int) -> None:
    people.service.change_profile("ana", {"sensitive": sensitive})
    observed = people.say("ana", "I have diabetes")
    assert len(observed.memories) == kept
    assert len(people.files_with("diabetes")) > 0 if kept else people.files_with("diabetes") == []


def test_told_by_hand_is_kept_whole_where_it_is_not_understood(people: People) -> None:
    (told,) = people.service.tell("ana", "Wednesdays: the blue bicycle", channel="by hand", category="possessions")
    assert (told.quote, told.category, told.channel) == ("Wednesdays: the blue bicycle", "possessions", "by hand")


@pytest.mark.parametrize("text", ["", "   ", "x" * (MAX_TEXT + 1)], ids=["empty", "blank", "too long"])
def test_told_by_hand_needs_words_that_fit(people: People, text: str) -> None:
    with pytest.raises(InputInvalid, match="characters"):
        people.service.tell("ana", text, channel="by hand")


def test_by_hand_needs_a_yes_as_well(people: People) -> None:
    with pytest.raises(NotRemembering):
        people.service.tell("ben", "I live in Lund", channel="by hand")


def test_a_correction_keeps_what_was_said_before(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    people.clock.advance(hours=1)
    corrected = people.service.correct("ana", told.id, {"quote": "I live in Braga"}, channel="by hand")
    assert (corrected.id, corrected.quote) == (told.id, "I live in Braga")
    assert corrected.slot is not None
    assert corrected.slot.value == "Braga"
    (former,) = people.service.history("ana", told.id)
    assert (former.quote, former.status, former.told_at) == ("I live in Porto", "superseded", NOW)
    assert "Braga" in people.service.recall("ana", "where do I live?").matches[0].memory.quote


def test_a_correction_of_a_correction_keeps_both(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    for city in ("Braga", "Lund"):
        people.service.correct("ana", told.id, {"quote": f"I live in {city}"}, channel="by hand")
    history = people.service.history("ana", told.id)
    assert [memory.quote for memory in history] == ["I live in Braga", "I live in Porto"]


def test_a_correction_of_another_persons_memory_changes_nothing(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    people.consent("ben")
    with pytest.raises(MemoryNotFound):
        people.service.correct("ben", told.id, {"quote": "I live in Hell"}, channel="by hand")
    with pytest.raises(MemoryNotFound):
        people.service.forget("ben", [told.id])
    assert people.service.memory("ana", told.id) == told


def test_a_correction_that_is_a_secret_is_refused_and_changes_nothing(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    with pytest.raises(InputInvalid):
        people.service.correct("ana", told.id, {"quote": "my pin is 4711", "category": "self"}, channel="by hand")
    assert people.service.memory("ana", told.id) == told


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


def test_consent_is_kept_with_its_date_and_the_text_that_was_shown(people: People) -> None:
    people.service.change_profile("ben", {"remembering": "on", "consent_text": "May I?"})
    people.clock.advance(days=3)
    people.service.change_profile("ben", {"remembering": "paused"})
    people.service.change_profile("ben", {"remembering": "on"})
    profile = people.service.profile("ben")
    assert (profile.consented_at, profile.consent_text) == (NOW, "May I?")


@pytest.mark.parametrize(
    "changes",
    [{"remembering": "maybe"}, {"level": ""}, {"sensitive": None}, {"timezone": "Middle/Earth"}, {"timezone": "/etc"}],
)
def test_a_decision_that_does_not_exist_is_refused(people: People, changes: dict[str, str]) -> None:
    before = people.service.profile("ana")
    with pytest.raises(InputInvalid):
        people.service.change_profile("ana", changes)
    assert people.service.profile("ana") == before


def test_what_is_kept_for_thirty_days_is_gone_on_the_thirty_first(people: People) -> None:
    people.service.change_profile("ana", {"retention_days": 30})
    people.tell("ana", "my parrot is called Tamarillo")
    people.clock.advance(days=29)
    assert people.service.forget_expired() == 0
    people.clock.advance(days=1)
    assert people.service.forget_expired() == 1
    assert people.files_with("Tamarillo") == []
    assert people.service.memories("ana") == []


def test_what_is_expired_is_gone_at_a_start(people: People) -> None:
    people.service.change_profile("ana", {"retention_days": 1})
    people.tell("ana", "my parrot is called Tamarillo")
    people.clock.advance(days=2)
    assert people.reopen().memories("ana") == []
    assert people.files_with("Tamarillo") == []


def test_a_message_from_a_clock_that_is_ahead_is_told_now(people: People) -> None:
    told = people.tell("ana", "I live in Porto", sent_at=NOW + timedelta(days=400))
    assert told.told_at == NOW


def test_a_message_that_is_too_long_is_refused_and_nothing_is_lost(people: People) -> None:
    people.tell("ana", "I live in Porto")
    with pytest.raises(InputInvalid, match=str(MAX_TEXT)):
        people.say("ana", "I like tea. " * 1000)
    assert len(people.service.memories("ana")) == 1


def test_a_search_finds_all_of_its_words(people: People) -> None:
    people.say("ana", MOVE)
    assert {memory.quote for memory in people.service.memories("ana", q="INTERVIEW tuesday")} == {
        "have a job interview next tuesday"
    }
    assert people.service.memories("ana", q="interview lisbon") == []


def test_nothing_that_was_said_is_logged(people: People, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    noted = people.say("ana", "my aunt Wilhelmina sings in a choir").memories
    people.service.recall("ana", "what's my aunt's name?")
    people.service.correct("ana", noted[0].id, {"quote": "my aunt Wilhelmine sings"}, channel="by hand")
    people.service.forget("ana", [noted[0].id])
    people.reopen()
    assert "wilhelmin" not in json.dumps([record.getMessage() for record in caplog.records]).lower()


def test_what_is_sensitive_waits_for_a_yes_and_is_on_no_disk_until_then(people: People) -> None:
    observed = people.say("ana", "I have diabetes and I love hiking")
    assert [memory.quote for memory in observed.memories] == ["I love hiking"]
    (waiting,) = people.service.withheld("ana")
    assert [told.sensitivity for told in waiting.told] == ["health"]
    assert people.files_with("diabetes") == []
    (kept,) = people.service.keep_withheld("ana")
    assert (kept.sensitivity, kept.told_at) == ("health", NOW)
    assert people.service.withheld("ana") == []
    assert "diabetes" in people.reopen().memory("ana", kept.id).quote


def test_what_waits_is_gone_after_a_no(people: People) -> None:
    people.say("ana", "I have diabetes")
    assert people.service.drop_withheld("ana") == 1
    assert people.service.keep_withheld("ana") == []
    assert people.files_with("diabetes") == []


def test_what_waits_is_gone_after_half_an_hour(people: People) -> None:
    people.say("ana", "I have diabetes")
    people.clock.advance(minutes=29)
    assert len(people.service.withheld("ana")) == 1
    people.clock.advance(minutes=1)
    assert people.service.withheld("ana") == []


@pytest.mark.parametrize("changes", [{"remembering": "off"}, {"remembering": "paused"}, {"sensitive": "never"}])
def test_what_waits_is_gone_when_the_person_wants_it_no_more(people: People, changes: dict[str, str]) -> None:
    people.say("ana", "I have diabetes")
    people.service.change_profile("ana", changes)
    assert people.service.withheld("ana") == []


def test_nothing_waits_for_one_who_said_never_or_nothing_yet(people: People) -> None:
    people.service.change_profile("ana", {"sensitive": "never"})
    people.say("ana", "I have diabetes")
    people.say("ben", "I have diabetes")
    assert people.service.withheld("ana") == people.service.withheld("ben") == []


def test_a_sensitive_message_delivered_twice_waits_once_and_is_kept_once(people: People) -> None:
    for _ in range(2):
        people.say("ana", "I have diabetes", message_id="same")
    assert len(people.service.keep_withheld("ana")) == 1
    people.say("ana", "I have diabetes", message_id="same")
    assert people.service.withheld("ana") == []


def test_what_waits_does_not_outlive_the_process(people: People) -> None:
    people.say("ana", "I have diabetes")
    assert people.reopen().withheld("ana") == []


def test_how_long_memories_are_kept_counts_for_those_told_before(people: People) -> None:
    people.tell("ana", "my parrot is called Tamarillo")
    people.clock.advance(days=20)
    people.tell("ana", "I love hiking")
    people.service.change_profile("ana", {"retention_days": 15})
    assert people.service.forget_expired() == 1
    assert people.files_with("Tamarillo") == []
    people.service.change_profile("ana", {"retention_days": None})
    people.clock.advance(days=400)
    assert people.service.forget_expired() == 0
    assert [memory.quote for memory in people.service.memories("ana")] == ["I love hiking"]


def test_expired_memories_of_several_people_go_together(people: People) -> None:
    people.consent("ben")
    for user_id in ("ana", "ben"):
        people.tell(user_id, "my parrot is called Tamarillo")
        people.service.change_profile(user_id, {"retention_days": 1})
    people.clock.advance(days=2)
    assert people.service.forget_expired() == 2
    assert people.files_with("Tamarillo") == []
