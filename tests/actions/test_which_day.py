"""A plan whose words fit two days: both are said, one question is asked, and the day that is named counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from calls import Conversation
from clock import Clock

from memory.service import MemoryService

EXAM = "I have an exam next Tuesday"
MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
NEAR, FAR = date(2027, 3, 2), date(2027, 3, 9)


@pytest.fixture
def asked(ana: Conversation, clock: Clock) -> Conversation:
    """Ana, who said on a Monday that she has an exam "next Tuesday"."""
    clock.set(MONDAY)
    ana.consent()
    said = ana.say(EXAM)
    assert said.names == ["utter_noted", "utter_ask_which_day"]
    assert [button["title"] for button in said.responses[1]["buttons"]] == ["Tuesday, 2 March", "Tuesday, 9 March"]
    return ana


def days_of(service: MemoryService) -> tuple[date, date]:
    (memory,) = service.memories("ana")
    assert memory.about is not None
    assert (memory.quote, memory.about.phrase) == (EXAM, "next Tuesday")
    return memory.about.from_, memory.about.to


@pytest.mark.parametrize(("later", "day"), [(0, NEAR), (7, FAR)])
def test_a_button_names_the_day(asked: Conversation, service: MemoryService, later: int, day: date) -> None:
    assert days_of(service) == (NEAR, FAR)
    settled = asked.say(f'/tell_about_me{{"days": {later}}}', days=later)
    assert settled.names == ["utter_day_settled"]
    assert settled.responses[0]["day"] == f"Tuesday, {day.day} March"
    assert days_of(service) == (day, day)


@pytest.mark.parametrize(
    ("text", "intent", "day"),
    [
        ("tomorrow", "tell_about_me", NEAR),
        ("the 9th", "nlu_fallback", FAR),
        ("9", "nlu_fallback", FAR),
        ("I mean the 9th of March", "tell_about_me", FAR),
        ("next week", "tell_about_me", FAR),
        ("this week", "affirm", NEAR),
        ("the second one", "nlu_fallback", FAR),
        ("the first", "out_of_scope", NEAR),
        ("a week tomorrow", "tell_about_me", FAR),
        ("no, the later one", "deny", FAR),
    ],
)
def test_words_name_the_day_and_become_no_memory(
    asked: Conversation, service: MemoryService, text: str, intent: str, day: date
) -> None:
    assert asked.say(text, intent=intent).names == ["utter_day_settled"]
    assert days_of(service) == (day, day)


@pytest.mark.parametrize(
    "text", ["yes", "no", "next tuesday", "the 2nd or the 9th", "at 9 am", "who knows", "the 16th"]
)
def test_what_names_neither_or_both_leaves_both(asked: Conversation, service: MemoryService, text: str) -> None:
    asked.say(text, intent="nlu_fallback")
    (exam,) = [memory for memory in service.memories("ana") if memory.quote == EXAM]
    assert exam.about is not None
    assert (exam.about.from_, exam.about.to) == (NEAR, FAR)


def test_until_it_is_known_both_days_are_said(asked: Conversation) -> None:
    opened = asked.run("action_session_start")
    assert [said.get("when") for said in opened.responses] == ["Tomorrow or in 8 days"]
    recalled = asked.say("when is my exam?", "action_recall", "ask_about_me")
    assert "2 March or 9 March" in recalled.responses[0]["statement"]


@pytest.mark.parametrize(("text", "intent"), [("yes", "affirm"), ("no", "deny")])
def test_a_yes_or_no_names_no_day_and_is_told_that_both_are_kept(
    asked: Conversation, service: MemoryService, text: str, intent: str
) -> None:
    said = asked.say(text, intent=intent)
    assert said.names == ["utter_noted_plan"]
    assert said.responses[0]["day"] == "Tuesday, 2 March or Tuesday, 9 March"
    assert days_of(service) == (NEAR, FAR)


def test_why_it_asks_is_answered(asked: Conversation) -> None:
    explained = asked.say("why do you ask?", "action_explain", "ask_why")
    assert explained.names == ["utter_why_asked"]
    assert explained.responses[0]["reason"] == "so that I have the right day"


def test_it_is_asked_after_once_both_have_passed(asked: Conversation, service: MemoryService, clock: Clock) -> None:
    service.change_profile("ana", {"level": "attentive"})
    for day, due in ((3, False), (9, False), (10, True)):
        clock.set(MONDAY.replace(day=day))
        assert ("utter_follow_up" in asked.run("action_session_start").names) is due


def test_a_long_answer_that_names_the_day_is_noted_too(asked: Conversation, service: MemoryService) -> None:
    said = asked.say("the 9th, and my cousin Berta is taking the same exam there with me")
    assert said.names == ["utter_day_settled"]
    assert len(said.receipts) == len(service.memories("ana")) > 1


@pytest.mark.parametrize("text", ["the funeral of my mother is next Tuesday", "my chemotherapy starts next Tuesday"])
def test_after_what_is_heavy_or_waits_for_a_yes_it_is_not_asked(ana: Conversation, clock: Clock, text: str) -> None:
    clock.set(MONDAY)
    ana.consent()
    assert "utter_ask_which_day" not in ana.say(text).names


def test_who_wants_it_quiet_is_not_asked(ana: Conversation, service: MemoryService, clock: Clock) -> None:
    clock.set(MONDAY)
    ana.consent()
    service.change_profile("ana", {"level": "quiet"})
    assert ana.say(EXAM).names == ["utter_noted_quiet"]
    assert days_of(service) == (NEAR, FAR)


@pytest.mark.parametrize("level", ["attentive", "invested"])
def test_nothing_else_is_asked_beside_it(ana: Conversation, service: MemoryService, clock: Clock, level: str) -> None:
    clock.set(MONDAY)
    ana.consent()
    service.change_profile("ana", {"level": level})
    assert ana.say(EXAM).names == [f"utter_noted_{level}", "utter_ask_which_day"]
