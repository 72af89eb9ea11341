"""What time does to what was told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from readings import Life, fact, of

from memory.life.shown import people
from memory.life.timing import age_told


@pytest.mark.parametrize(
    ("value", "years"),
    [
        ("8", 8),
        ("she is 41 now", 41),
        ("seventy-two", 72),
        ("six", 6),
        ("5 months", None),
        ("old", None),
        ("1984", None),
    ],
)
def test_an_age_is_read_from_figures_and_words(value: str, years: int | None) -> None:
    assert age_told(value) == years


def ages(life: Life, days: int) -> list[str]:
    shown = people(life.picture, life.today + timedelta(days=days))
    return [state.value for one in shown for state in one.states if state.attribute == "age"]


def test_an_age_grows_on_the_birthday(life: Life) -> None:
    nils = of("Nils", name="Nils")
    life.tells("Nils is 8", fact("age", "8", nils))
    life.tells("Nils has his birthday on 20 march", fact("birthday", "20 march", nils, repeats="yearly 03-20"))
    assert ages(life, 17) == ["8"]  # 19 March
    assert ages(life, 18) == ["9"]
    assert ages(life, 18 + 365) == ["10"]


def test_without_a_birthday_an_age_grows_when_a_year_is_over(life: Life) -> None:
    life.tells("I'm 30", fact("age", "30"))
    assert ages(life, 364) == ["30"]
    assert ages(life, 365) == ["31"]


def test_a_plan_is_over_after_its_day(life: Life) -> None:
    life.tells("dentist on friday", fact("event", "dentist", modality="plan", day=date(2026, 3, 6)))
    (friday,) = people(life.picture, date(2026, 3, 6))[0].states
    (after,) = people(life.picture, date(2026, 3, 7))[0].states
    assert (friday.modality, friday.to) == ("plan", None)
    assert (after.modality, after.to) == ("was", date(2026, 3, 6))
