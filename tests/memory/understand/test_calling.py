"""What an answer to "What should I call you?" gives as a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from memory.understand import Reader

LINES = [json.loads(line) for line in (Path(__file__).parent / "labelled/called.jsonl").read_text().splitlines()]


def test_nothing_but_a_name_is_taken_for_one_and_few_names_are_missed() -> None:
    """Written by somebody who did not know the rules."""
    reader = Reader()
    read = [(one["name"], reader.called(one["text"])) for one in LINES]
    found = [(name, called.name if called and called.sure else None) for name, called in read]
    assert [pair for pair in found if pair[0] is None and pair[1] is not None] == []
    assert sum(name == called for name, called in found if name) / sum(name is not None for name, _ in found) >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "I'm Black",
        "I'm Uyghur",
        "I'm Rohingya",
        "im into guys",
        "Tired",
        "gutted",
        "hungover",
        "call me crazy",
        "people call me stupid",
        "call me back",
        "feeling sunny",
        "I'm Gay",
        "I'm Deaf",
        "a teacher",
        "what's yours",
        "im from the south coast",
        "Ill pass on that",
        "ive had enough of this",
        "Lets talk about Spain",
        "my cat is called Bruno",
        "call me anything but Roderick",
        "call me anytime",
        "you may call me whenever",
        "Until",
        "Myself",
        "call me tmrw",
        "Ex-con",
        "I'm Ex-con",
        "I'm HIV-positive",
        "Trans-masc",
        "Neuro-spicy",
        "I'm Scientologist",
        "Brexiteer",
    ],
)
def test_a_state_an_origin_or_a_wish_is_surely_no_name(text: str) -> None:
    called = Reader().called(text)
    assert called is None or not called.sure


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("May", "May"),
        ("call me Storm", "Storm"),
        ("李伟", "李伟"),
        ("everyone calls me Chip", "Chip"),
        ("my friends call me Liz, my mum Elizabeth", "Liz"),
        ("Ana, I'm divorced", "Ana"),
        ("you may address me as Dame Judith", "Dame Judith"),
        ("i respond to Mo", "Mo"),
        ("just Teddy is fine", "Teddy"),
        ("i am called Adebayo, short is Bayo", "Bayo"),
        ("I am Ekaterina but for my workmates it is Katya", "Katya"),
        ("used to be Daniel, now its Danielle", "Danielle"),
        ("Rod's the name", "Rod"),
        ("ANNE-MARIE", "Anne-Marie"),
        ("my name is So-yeon", "So-yeon"),
    ],
)
def test_a_name_is_found_however_it_is_given(text: str, name: str) -> None:
    called = Reader().called(text)
    assert called is not None
    assert (called.name, called.sure) == (name, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("i am the famous Wanda", "Wanda"),
        ("im a plumber called Gemma", "Gemma"),
        ("Ngozi at your service", "Ngozi"),
        ("on paper I am Guillermo but Memo please", "Memo"),
        ("my name is An", "An"),
        ("my name is Nguyễn Văn An", "Nguyễn Văn An"),
        ("Ms. Okafor", "Ms. Okafor"),
    ],
)
def test_the_one_word_that_can_only_be_a_name_is_asked_about(text: str, name: str) -> None:
    called = Reader().called(text)
    assert called is not None
    assert (called.name, called.sure) == (name, False)
