"""What people decide about remembering, and how long it is kept."""

from __future__ import annotations

import pytest
from people import NOW, People

from memory.errors import InputInvalid, MemoryNotFound


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


def test_what_is_expired_is_not_seen_until_it_is_erased(people: People) -> None:
    people.service.change_profile("ana", {"retention_days": 30})
    told = people.tell("ana", "my parrot is called Tamarillo")
    people.clock.advance(days=31)
    assert people.service.memories("ana") == []
    assert not people.service.recall("ana", "what is my parrot called?").matches
    assert not people.service.similar("ana", "my parrot")
    assert not people.service.about("ana", "my parrot")
    with pytest.raises(MemoryNotFound):
        people.service.memory("ana", told.id)
    again = people.tell("ana", "my parrot is called Tamarillo")
    assert again.id != told.id
    assert people.service.forget_expired() == 1
    assert people.service.memories("ana") == [again]


def test_what_is_expired_is_not_seen_after_a_start(people: People) -> None:
    people.service.change_profile("ana", {"retention_days": 1})
    people.tell("ana", "my parrot is called Tamarillo")
    people.clock.advance(days=2)
    assert people.reopen().memories("ana") == []


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


def test_what_somebody_sets_before_they_decide_is_in_memory_only(people: People) -> None:
    people.service.change_profile("web:5f1c77", {"level": "quiet", "levels": {"slack": "invested"}})
    people.service.change_profile("web:5f1c77", {"remembering": "off"})
    people.service.begin_session("web:5f1c77")
    assert people.service.profile("web:5f1c77").level == "quiet"
    assert people.files_with("web:5f1c77") == []
    people.service.change_profile("web:5f1c77", {"remembering": "paused"})
    assert people.service.profile("web:5f1c77").level == "quiet"
    people.reopen()
    assert people.service.profile("web:5f1c77").remembering == "paused"


@pytest.mark.parametrize("channel", ["", "x" * 21, "My secret street", "a/b", "Slack"])
def test_a_level_is_for_a_channel_and_not_for_any_text(people: People, channel: str) -> None:
    with pytest.raises(InputInvalid, match="levels has to name channels") as refused:
        people.service.change_profile("ana", {"levels": {channel: "quiet"}})
    assert len(channel) < 3 or channel not in str(refused.value)
