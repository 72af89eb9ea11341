"""What is secret is never kept, and what is sensitive waits for a yes."""

from __future__ import annotations

import pytest
from people import NOW, People

from memory.errors import InputInvalid


def test_a_secret_is_never_kept_whatever_the_person_decided(people: People) -> None:
    people.service.change_profile("ana", {"sensitive": "keep"})
    observed = people.say("ana", "my pin is 471193 and my card number is 4111 1111 1111 1111")
    assert {refused.reason for refused in observed.withheld} == {"secret"}
    assert people.files_with("471193", "4111 1111") == []
    with pytest.raises(InputInvalid, match="not kept"):
        people.service.tell("ana", "my pin is 471193", channel="by hand")
    assert people.service.memories("ana") == []


@pytest.mark.parametrize(("sensitive", "kept"), [("ask", 0), ("never", 0), ("keep", 1)])
def test_what_is_sensitive_is_kept_only_when_the_person_says_keep(people: People, sensitive: str, kept: int) -> None:
    people.service.change_profile("ana", {"sensitive": sensitive})
    observed = people.say("ana", "I have diabetes")
    assert len(observed.memories) == kept
    assert len(people.files_with("diabetes")) > 0 if kept else people.files_with("diabetes") == []


def test_what_is_sensitive_waits_for_a_yes_and_is_on_no_disk_until_then(people: People) -> None:
    observed = people.say("ana", "I have diabetes. I love hiking.")
    assert [memory.quote for memory in observed.memories] == ["I love hiking."]
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
