"""Forms of which the grammar alone is sure, read by the taught reader whatever the tagger makes of them."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from memory.reading import Context, Reading
from memory.reading.adapter import ReadingReader
from memory.reading.reading import KEPT

SAID_AT = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)
"""A Monday."""
ASKED = "Thank you. What should I call you?"


def read(reader: ReadingReader, text: str, line: str | None = None) -> Reading:
    return reader.read(text, Context(SAID_AT, "UTC", line))


def facts(reading: Reading) -> set[tuple[str | None, str, str]]:
    return {
        (one.who and (one.who.name or one.who.relation), one.attribute, one.value_text)
        for clause in reading.clauses
        for one in clause.facts
        if one.modality in KEPT
    }


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("My name is May and I am thirty.", None, (None, "name", "May")),
        ("Leonora is fine", ASKED, (None, "name", "Leonora")),
        ("Leonora with one n, people forget that", ASKED, (None, "name", "Leonora")),
        ("my pronouns are she/they", None, (None, "pronouns", "she/they")),
        ("I also work at a cinema on Fridays.", None, (None, "employer", "a cinema")),
        ("My niece Wilma works at Volvo.", None, ("Wilma", "employer", "Volvo")),
    ],
)
def test_plain_forms_are_read(
    one_reader: ReadingReader, text: str, line: str | None, fact: tuple[str | None, str, str]
) -> None:
    assert fact in facts(read(one_reader, text, line))


@pytest.mark.parametrize(
    ("text", "line", "attribute"),
    [
        ("my name is on the door", None, "name"),
        ("not now", ASKED, "name"),
        ("I used to work at a cinema", None, "employer"),
        ("My uncle doesn't work at Volvo.", None, "employer"),
    ],
)
def test_what_only_looks_so_is_not(one_reader: ReadingReader, text: str, line: str | None, attribute: str) -> None:
    held = {one.attribute for clause in read(one_reader, text, line).clauses for one in clause.facts
            if one.modality in KEPT and one.modality != "was"}  # fmt: skip
    assert attribute not in held


def test_a_name_is_of_the_one_it_stands_with(one_reader: ReadingReader) -> None:
    told = facts(read(one_reader, "My older sister Agnes is a baker and my younger sister Ruth is a vet."))
    assert {("Agnes", "name", "Agnes"), ("Ruth", "name", "Ruth")} <= told


def test_who_tells_something_else_when_asked_gives_no_name(one_reader: ReadingReader) -> None:
    told = facts(read(one_reader, "My sister Mara moved to Hull last week", ASKED))
    assert not [one for one in told if one[:2] == (None, "name")]


def test_items_and_paragraphs_are_clauses_of_their_own(one_reader: ReadingReader) -> None:
    reading = read(one_reader, "\u2022 I play the flute\n\u2022 I have three hens\n\n\nI live in Bern")
    said = [reading.words(clause.span).strip("\u2022 \n") for clause in reading.clauses]
    assert said == ["I play the flute", "I have three hens", "I live in Bern"]


def test_a_relation_is_no_name(one_reader: ReadingReader) -> None:
    reading = read(one_reader, "My gran lives in Derry.")
    assert [one.who and (one.who.name, one.who.relation) for one in reading.clauses[0].facts] == [(None, "grandmother")]


def test_a_pet_that_is_plainly_said_is_seen(one_reader: ReadingReader) -> None:
    reading = read(one_reader, "My budgie Pip can whistle two songs.")
    assert {one.who and one.who.name for clause in reading.clauses for one in clause.facts} == {"Pip"}
