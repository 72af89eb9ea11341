"""What is to be forgotten is found, and never more than was asked for."""

from __future__ import annotations

import pytest
from told import Store, day, who

from memory.recall.forgetting import Means, to_forget

MARA = who("mara", "Mara", "sister")
ROME = "I'm flying to Rome on Friday"


@pytest.fixture
def told(store: Store) -> Store:
    store.tell("I live in Porto", "home", "Porto")
    store.tell("I work at the bakery", "employer", "the bakery")
    store.tell("my sister Mara lives in Hull", "home", "Hull", who=MARA)
    store.tell("I like tea", "likes", "tea")
    store.tell("I can't stand jazz", "dislikes", "jazz")
    store.tell(ROME, "trip", "Rome", modality="plan", about=day(6, 5))
    return store


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the Rome trip", {ROME}),
        ("about Rome", {ROME}),
        ("that I'm flying to Rome", {ROME}),
        ("where I work", {"I work at the bakery"}),
        ("where I live", {"I live in Porto"}),
        ("everything about my sister", {"my sister Mara lives in Hull"}),
        ("Mara", {"my sister Mara lives in Hull"}),
        ("all my preferences", {"I like tea", "I can't stand jazz"}),
        ("the last memory", {ROME}),
        ("the last two things I told you", {ROME, "I can't stand jazz"}),
        ("my brother", set()),
        ("everything about my brother", set()),
        ("everything except my brother", set()),
    ],
)
def test_the_words_after_forget_mean_no_more_than_they_say(told: Store, said: str, meant: set[str]) -> None:
    assert told.forget(said) == meant


def test_all_but_one_is_a_set(told: Store) -> None:
    everything = {memory.quote for memory in told.memories}
    assert told.forget("everything except my sister") == everything - {"my sister Mara lives in Hull"}


@pytest.mark.parametrize("said", ["what I just said", "that", "it", "about that", ""])
def test_what_was_just_said_is_that_alone(told: Store, said: str) -> None:
    assert told.forget(said, just_told=("m3",)) == {"I like tea"}
    assert told.forget(said) == set()


@pytest.mark.parametrize("said", ["everything", "everything you know about me", "it all", "everything, please"])
def test_only_an_explicit_everything_is_all(told: Store, said: str) -> None:
    assert told.forget(said) == "everything"


def test_the_same_words_go_as_one(told: Store) -> None:
    both = "I have a dog called Rex"
    told.tell(both, "pet", "a dog", message_id="one")
    told.tell(both, "name", "Rex", who=who("rex", "Rex", "dog", "animal"), message_id="one")
    means = Means(told.ask, lambda words: [])
    assert to_forget("the last memory", told.memories, means).ids == ("m6", "m7")
    assert not {"m6", "m7"} & set(to_forget("everything except my dog", told.memories, means).ids)
