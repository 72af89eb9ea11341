"""Questions against the memories of one person, with the real embeddings standing beside in test_engine.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from memory.models import Candidate, Memory, Slot
from memory.reading.adapter import ReadingReader
from memory.recall import about, rank
from memory.understand import dates

TOLD = datetime(2026, 11, 21, 12, tzinfo=UTC)


SLOTS = {
    "I'm Mira": Slot("self", None, "name", "Mira"),
    "i just moved to porto with my sister Ines": Slot("self", None, "home", "Porto"),
    "my sister Ines": Slot("sister", "sister", "name", "Ines"),
    "I work as a nurse": Slot("self", None, "work", "nurse"),
    "I love hiking": Slot("self", None, "likes", "hiking"),
    "I live in Porto": Slot("self", None, "home", "Porto"),
    "I live in Braga now": Slot("self", None, "home", "Braga"),
    "I moved to Braga": Slot("self", None, "home", "Braga"),
    "I used to live in Faro": Slot("self", None, "former home", "Faro"),
    "I had a dog called Moss when I was small": Slot("dog", "dog", "former name", "Moss"),
    "my dog is called Rex": Slot("dog", "dog", "name", "Rex"),
    "my brother is allergic to nuts": Slot("brother", "brother", "allergy", "nuts"),
    "my husband plays the trombone": Slot("husband", "husband", "plays", "the trombone"),
    "I play the trombone": Slot("self", None, "plays", "the trombone"),
    "my mother grew up in Lima": Slot("mother", "mother", "origin", "Lima"),
}
"""What these quotes fill in."""


@pytest.fixture(scope="module")
def reader(one_reader: ReadingReader) -> ReadingReader:
    return one_reader


def memories_of(*quotes: str) -> tuple[Memory, ...]:
    """A memory of each quote, a minute apart."""
    return tuple(
        Memory(
            f"m{minute}",
            "u",
            quote,
            quote,
            "other",
            SLOTS.get(quote),
            next(iter(dates.find(quote, TOLD.date())), None),
            TOLD + timedelta(minutes=minute),
            "web",
            f"t{minute}",
        )
        for minute, quote in enumerate(quotes)
    )


@pytest.fixture(scope="module")
def mira() -> tuple[Memory, ...]:
    return memories_of(
        "I'm Mira",
        "my sister Ines",
        "i just moved to porto with my sister Ines",
        "have a job interview next tuesday",
        "I work as a nurse",
        "I love hiking",
    )


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("what's my sister's name?", "Ines"),
        ("where do i live?", "Porto"),
        ("what do I do for work?", "nurse"),
        ("what's my name?", "Mira"),
    ],
)
def test_a_slot_answers_its_question_first(
    reader: ReadingReader, mira: tuple[Memory, ...], question: str, value: str
) -> None:
    recalled = rank(reader.ask(question, asked_at=TOLD), [Candidate(memory, 0.4, 0.4) for memory in mira])
    assert recalled.answerable
    assert recalled.matches[0].memory.slot is not None
    assert recalled.matches[0].memory.slot.value == value


@pytest.mark.parametrize("question", ["what's my brother's name?", "how old is my brother?", "what's my dog's name?"])
def test_what_was_never_told_is_not_answerable(reader: ReadingReader, mira: tuple[Memory, ...], question: str) -> None:
    assert not rank(reader.ask(question, asked_at=TOLD), [Candidate(memory, 0.6, 0.6) for memory in mira]).answerable


def test_nothing_told_answers_nothing(reader: ReadingReader) -> None:
    assert not rank(reader.ask("where do i live?", asked_at=TOLD), []).answerable


@pytest.mark.parametrize("subject", ["my sister", "Ines", "ines", "about my sister", "everything about my sister"])
def test_a_subject_finds_all_memories_it_occurs_in_and_no_other(mira: tuple[Memory, ...], subject: str) -> None:
    assert {memory.quote for memory in about(subject, mira)} == {
        "my sister Ines",
        "i just moved to porto with my sister Ines",
    }


def test_a_subject_is_found_by_its_words(mira: tuple[Memory, ...]) -> None:
    assert [memory.quote for memory in about("the interview", mira)] == ["have a job interview next tuesday"]


def test_an_earlier_home_is_recalled_when_the_past_is_asked_for(reader: ReadingReader) -> None:
    old, new = memories_of("I live in Porto", "I live in Braga now")
    candidates = [Candidate(Memory(**{**vars(old), "status": "superseded"}), 0.5, 0.5), Candidate(new, 0.5, 0.5)]
    assert rank(reader.ask("where did I live before?", asked_at=TOLD), candidates).matches[0].memory.id == old.id
    assert rank(reader.ask("where do I live?", asked_at=TOLD), candidates).matches[0].memory.id == new.id


@pytest.mark.parametrize("question", ["where do I live?", "where do I live now?", "which city is my home?"])
def test_what_holds_now_stands_before_what_it_superseded_however_near_that_is(
    reader: ReadingReader, question: str
) -> None:
    old, new = memories_of("I live in Porto", "I moved to Braga")
    old, new = replace(old, status="superseded"), replace(new, supersedes=old.id)
    candidates = [Candidate(old, 0.9, 0.9), Candidate(new, 0.3, 0.3)]
    assert [m.memory.id for m in rank(reader.ask(question, asked_at=TOLD), candidates).matches] == [new.id, old.id]


def test_what_was_superseded_stands_first_where_the_past_is_asked_for(reader: ReadingReader) -> None:
    old, new = memories_of("I live in Porto", "I moved to Braga")
    old, new = replace(old, status="superseded"), replace(new, supersedes=old.id)
    candidates = [Candidate(old, 0.3, 0.3), Candidate(new, 0.9, 0.9)]
    recalled = rank(reader.ask("what was my old home?", asked_at=TOLD), candidates)
    assert recalled.matches[0].memory.id == old.id


@pytest.mark.parametrize("question", ["what do I do for a living?", "what's my job?", "how do I earn my living?"])
@pytest.mark.parametrize("trade", ["I repair clocks", "I fix bikes for a living", "I teach maths at a school in Graz"])
def test_a_trade_answers_what_the_work_is_without_the_word_work(
    reader: ReadingReader, trade: str, question: str
) -> None:
    told, tired = memories_of(trade, "I'm tired of work")
    recalled = rank(reader.ask(question, asked_at=TOLD), [Candidate(told, 0.3, 0.3), Candidate(tired, 0.5, 0.5)])
    assert recalled.answerable
    assert recalled.matches[0].memory.id == told.id


def test_where_one_used_to_live_leaves_the_home_and_answers_where_one_lived_before(reader: ReadingReader) -> None:
    home, former = memories_of("I live in Porto", "I used to live in Faro")
    candidates = [Candidate(home, 0.5, 0.5), Candidate(former, 0.6, 0.6)]
    assert rank(reader.ask("where do I live?", asked_at=TOLD), candidates).matches[0].memory.id == home.id
    assert rank(reader.ask("where did I live before?", asked_at=TOLD), candidates).matches[0].memory.id == former.id


def test_a_pastime_is_no_trade(reader: ReadingReader) -> None:
    told = memories_of("I bake bread on weekends", "I fix my bike every sunday")
    candidates = [Candidate(memory, 0.2, 0.2) for memory in told]
    assert not rank(reader.ask("what do I do for a living?", asked_at=TOLD), candidates).answerable


def test_when_something_was_is_answered_by_its_day_and_not_by_how_it_went(reader: ReadingReader) -> None:
    day, outcome = memories_of("My job interview is on friday", "my job interview was fun")
    candidates = [Candidate(day, 0.6, 0.6), Candidate(outcome, 0.65, 0.65)]
    recalled = rank(reader.ask("when was my job interview?", asked_at=TOLD), candidates)
    assert recalled.matches[0].memory.id == day.id


@pytest.mark.parametrize(
    ("told", "question", "answered"),
    [
        ("my husband plays the trombone", "what instrument do I play?", False),
        ("my husband plays the trombone", "what does my husband play?", True),
        ("my brother is allergic to nuts", "what am I allergic to?", False),
        ("my brother is allergic to nuts", "what is my brother allergic to?", True),
        ("my mother grew up in Lima", "where did I grow up?", False),
        ("my dog is scared of thunder", "what am I scared of?", False),
        ("I play the trombone", "what instrument do I play?", True),
        ("I play the trombone", "what does my husband play?", False),
    ],
)
def test_what_somebody_else_does_is_no_answer_to_what_the_person_does(
    reader: ReadingReader, told: str, question: str, answered: bool
) -> None:
    candidates = [Candidate(memory, 0.6, 0.6) for memory in memories_of(told)]
    assert rank(reader.ask(question, asked_at=TOLD), candidates).answerable == answered


def test_where_one_lives_is_no_answer_to_what_one_does_for_a_living(reader: ReadingReader) -> None:
    candidates = [Candidate(memory, 0.4, 0.4) for memory in memories_of("I live in Porto", "I sing in a choir")]
    assert not rank(reader.ask("what do I do for a living?", asked_at=TOLD), candidates).answerable


def test_the_name_of_a_former_pet_answers_where_no_other_is_known(reader: ReadingReader) -> None:
    old, new = memories_of("I had a dog called Moss when I was small", "my dog is called Rex")
    question = reader.ask("what's my dog's name?", asked_at=TOLD)
    assert rank(question, [Candidate(old, 0.4, 0.4)]).answerable
    both = rank(question, [Candidate(old, 0.6, 0.6), Candidate(new, 0.5, 0.5)])
    assert both.matches[0].memory.id == new.id
