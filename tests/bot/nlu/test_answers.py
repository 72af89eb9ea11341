"""What a message is taken for while the bot waits for a yes or a no, whatever the classifier made of it."""

from __future__ import annotations

import pytest

from bot.nlu.answers import answer


def test_where_nothing_is_asked_nothing_is_answered() -> None:
    assert answer("yes, keep that in mind", None, "tell_about_me") == "tell_about_me"


@pytest.mark.parametrize("pending", ["consent", "sensitive", "forget", "forget_everything", "name"])
def test_the_classifiers_yes_alone_is_none(pending: str) -> None:
    assert answer("that is what they all say", pending, "affirm") == "nlu_fallback"
    assert answer("yes", pending, "laugh") == "affirm"
    assert answer("no thanks", pending, "affirm") == "deny"


def test_a_no_of_the_classifiers_stands_unless_it_is_hedged() -> None:
    assert answer("I would be happier without that", "consent", "deny") == "deny"
    assert answer("not now, maybe later", "consent", "deny") == "nlu_fallback"
    assert answer("no?", "consent", "deny") == "nlu_fallback"


def test_what_asks_for_less_stands_beside_a_no() -> None:
    assert answer("no, stop remembering", "consent", "stop_remembering") == "stop_remembering"
    assert answer("yes", "forget", "crisis") == "crisis"
    assert answer("don't forget them", "forget", "forget_something") == "deny"
    assert answer("yes, forget my brother", "forget", "forget_something") == "forget_something"


@pytest.mark.parametrize("pending", ["sensitive", "forget", "forget_everything", "name"])
def test_a_wish_to_forget_something_else_is_more_than_a_no(pending: str) -> None:
    assert answer("no, forget my brother", pending, "forget_something") == "forget_something"
    assert answer("no. forget everything about me", pending, "forget_everything") == "forget_everything"
    assert answer("no, forget my brother", "consent", "forget_something") == "deny"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("no. forget everything", "forget_everything"),
        ("no, delete all my data", "forget_everything"),
        ("no thanks, please erase everything you have on me", "forget_everything"),
        ("No, forget that I live in Porto", "forget_something"),
        ("no and forget my name", "forget_something"),
        ("no, forget everything about my sister", "forget_something"),
        ("no, forget it", "deny"),
        ("no, delete that", "deny"),
        ("no, don't forget my sister", "deny"),
        ("no, I live in Braga", "deny"),
    ],
)
def test_a_no_hides_no_wish_to_forget_from_the_classifier(text: str, intent: str) -> None:
    assert answer(text, "sensitive", "deny") == intent


def test_a_wish_to_forget_begins_with_no_word_that_is_a_no_to_keeping() -> None:
    assert answer("forget about my brother", "sensitive", "forget_something") == "forget_something"
    assert answer("delete everything you know", "sensitive", "forget_everything") == "forget_everything"
    assert answer("forget it", "sensitive", "forget_something") == "deny"


def test_nothing_is_decided_where_others_read_along() -> None:
    assert answer("yes", "consent", "affirm", notes=False) == "nlu_fallback"


def test_a_question_that_is_answered_in_other_words_takes_only_a_whole_yes_or_no() -> None:
    assert answer("yup", "follow_up", "nlu_fallback") == "affirm"
    assert answer("nah", "follow_up", "nlu_fallback") == "deny"
    assert answer("no it went well in the end", "follow_up", "plan_went_well") == "plan_went_well"
