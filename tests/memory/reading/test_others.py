"""Somebody else's words are told of nobody."""

from __future__ import annotations

import pytest
from annotated import read
from hypothesis import given
from hypothesis import strategies as st

from memory.reading.others import lies_in, others_words
from memory.reading.reading import Span


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("> I live in Sofia\nI disagree with that", ["> I live in Sofia"]),
        ("look:\n```\nI live in Oslo\n```\nfunny", ["```\nI live in Oslo\n```"]),
        ('she said "I am moving to Leeds in May" and left', ['"I am moving to Leeds in May"']),
        ("translate this: I have two sons and a boat", ["I have two sons and a boat"]),
        ("see below\nOn Mon, 3 Nov 2026 Ann wrote:\nI quit.", ["On Mon, 3 Nov 2026 Ann wrote:\nI quit."]),
        ("my plan: rest\n-- \nDr Ann Lee, Leeds", ["-- \nDr Ann Lee, Leeds"]),
        ("ok\nSent from my iPhone", ["Sent from my iPhone"]),
        ('"man was outside\nnan had the pot on"\nmy bars', ['"man was outside\nnan had the pot on"']),
        ("my favourite book is “The Remains of the Day”", []),
        ('he calls me "chef"', []),
        ("I'm fine - really, I'm fine", []),
        ("it's Ann's, isn't it", []),
    ],
)
def test_whose_words_they_are(text: str, theirs: list[str]) -> None:
    assert [text[one.start : one.end] for one in others_words(text)] == theirs


@given(st.text(alphabet='ab >`"“”-\n:.wrote translate this', max_size=80))
def test_the_parts_lie_in_the_text_and_apart(text: str) -> None:
    spans = others_words(text)
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(one.end < other.start for one, other in zip(spans, spans[1:], strict=False))


def test_half_of_a_span_makes_it_theirs() -> None:
    assert lies_in(Span(0, 10), (Span(5, 20),))
    assert not lies_in(Span(0, 10), (Span(6, 20),))


def test_what_is_quoted_is_not_told() -> None:
    text = "> I live in Sofia\nI disagree"
    reading = read(text, "> I live in Sofia :: tell\n  me home = Sofia\nI disagree :: react")
    assert reading.facts == ()
    assert [act.name for act in reading.clauses[0].acts] == ["others"]
