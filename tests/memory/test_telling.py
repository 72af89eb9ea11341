"""What a talk tells, message after message, read without fault: of whom it is, what it changes, what it leaves open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from annotated import reader_of
from people import Clock, People

from memory.embeddings import Embedder
from memory.models import Slot
from memory.opening import open_memory

SON = ("My son is 8.", "tell\n  @son:person(son)<My son> age = 8")
PUT_RIGHT = ("I mean 9.", "correct\n  @son age = 9")
BERGEN = ("I live in Bergen.", "tell\n  me home = Bergen")
GHENT = ("We moved to Ghent.", "tell\n  me home = Ghent !2")
BOAT = ("I live in a houseboat.", "tell\n  me home = a houseboat !2")
PRIYA = ("My sister Priya lives in Hull.", "tell\n  @priya:person(sister)<My sister Priya> home = Hull")
SHE = ("She is an architect.", "tell\n  @priya<She> job = an architect")
BABY = ("My baby is due in May.", "tell\n  me event = My baby is due ~plan")
LOST = ("I lost the baby.", "tell\n  me health_event = lost the baby $health !3")

Talking = Callable[..., People]


@pytest.fixture
def talking(home: Path, embedder: Embedder) -> Talking:
    """Somebody whose messages are read as they are annotated."""
    opened: list[People] = []

    def open_one(*messages: tuple[str, str]) -> People:
        clock, reader = Clock(), reader_of(*messages)
        everybody = People(
            home, lambda: open_memory(home, embedder=embedder, reader=reader, index_shards=1, clock=clock), clock
        )
        everybody.consent("ana")
        opened.append(everybody)
        return everybody

    yield open_one
    for one in opened:
        with suppress(Exception):
            one.service.close()


def current(people: People) -> list[str]:
    return [one.statement for one in people.service.memories("ana") if one.status == "current"]


def test_a_correction_right_after_takes_the_place_of_what_was_said(talking: Talking) -> None:
    people = talking(SON, PUT_RIGHT)
    first = people.tell("ana", SON[0])
    people.clock.advance(minutes=1)
    second = people.tell("ana", PUT_RIGHT[0])
    former = people.service.memory("ana", first.id)
    assert (former.status, former.ended_on, second.supersedes) == ("superseded", people.clock().date(), first.id)
    assert second.slot == Slot("son", "son", "age", "9")


def test_who_moves_lives_there_no_more(talking: Talking) -> None:
    people = talking(BERGEN, GHENT)
    people.tell("ana", BERGEN[0])
    people.clock.advance(days=20)
    people.tell("ana", GHENT[0])
    assert current(people) == ["You moved to Ghent"]


def test_what_is_doubtful_stands_side_by_side_and_is_handed_on(talking: Talking) -> None:
    people = talking(BERGEN, BOAT)
    bergen = people.tell("ana", BERGEN[0])
    people.clock.advance(days=20)
    seen = people.say("ana", BOAT[0])
    assert current(people) == ["You live in a houseboat", "You live in Bergen"]
    (unsure,) = seen.unsure
    assert (unsure.memory_id, unsure.change.memory_id) == (seen.memories[0].id, bergen.id)
    assert seen.to_ask == unsure


def test_what_the_person_says_is_over_is_former_from_that_day_on(talking: Talking) -> None:
    people = talking(BERGEN, BOAT)
    bergen = people.tell("ana", BERGEN[0])
    people.clock.advance(days=20)
    boat = people.tell("ana", BOAT[0])
    for _ in range(2):  # said twice, it is so all the same
        people.service.end_former("ana", bergen.id, since=boat.id)
    former, newer = (people.service.memory("ana", one.id) for one in (bergen, boat))
    assert (former.status, former.ended_on, newer.supersedes) == ("superseded", people.clock().date(), bergen.id)
    assert current(people) == ["You live in a houseboat"]


def test_the_same_told_again_is_seen_again(talking: Talking) -> None:
    people = talking(BERGEN)
    people.tell("ana", BERGEN[0])
    people.clock.advance(days=1)
    assert people.tell("ana", BERGEN[0]).seen == 2


def test_she_is_whom_the_talk_spoke_of(talking: Talking) -> None:
    people = talking(PRIYA, SHE)
    home = people.tell("ana", PRIYA[0])
    people.clock.advance(minutes=1)
    job = people.tell("ana", SHE[0])
    assert job.statement == "Your sister Priya is an architect"
    assert home.who is not None
    assert job.who is not None
    assert job.who.id == home.who.id


@pytest.mark.parametrize("ends", ["an hour", "forgetting"])
def test_she_is_nobody_once_the_talk_is_over(talking: Talking, ends: str) -> None:
    people = talking(PRIYA, SHE)
    told = people.tell("ana", PRIYA[0])
    if ends == "forgetting":
        people.service.forget("ana", [told.id])
    people.clock.advance(minutes=1 if ends == "forgetting" else 61)
    assert people.tell("ana", SHE[0]).statement == 'You said: "She is an architect"'


def test_what_ends_by_something_sensitive_ends_though_its_words_wait(talking: Talking) -> None:
    people = talking(BABY, LOST)
    people.tell("ana", BABY[0])
    people.clock.advance(days=1)
    assert people.say("ana", LOST[0]).memories == ()
    assert current(people) == []
    assert [one.told[0].quote for one in people.service.withheld("ana")] == ["I lost the baby."]


def test_words_put_in_by_hand_are_of_the_same_one(talking: Talking) -> None:
    right = ("She is a vet.", "tell\n  @priya:person<She> job = a vet")
    people = talking(PRIYA, SHE, right)
    people.tell("ana", PRIYA[0])
    people.clock.advance(minutes=1)
    job = people.tell("ana", SHE[0])
    corrected = people.service.correct("ana", job.id, {"quote": right[0]}, channel="by hand")
    assert (corrected.statement, corrected.value) == ("Your sister Priya is a vet", "vet")
    assert corrected.who is not None
    assert job.who is not None
    assert corrected.who.id == job.who.id


def test_what_is_read_is_handed_on(talking: Talking) -> None:
    people = talking(SON, PUT_RIGHT)
    assert [act.name for act in people.say("ana", PUT_RIGHT[0]).acts] == ["correct"]
