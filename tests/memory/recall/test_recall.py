"""Questions against the memories of one person, with the real embeddings standing beside in test_engine.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from memory.models import Candidate, Memory
from memory.recall import about, rank
from memory.understand import Reader
from memory.understand.updates import compare

TOLD = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def memories_of(reader: Reader, *texts: str) -> tuple[Memory, ...]:
    found: list[Memory] = []
    for minute, text in enumerate(texts):
        for told in reader.read(text, sent_at=TOLD, known=found).told:
            found.append(
                Memory(
                    f"m{len(found)}",
                    "u",
                    told.quote,
                    told.statement,
                    told.category,
                    told.slot,
                    told.about,
                    TOLD + timedelta(minutes=minute),
                    "web",
                    f"t{minute}",
                    sensitivity=told.sensitivity,
                )
            )
    return tuple(found)


@pytest.fixture(scope="module")
def mira(reader: Reader) -> tuple[Memory, ...]:
    return memories_of(
        reader,
        "I'm Mira",
        "i just moved to porto with my sister Ines and have a job interview next tuesday",
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
def test_a_slot_answers_its_question_first(reader: Reader, mira: tuple[Memory, ...], question: str, value: str) -> None:
    recalled = rank(reader.ask(question, asked_at=TOLD), [Candidate(memory, 0.4, 0.4) for memory in mira])
    assert recalled.answerable
    assert recalled.matches[0].memory.slot is not None
    assert recalled.matches[0].memory.slot.value == value


@pytest.mark.parametrize("question", ["what's my brother's name?", "how old is my brother?", "what's my dog's name?"])
def test_what_was_never_told_is_not_answerable(reader: Reader, mira: tuple[Memory, ...], question: str) -> None:
    assert not rank(reader.ask(question, asked_at=TOLD), [Candidate(memory, 0.6, 0.6) for memory in mira]).answerable


def test_nothing_told_answers_nothing(reader: Reader) -> None:
    assert not rank(reader.ask("where do i live?", asked_at=TOLD), []).answerable


@pytest.mark.parametrize("subject", ["my sister", "Ines", "ines", "about my sister", "everything about my sister"])
def test_a_subject_finds_all_memories_it_occurs_in_and_no_other(mira: tuple[Memory, ...], subject: str) -> None:
    assert {memory.quote for memory in about(subject, mira)} == {"i just moved to porto with my sister Ines"}


def test_a_subject_is_found_by_its_words(mira: tuple[Memory, ...]) -> None:
    assert [memory.quote for memory in about("the interview", mira)] == ["have a job interview next tuesday"]


def test_a_new_home_supersedes_the_old_one(reader: Reader, mira: tuple[Memory, ...]) -> None:
    home = next(memory for memory in mira if memory.slot and memory.slot.attribute == "home")
    told = reader.read("actually I live in Braga now", sent_at=TOLD).told[0]
    change = compare(told, mira, {memory.id: 0.5 for memory in mira})
    assert (change.kind, change.memory_id) == ("supersedes", home.id)


def test_a_correction_names_what_was_wrong(reader: Reader, mira: tuple[Memory, ...]) -> None:
    told = reader.read("no, not Porto but Braga", sent_at=TOLD, known=mira).told[0]
    assert told.slot is not None
    assert told.slot.value == "Braga"
    assert compare(told, mira, {}).kind == "supersedes"


def test_the_same_fact_told_again_is_the_same(reader: Reader, mira: tuple[Memory, ...]) -> None:
    told = reader.read("I live in Porto", sent_at=TOLD).told[0]
    assert compare(told, mira, {memory.id: 0.5 for memory in mira}).kind == "same"


def test_what_ended_ends_the_memory(reader: Reader, mira: tuple[Memory, ...]) -> None:
    job = next(memory for memory in mira if memory.slot and memory.slot.attribute == "work")
    told = reader.read("I quit my job", sent_at=TOLD).told[0]
    change = compare(told, mira, {memory.id: 0.5 for memory in mira})
    assert (change.kind, change.memory_id) == ("ends", job.id)


def test_an_earlier_home_is_recalled_when_the_past_is_asked_for(reader: Reader) -> None:
    old, new = memories_of(reader, "I live in Porto", "I live in Braga now")
    candidates = [Candidate(Memory(**{**vars(old), "status": "superseded"}), 0.5, 0.5), Candidate(new, 0.5, 0.5)]
    assert rank(reader.ask("where did I live before?", asked_at=TOLD), candidates).matches[0].memory.id == old.id
    assert rank(reader.ask("where do I live?", asked_at=TOLD), candidates).matches[0].memory.id == new.id


@pytest.mark.parametrize("question", ["where do I live?", "where do I live now?", "which city is my home?"])
def test_what_holds_now_stands_before_what_it_superseded_however_near_that_is(reader: Reader, question: str) -> None:
    old, new = memories_of(reader, "I live in Porto", "I moved to Braga")
    old, new = replace(old, status="superseded"), replace(new, supersedes=old.id)
    candidates = [Candidate(old, 0.9, 0.9), Candidate(new, 0.3, 0.3)]
    assert [m.memory.id for m in rank(reader.ask(question, asked_at=TOLD), candidates).matches] == [new.id, old.id]


def test_what_was_superseded_stands_first_where_the_past_is_asked_for(reader: Reader) -> None:
    old, new = memories_of(reader, "I live in Porto", "I moved to Braga")
    old, new = replace(old, status="superseded"), replace(new, supersedes=old.id)
    candidates = [Candidate(old, 0.3, 0.3), Candidate(new, 0.9, 0.9)]
    recalled = rank(reader.ask("what was my old home?", asked_at=TOLD), candidates)
    assert recalled.matches[0].memory.id == old.id


@pytest.mark.parametrize("question", ["what do I do for a living?", "what's my job?", "how do I earn my living?"])
@pytest.mark.parametrize("trade", ["I repair clocks", "I fix bikes for a living", "I teach maths at a school in Graz"])
def test_a_trade_answers_what_the_work_is_without_the_word_work(reader: Reader, trade: str, question: str) -> None:
    told, tired = memories_of(reader, trade, "I'm tired of work")
    recalled = rank(reader.ask(question, asked_at=TOLD), [Candidate(told, 0.3, 0.3), Candidate(tired, 0.5, 0.5)])
    assert recalled.answerable
    assert recalled.matches[0].memory.id == told.id


def test_where_one_used_to_live_leaves_the_home_and_answers_where_one_lived_before(reader: Reader) -> None:
    home, former = memories_of(reader, "I live in Porto", "I used to live in Faro")
    told = reader.read("I used to live in Faro", sent_at=TOLD).told[0]
    assert compare(told, [home], {home.id: 0.9}).kind == "new"
    candidates = [Candidate(home, 0.5, 0.5), Candidate(former, 0.6, 0.6)]
    assert rank(reader.ask("where do I live?", asked_at=TOLD), candidates).matches[0].memory.id == home.id
    assert rank(reader.ask("where did I live before?", asked_at=TOLD), candidates).matches[0].memory.id == former.id


def test_where_one_used_to_live_ends_the_home_of_the_same_name(reader: Reader, mira: tuple[Memory, ...]) -> None:
    told = reader.read("I used to live in Porto", sent_at=TOLD).told[0]
    home = next(memory for memory in mira if memory.slot and memory.slot.attribute == "home")
    change = compare(told, mira, {memory.id: 0.5 for memory in mira})
    assert (change.kind, change.memory_id) == ("ends", home.id)


def test_a_pastime_is_no_trade(reader: Reader) -> None:
    told = memories_of(reader, "I bake bread on weekends", "I fix my bike every sunday")
    candidates = [Candidate(memory, 0.2, 0.2) for memory in told]
    assert not rank(reader.ask("what do I do for a living?", asked_at=TOLD), candidates).answerable


def test_when_something_was_is_answered_by_its_day_and_not_by_how_it_went(reader: Reader) -> None:
    day, outcome = memories_of(reader, "My job interview is on friday", "my job interview was fun")
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
    reader: Reader, told: str, question: str, answered: bool
) -> None:
    candidates = [Candidate(memory, 0.6, 0.6) for memory in memories_of(reader, told)]
    assert rank(reader.ask(question, asked_at=TOLD), candidates).answerable == answered


def test_where_one_lives_is_no_answer_to_what_one_does_for_a_living(reader: Reader) -> None:
    candidates = [Candidate(memory, 0.4, 0.4) for memory in memories_of(reader, "I live in Porto", "I sing in a choir")]
    assert not rank(reader.ask("what do I do for a living?", asked_at=TOLD), candidates).answerable


def test_the_name_of_a_former_pet_answers_where_no_other_is_known(reader: Reader) -> None:
    old, new = memories_of(reader, "I had a dog called Moss when I was small", "my dog is called Rex")
    question = reader.ask("what's my dog's name?", asked_at=TOLD)
    assert rank(question, [Candidate(old, 0.4, 0.4)]).answerable
    both = rank(question, [Candidate(old, 0.6, 0.6), Candidate(new, 0.5, 0.5)])
    assert both.matches[0].memory.id == new.id
