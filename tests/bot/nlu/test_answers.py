"""What a message answers while the bot waits for a yes or a no."""

from __future__ import annotations

import pytest

from bot.nlu.answers import answer

YES = (
    "Yes, of course, remember away, it would be a help because I don't always!",
    "yeah sure remember it, im famous already anyway",
    "All right. Yes, you may.",
    "mm ok yes but i can erase it after, no?",
    "Yes go on then, somebody should remember it",
    "sure whatever",
    "Fine. Then you may remember, for now.",
    "no problem, keep it",
)
NO = ("no. not yet", "Rather not, I don't know you.", "ok no thanks", "please don’t", "not now, maybe later")
NEITHER = ("Hello there, my niece put you on my phone", "and who reads what i write here", "I know nothing of that")


@pytest.mark.parametrize("text", YES)
def test_a_yes_is_one_whatever_is_said_beside_it(text: str) -> None:
    assert answer(text, "consent", "tell_about_me") == "affirm"


@pytest.mark.parametrize("text", NO)
def test_a_no_is_one_whatever_is_said_beside_it(text: str) -> None:
    assert answer(text, "consent", "nlu_fallback") == answer(text, "sensitive", "tell_about_me") == "deny"


@pytest.mark.parametrize("text", NEITHER)
def test_what_begins_with_neither_answers_nothing(text: str) -> None:
    assert answer(text, "consent", "greet") == "greet"


def test_where_nothing_is_asked_nothing_is_answered() -> None:
    assert answer("yes, keep that in mind", None, "tell_about_me") == "tell_about_me"
    assert answer("yes, keep that in mind", "follow_up", "tell_about_me") == "tell_about_me"


def test_a_yes_to_what_is_sensitive_may_say_why() -> None:
    said = "Yes, you can keep that, it's no secret, the whole parish knows"
    assert answer(said, "sensitive", "ask_what_you_keep") == "affirm"
    assert answer("You may keep that I'm Catholic, I don't mind who knows it", "sensitive", "deny") == "affirm"
    assert answer("note it", "sensitive", "note_it") == "affirm"
    assert answer("keep it", "sensitive", "deny") == "deny"  # the action knows what "keep it" means here


def test_nothing_is_erased_on_half_a_yes_and_everything_else_that_is_asked_for_stands() -> None:
    assert answer("yes go ahead", "forget", "tell_about_me") == "affirm"
    assert answer("yes but keep the part about my sister", "forget", "tell_about_me") == "tell_about_me"
    assert answer("no, leave it", "forget", "tell_about_me") == "deny"
    assert answer("no, stop remembering", "consent", "stop_remembering") == "stop_remembering"
    assert answer("yes", "forget", "crisis") == "crisis"
