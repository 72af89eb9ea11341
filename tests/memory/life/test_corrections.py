"""A few words that put right what was just said, where the reader sees no fact in them."""

from __future__ import annotations

from datetime import date

import pytest
from readings import Life, fact, of

FRIDAY = date(2026, 3, 6)


def told(life: Life) -> None:
    life.tells("my son is 8", fact("age", "8", of("my son", relation="son")))
    life.tells("I have a Dell laptop", fact("owns", "a Dell laptop"))
    life.tells("I live in Leeds", fact("home", "Leeds"))
    life.tells("dentist on friday", fact("plan", "dentist", modality="plan", day=FRIDAY))


@pytest.mark.parametrize(
    ("text", "attribute", "value", "said"),
    [
        ("I mean 9.", "age", "9", "Your son is 9"),
        ("Sorry, it's a Lenovo, not a Dell", "owns", "a Lenovo laptop", "You have a Lenovo laptop"),
        ("not a Dell but a Lenovo, sorry", "owns", "a Dell laptop", None),
        ("no wait, York", "home", "York", "You live in York"),
    ],
)
def test_what_holds_instead_takes_its_place(
    life: Life, text: str, attribute: str, value: str, said: str | None
) -> None:
    told(life)
    learned = life.tells(text)
    assert [one.statement for one in learned] == ([said] if said else [])
    everybody = [*life.picture.me, *life.member("son").states]
    assert [state.value for state in everybody if state.current and state.attribute == attribute] == [value]


def test_another_day_takes_the_place_of_the_one_before(life: Life) -> None:
    told(life)
    (learned,) = life.tells("no wait, saturday")
    assert learned.about is not None
    assert learned.about.from_ == date(2026, 3, 7)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("9", ("tell",)),
        ("no, 3", ("answer.no",)),
        ("sorry about that", ("react",)),
        ("no wait, York is far", ("tell",)),
    ],
)
def test_nothing_else_is_a_correction(life: Life, text: str, acts: tuple[str, ...]) -> None:
    told(life)
    before = life.holds()
    assert life.tells(text, acts=acts) == []
    assert life.holds() == before


def test_a_correction_long_after_puts_nothing_right(life: Life) -> None:
    told(life)
    life.later(1)
    assert life.tells("I mean 9.") == []


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("The ferry leaves at 7", "Actually it leaves at 8.", "The ferry leaves at 8"),
        (
            "We founded the club in 1971",
            "Sorry, I said 1971 for the club, it should be 1972.",
            "You founded the club in 1972",
        ),
        ("I bought 3 lamps", "Actually I bought 2 chairs", None),
    ],
)
def test_the_same_with_another_number_takes_its_place(life: Life, before: str, text: str, said: str | None) -> None:
    life.tells(before, fact("other", before))
    life.tells(text)
    held = [one.value for one in life.picture.me if one.current]
    assert len(held) == 1
    assert (held[0] != before) == (said is not None)
