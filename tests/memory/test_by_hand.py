"""What people write down and correct with their own hand."""

from __future__ import annotations

import pytest
from people import NOW, People

from memory.errors import InputInvalid, MemoryNotFound, NotRemembering
from memory.service import MAX_TEXT


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
