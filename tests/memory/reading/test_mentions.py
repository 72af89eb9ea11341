"""Whom words mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.reading.mentions import mention_of, relations
from memory.reading.reading import Span


@pytest.mark.parametrize(
    ("words", "name", "relation", "pronoun"),
    [
        ("my sis mara", "mara", "sister", False),
        ("Mara", "Mara", None, False),
        ("she", None, None, True),
        ("shes", None, None, True),
        ("the neighbour", None, "neighbour", False),
        ("my annoying flatmate", None, "flatmate", False),
        ("aunty rukhsana", "rukhsana", "aunt", False),
        ("my boss Karen", "Karen", "boss", False),
        ("me mam", None, "mother", False),
        ("nan", None, "grandmother", False),
        ("the missus", None, "wife", False),
        ("my bf", None, "boyfriend", False),
        ("my dog Figa", "Figa", "dog", False),
        ("Lata's husband", None, "Lata's husband", False),
        ("her mother", None, None, False),
        ("Mr Wu", "Wu", None, False),
        ("a lad called Mo", "Mo", None, False),
        ("our lass", None, "daughter", False),
        ("", None, None, False),
    ],
)
def test_name_relation_and_pronoun(words: str, name: str | None, relation: str | None, pronoun: bool) -> None:
    meant = mention_of(Span(0, len(words)), words)
    assert (meant.name, meant.relation, meant.pronoun) == (name, relation, pronoun)


def test_every_word_of_a_relation_says_that_relation_of_mine() -> None:
    table = relations()
    assert {word for word in table.of if mention_of(Span(0, 1), f"my {word}").relation != table.of[word]} == set()


@given(st.text(max_size=30))
def test_any_words_can_be_a_mention(words: str) -> None:
    meant = mention_of(Span(0, len(words)), words)
    assert meant.name is None or meant.name.strip()
