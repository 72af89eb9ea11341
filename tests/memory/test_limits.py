"""How many memories a person may have, and what becomes of those whose time is over by a clock that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from people import Clock, People

from memory.embeddings import Embedder
from memory.errors import TooManyMemories
from memory.expiry import HOLD_AFTER_JUMP_S, HOLD_S, Expiry
from memory.opening import open_memory
from memory.reading.adapter import ReadingReader

MOST = 3


class Steady:
    """Seconds that nobody can set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def few(home: Path, embedder: Embedder, one_reader: ReadingReader, steady: Steady) -> Iterator[People]:
    clock = Clock()
    people = People(
        home,
        lambda: open_memory(
            home, embedder=embedder, reader=one_reader, index_shards=1, max_memories=MOST, clock=clock, steady=steady
        ),
        clock,
    )
    people.consent("ana")
    yield people
    people.service.close()


def test_nothing_is_added_beyond_the_most_however_it_comes_and_nothing_is_lost(few: People) -> None:
    few.tell("ana", "I live in Porto")
    moved = few.tell("ana", "I moved to Braga")
    few.tell("ana", "my sister is called Ines")
    before = few.service.memories("ana")
    assert [memory.status for memory in before].count("superseded") == 1, "former ones count, too"
    new = replace(moved, id="f" * 32, quote="I love hiking", statement="You love hiking", message_id="elsewhere")
    for add in (
        lambda: few.say("ana", "I bought a red bicycle"),
        lambda: few.service.tell("ana", "I bought a red bicycle", channel="web"),
        lambda: few.service.correct("ana", moved.id, {"quote": "I moved to Faro"}, channel="web"),
        lambda: few.service.import_memories("ana", [new]),
    ):
        with pytest.raises(TooManyMemories, match="At most 3 memories .* Forget some"):
            add()
    assert few.service.memories("ana") == before
    (again,) = few.say("ana", "my sister is called Ines").memories
    assert (again.quote, again.seen) == ("my sister is called Ines", 2)
    few.service.forget("ana", [again.id])
    few.tell("ana", "I bought a red bicycle")


def test_what_waits_for_a_yes_waits_on_while_there_is_no_room(few: People) -> None:
    few.say("ana", "I have diabetes")
    for text in ("I live in Porto", "my sister is called Ines", "I bought a red bicycle"):
        few.tell("ana", text)
    with pytest.raises(TooManyMemories):
        few.service.keep_withheld("ana")
    assert len(few.service.withheld("ana")) == 1
    few.service.forget("ana", [few.service.memories("ana")[0].id])
    (kept,) = few.service.keep_withheld("ana")
    assert kept.quote == "I have diabetes"
    assert few.service.withheld("ana") == []


def test_linked_accounts_have_one_room_together(few: People) -> None:
    few.consent("ben")
    for user_id, text in (("ana", "I live in Porto"), ("ana", "I love hiking"), ("ben", "my cat is called Tom")):
        few.tell(user_id, text)
    few.link("ana", "ben")
    with pytest.raises(TooManyMemories):
        few.say("ben", "I bought a red bicycle")


def test_what_is_over_is_erased_when_a_clock_that_nobody_can_set_agrees(few: People, steady: Steady) -> None:
    few.service.change_profile("ana", {"retention_days": 30})
    few.tell("ana", "my parrot is called Tamarillo")
    few.service.sweep_expired()
    steady.now += 30 * 86_400
    few.clock.advance(days=30)
    assert few.service.sweep_expired() == 0, "it was not seen to be over before"
    steady.now += HOLD_S
    few.clock.advance(seconds=HOLD_S)
    assert few.service.sweep_expired() == 1
    few.reopen()
    assert few.files_with("Tamarillo") == []


def test_a_clock_set_forward_costs_nobody_a_memory(
    few: People, steady: Steady, caplog: pytest.LogCaptureFixture
) -> None:
    few.service.change_profile("ana", {"retention_days": 30})
    told = few.tell("ana", "my parrot is called Tamarillo")
    few.service.sweep_expired()
    few.clock.advance(days=400)
    for _ in range(20):
        steady.now += 600
        few.clock.advance(seconds=600)
        assert few.service.sweep_expired() == 0
    assert "The clock was set forward by 9600 hours" in caplog.text
    few.clock.advance(days=-400)
    assert few.service.sweep_expired() == 0
    assert [memory.id for memory in few.service.memories("ana")] == [told.id]


def test_a_restart_with_a_wrong_clock_erases_nothing(few: People) -> None:
    few.service.change_profile("ana", {"retention_days": 30})
    told = few.tell("ana", "my parrot is called Tamarillo")
    few.clock.advance(days=400)
    assert few.reopen().memories("ana") == []
    few.clock.advance(days=-400)
    assert [memory.id for memory in few.service.memories("ana")] == [told.id]


def test_what_was_over_for_a_while_only_counts_anew(steady: Steady) -> None:
    expiry, clock = Expiry(steady), Clock()
    assert expiry.ripe(["m"], clock()) == set()
    steady.now += HOLD_S - 1
    assert expiry.ripe([], clock()) == set()
    steady.now += HOLD_S
    assert expiry.ripe(["m"], clock()) == set()
    steady.now += HOLD_S
    assert expiry.ripe(["m"], clock()) == {"m"}


def test_after_a_jump_everything_waits_a_day(steady: Steady) -> None:
    expiry, clock = Expiry(steady), Clock()
    expiry.ripe(["m"], clock())
    clock.advance(days=3)
    assert expiry.ripe(["m"], clock()) == set()
    steady.now += HOLD_AFTER_JUMP_S - 1
    clock.advance(seconds=HOLD_AFTER_JUMP_S - 1)
    assert expiry.ripe(["m"], clock()) == set()
    steady.now += 1
    assert expiry.ripe(["m"], clock()) == {"m"}
