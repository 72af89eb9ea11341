"""What a message changes in what was told before it."""

from __future__ import annotations

import pytest
from reading import SENT_AT, remembered, told

from memory.models import Memory
from memory.understand import Reader
from memory.understand.updates import compare


def test_two_things_with_names_of_their_own_are_not_the_same(reader: Reader) -> None:
    first, second = told(reader, "my bike is called Rosinante"), told(reader, "my bike is called Grit")
    memory = Memory("a" * 32, "ana", first[0].quote, first[0].statement, "possessions", None, None, SENT_AT, "web", "m")
    assert compare(second[0], [memory], {memory.id: 0.99}).kind == "new"


@pytest.mark.parametrize(
    ("before", "now", "statement"),
    [
        ("I live in York", "no wait, Leeds", "You live in Leeds"),
        ("my daughter is called Mai", "no wait, she's called Mei-Lin", "Your daughter's called Mei-Lin"),
        ("my daughter is called Mai", "sorry, Mei-Lin", "Your daughter's name is Mei-Lin"),
    ],
)
def test_what_was_told_just_before_is_corrected_by_a_name_alone(
    reader: Reader, before: str, now: str, statement: str
) -> None:
    (first,) = told(reader, before)
    (second,) = told(reader, now, known=(remembered(first),))
    change = compare(second, [remembered(first)], {"a" * 32: 0.5})
    assert (second.statement, change.kind) == (statement, "supersedes")


def test_a_name_alone_corrects_nothing_told_long_before(reader: Reader) -> None:
    (first,) = told(reader, "I live in York")
    assert told(reader, "no wait, Leeds", known=(remembered(first, minutes_ago=90),)) == ()


def test_what_is_told_of_somebody_whose_name_is_known_is_new(reader: Reader) -> None:
    named = next(one for one in told(reader, "my daughter Mei is 7") if one.slot and one.slot.attribute == "name")
    (cried,) = told(reader, "my daughter Mei cried before her violin exam")
    (again,) = told(reader, "my daughter's name is Mei")
    assert compare(cried, [remembered(named)], {"a" * 32: 0.6}).kind == "new"
    assert compare(again, [remembered(named)], {"a" * 32: 0.6}).kind == "same"
