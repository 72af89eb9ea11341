"""What ends by which words, and of whom: each row of endings.tsv with its example and its counter-example."""

from __future__ import annotations

import pytest
from readings import Life, fact, of

from memory.life.endings import Ending, ended_in, endings


@pytest.mark.parametrize("row", endings(), ids=lambda row: row.said)
def test_each_row_says_its_end_and_not_in_its_counter_example(row: Ending) -> None:
    assert row.ends in ended_in(row.said)
    assert row.ends not in ended_in(row.not_said)


@pytest.mark.parametrize("words", ["got the day off", "dropped it off", "I turned it off", "he is off to Leeds"])
def test_off_alone_ends_nothing(words: str) -> None:
    assert ended_in(words) == frozenset()


def test_a_person_cannot_be_put_down() -> None:
    assert (ended_in("was put down", "person"), ended_in("was put down", "animal")) == (frozenset(), {"life"})


def test_concrete_is_broken_up_and_the_couple_stays(life: Life) -> None:
    life.tells("my wife sings", fact("habit", "sings", of("my wife", relation="wife"), modality="habit"))
    life.tells("we broke up the concrete", fact("event", "broke up the concrete"))
    assert life.member("wife").relation == "wife"
    assert ("habit", "sings") in life.holds("wife")
    life.tells("we broke up last week", fact("event", "broke up"))
    assert life.holds("ex") == []


def test_somebody_elses_couple_ends_none_of_ones_own(life: Life) -> None:
    life.tells("my wife sings", fact("habit", "sings", of("my wife", relation="wife"), modality="habit"))
    life.tells("my parents split up", fact("event", "my parents split up"))
    assert ("habit", "sings") in life.holds("wife")


def test_a_phone_that_dies_ends_no_plan_with_whom_it_rang(life: Life) -> None:
    life.tells("I visit mum on Friday", fact("plan", "visit mum", modality="plan"))
    life.tells("my phone died on mum", fact("event", "phone died on mum"))
    assert ("plan", "visit mum") in life.holds()
    life.tells("my mum died", fact("event", "mum died"))
    assert ("plan", "visit mum") not in life.holds()


def test_a_phone_that_dies_keeps_what_holds_of_it(life: Life) -> None:
    phone = of("my phone", kind="thing")
    life.tells("my phone is blue", fact("colour", "blue", phone), fact("state", "slow", phone))
    life.tells("my phone died", fact("event", "died", phone))
    assert ("state", "slow") in [
        (state.attribute, state.value) for one in life.picture.members.values() for state in one.states if state.current
    ]


def test_a_last_day_ends_the_work_that_was_told_of(life: Life) -> None:
    life.tells("I work at a florist", fact("employer", "a florist"))
    life.tells("my sister is a cook", fact("job", "a cook", of("my sister", relation="sister")))
    life.tells("yesterday was my last day there", fact("event", "my last day there"))
    assert [state.value for state in life.picture.me if state.current] == ["my last day there"]
    assert ("job", "a cook") in life.holds("sister")


def test_of_two_places_of_work_none_is_ended_that_is_not_named(life: Life) -> None:
    for place in ("a florist", "a cinema"):
        life.tells(f"I also work at {place}", fact("employer", place))
    life.tells("I handed in my notice", fact("event", "handed in my notice"))
    assert len([state for state in life.picture.me if state.current]) == 3
    life.tells("I got fired from the cinema", fact("event", "got fired from the cinema"))
    assert "a cinema" not in [state.value for state in life.picture.me if state.current]


@pytest.mark.parametrize(
    ("text", "single"), [("I have a girlfriend now, Ada", False), ("my son has a girlfriend", True)]
)
def test_who_has_somebody_is_single_no_more(life: Life, text: str, single: bool) -> None:
    life.tells("I'm single", fact("marital_status", "single"))
    life.tells(text, fact("partner", "a girlfriend"))
    assert any(state.value == "single" and state.current for state in life.picture.me) == single
