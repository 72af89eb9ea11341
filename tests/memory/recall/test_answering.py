"""A question is answered, or met with the nearest that was told, or not told at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import Store, day, quotes, who

from memory.models import Before

MARA = who("mara", "Mara", "sister")
KARL, TOM = who("karl", "Karl", "brother"), who("tom", "Tom", "brother")


def test_what_holds_answers_first(store: Store) -> None:
    store.tell("my sister Mara moved to Hull", "home", "Hull", who=MARA)
    store.tell("Mara hated living in Leeds", "dislikes", "living in Leeds", who=MARA)
    found = store.ask("where does my sister live?")
    assert (found.outcome, quotes(found)) == ("answer", ["my sister Mara moved to Hull"])


@pytest.mark.parametrize("question", ["what does Wendeline do for work?", "where does my brother live?"])
def test_whom_nothing_was_told_of_is_not_told(store: Store, question: str) -> None:
    store.tell("my sister Mara works as a nurse", "job", "nurse", who=MARA)
    store.tell("Mara lives in Hull", "home", "Hull", who=MARA)
    found = store.ask(question)
    assert (found.outcome, found.answerable, found.answers) == ("not_told", False, ())


def test_of_one_who_is_known_the_nearest_is_offered(store: Store) -> None:
    store.tell("my sister Mara plays the trombone", "plays", "trombone", who=MARA)
    store.tell("I live in Porto", "home", "Porto")
    found = store.ask("how tall is my sister?")
    assert (found.outcome, found.answerable) == ("nearest", False)
    assert quotes(found) == ["my sister Mara plays the trombone"]


def test_what_is_liked_is_listed_without_what_is_denied(store: Store) -> None:
    for thing in ("tea", "chess"):
        store.tell(f"I like {thing}", "likes", thing)
    store.tell("I don't like jazz", "likes", "jazz", negated=True)
    for attribute in ("likes", "dislikes"):
        store.tell("I can't say I like golf", attribute, "golf", message_id="golf")
    store.tell("I liked figs", "likes", "figs", status="superseded")
    store.tell("my sister likes rain", "likes", "rain", who=MARA)
    assert set(quotes(store.ask("what do I like?"))) == {"I like tea", "I like chess"}


def test_plans_ahead_are_listed_by_day(store: Store) -> None:
    store.tell("the exam is on 9 July", "plan", "exam", modality="plan", about=day(7, 9))
    store.tell("flying to Rome on 12 June", "trip", "Rome", modality="plan", about=day(6, 12))
    store.tell("the dentist was on 3 March", "plan", "dentist", modality="plan", about=day(3, 3))
    store.tell("I like tea", "likes", "tea")
    expected = ["flying to Rome on 12 June", "the exam is on 9 July"]
    assert quotes(store.ask("what have I got coming up?")) == expected
    assert quotes(store.ask("what are my plans?")) == expected


def test_animals_are_one_each(store: Store) -> None:
    rex, mia = who("rex", "Rex", "dog", "animal"), who("mia", "Mia", "cat", "animal")
    store.tell("our dog is called Rex", "name", "Rex", who=rex)
    store.tell("Rex is three", "age", "three", who=rex)
    store.tell("we have a cat, Mia", "name", "Mia", who=mia)
    assert quotes(store.ask("what animals do I have?")) == ["our dog is called Rex", "we have a cat, Mia"]


def test_two_of_a_relation_both_answer(store: Store) -> None:
    store.tell("my brother Karl lives in Bonn", "home", "Bonn", who=KARL)
    store.tell("my brother Tom lives in Graz", "home", "Graz", who=TOM)
    assert set(quotes(store.ask("where does my brother live?"))) == {
        "my brother Karl lives in Bonn",
        "my brother Tom lives in Graz",
    }


def test_two_jobs_side_by_side_both_answer(store: Store) -> None:
    store.tell("I work at the bakery", "employer", "the bakery")
    store.tell("I also work at the library on Fridays", "employer", "the library")
    assert len(quotes(store.ask("where do I work?"))) == 2


def test_what_ended_answers_in_the_past(store: Store) -> None:
    old = store.tell("I work at Bosch", "employer", "Bosch", status="superseded")
    found = store.ask("where do I work?")
    assert (quotes(found), found.ended) == (["I work at Bosch"], True)
    new = store.tell("I started at Siemens", "employer", "Siemens", supersedes=old.id)
    found = store.ask("where do I work?")
    assert (quotes(found), found.ended) == ([new.quote], False)


@pytest.mark.parametrize("modality", ["plan", "wish"])
def test_a_plan_or_a_wish_does_not_say_how_things_are(store: Store, modality: str) -> None:
    store.tell("I'd love to live in Lisbon", "home", "Lisbon", modality=modality)
    assert not store.ask("where do I live?").answerable


def test_what_was_told_before_memories_said_of_whom_is_found_by_its_words(store: Store) -> None:
    store.tell("my aunt Wilhelmina sings in a choir")
    assert store.ask("what does my aunt do in the choir?").outcome in ("answer", "nearest")
    assert store.ask("what is my uncle called?").outcome == "not_told"


@pytest.mark.parametrize(
    ("before", "text", "quote"),
    [
        ("where does my brother live?", "and my sister?", "Mara lives in Hull"),
        ("where does Karl live?", "and Mara?", "Mara lives in Hull"),
        ("where does my sister live?", "what does she do for work?", "Mara works as a nurse"),
    ],
)
def test_a_question_leans_on_the_one_before(store: Store, before: str, text: str, quote: str) -> None:
    store.tell("my sister Mara", "relation", "sister", who=replace(MARA, words="my sister Mara"))
    lives = store.tell("Mara lives in Hull", "home", "Hull", who=MARA)
    store.tell("Mara works as a nurse", "job", "nurse", who=MARA)
    store.tell("my brother Karl lives in Bonn", "home", "Bonn", who=KARL)
    assert quotes(store.ask(text, Before(before, (lives.id,)))) == [quote]


def test_that_is_what_was_just_answered(store: Store) -> None:
    trip = store.tell("flying to Rome on 12 June", "trip", "Rome", modality="plan", about=day(6, 12))
    store.tell("the exam is on 9 July", "plan", "exam", modality="plan", about=day(7, 9))
    found = store.ask("when is that?", Before("do I have a trip planned?", (trip.id,)))
    assert quotes(found) == [trip.quote]


def test_a_name_said_in_passing_answers_what_somebody_is_called(store: Store) -> None:
    store.tell("my sister Mara plays the trombone", "plays", "trombone", who=MARA)
    store.tell("my brother is tall", "height", "tall", who=who("karl", relation="brother"))
    found = store.ask("what is my sister called?")
    assert (found.outcome, quotes(found)) == ("answer", ["my sister Mara plays the trombone"])
    assert not store.ask("what is my brother called?").answerable


def test_what_was_put_right_answers_in_place_of_what_was(store: Store) -> None:
    old = store.tell("the ferry leaves at 7", "plan", "ferry", modality="plan", status="superseded")
    store.tell("no, 8", "plan", "ferry", modality="plan", supersedes=old.id)
    assert quotes(store.ask("when does the ferry leave?"))[0] == "no, 8"


def test_of_one_who_died_the_death_is_said(store: Store) -> None:
    rex = who("rex", "Rex", "dog", kind="animal")
    store.tell("my dog Rex is 9", "age", "9", who=rex)
    store.tell("Rex died on Sunday", "event", "died", who=rex)
    assert quotes(store.ask("do I have a dog?")) == ["my dog Rex is 9", "Rex died on Sunday"]


def test_who_is_asked_of_a_name_of_two_is_both(store: Store) -> None:
    store.tell("my uncle Ted is a cook", "job", "cook", who=who("one", "Ted", "uncle"))
    store.tell("my boss Ted is tall", "height", "tall", who=who("two", "Ted", "boss"))
    assert set(quotes(store.ask("who is Ted?"))) == {"my uncle Ted is a cook", "my boss Ted is tall"}


def test_what_another_one_did_is_no_answer(store: Store) -> None:
    store.tell("my sister Mara lives in Hull", "home", "Hull", who=MARA)
    store.tell("my uncle drove the night bus", "event", "drove the night bus", who=who("ted", None, "uncle"))
    assert store.ask("which bus did Mara drive?").outcome != "answer"


def test_what_was_applied_for_is_not_held(store: Store) -> None:
    store.tell("I applied for a job at the zoo", "event", "applied for a job")
    assert store.ask("where do I work?").outcome != "answer"


def test_which_of_two_is_meant(store: Store) -> None:
    for name, which, job in (("Karl", "older", "nurse"), ("Tom", "younger", "cook")):
        one = replace(who(name, name, "brother"), words=f"my {which} brother {name}")
        store.tell(f"my {which} brother {name} is a {job}", "job", job, who=one)
    assert quotes(store.ask("what does my younger brother do for work?")) == ["my younger brother Tom is a cook"]
