"""Somebody else's words are told of nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from annotated import read
from hypothesis import given
from hypothesis import strategies as st

from memory.reading import others
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
        ('we sang "the long road home" all night', []),
        ('they gave it to me. "party on the 8th"', []),
        ("Ann wrote: I moved to Leeds", ["I moved to Leeds"]),
        ("ann: where are you\ntom: on the bus\nann: ok", ["ann: where are you", "tom: on the bus", "ann: ok"]),
        ("[10:02] Ann Lee: where\n[10:03] Tom: bus", ["[10:02] Ann Lee: where", "[10:03] Tom: bus"]),
        ("mum: are you home?\nme: I moved to Leeds", ["mum: are you home?", "me: I moved to Leeds"]),
        ("Name: Olga Brandt\nAge: 36\nCity: Basel", []),
        ("mum: 64, a nurse\ndad: 70, sails", []),
        ("breakfast: I skip it\nlunch: I eat at work", []),
        ("Hi Sam,\nI moved to Leeds.\n\nBest,\nKarin", ["Hi Sam,", "\nBest,\nKarin"]),
        ("Hi Sam,\nI moved to Leeds. Cheers, Karin", ["Hi Sam,", " Cheers, Karin"]),
        ("hi,\nI moved to Leeds", []),
        ("proofread this please?\nDear Ann,\nI quit.\nBest, Karin", ["Dear Ann,\nI quit.\nBest, Karin"]),
        ('he calls me "chef"', []),
        ("I'm fine - really, I'm fine", []),
        ("it's Ann's, isn't it", []),
    ],
)
def test_whose_words_they_are(text: str, theirs: list[str]) -> None:
    assert [text[one.start : one.end] for one in others_words(text)] == theirs


TEXTS = yaml.safe_load((Path(others.__file__).parent / "words" / "others.yml").read_text())["texts"].values()


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["so"])
def test_a_text_follows_after_a_colon(row: dict[str, str]) -> None:
    text, theirs = row["so"].replace("[", "").replace("]", ""), row["so"].partition("[")[2].rstrip("]")
    assert [text[one.start : one.end] for one in others_words(text)] == [theirs]
    assert others_words(row["not"]) == ()


def test_a_quotation_is_somebody_elses_where_the_tagger_says_so() -> None:
    text = 'they gave it to me. "party on the 8th"'
    reading = read(text, 'they gave it to me. :: tell\n"party on the 8th" :: others\n  me plan = party ~plan')
    assert reading.clauses[1].facts == ()


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
