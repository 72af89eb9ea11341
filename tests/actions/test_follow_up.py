"""Plans are asked after once and goals as often as the person chose; an answer, or "rather not", ends it."""

from __future__ import annotations

import pytest
from calls import Conversation
from past import told

from actions.check_in import interval_days, pace
from memory.service import MemoryService

INTERVIEW = "I have a job interview tomorrow"


@pytest.fixture
def asked(ana: Conversation, service: MemoryService) -> Conversation:
    """Ana, who told of an interview ten days ago and has just been asked how it went."""
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    told(service, INTERVIEW, days_ago=10)
    opened = ana.run("action_session_start")
    assert opened.names == ["utter_hello_plain", "utter_follow_up"]
    assert [receipt["quote"] for receipt in opened.receipts] == [INTERVIEW]
    assert opened.buttons == ["/plan_went_well", "/plan_went_badly", "/plan_not_happened", "/do_not_ask"]
    assert ana.slots["pending"] == "follow_up"
    return ana


def statuses(service: MemoryService) -> dict[str, str]:
    return {memory.quote: memory.status for memory in service.memories("ana")}


def test_an_answer_closes_the_plan_and_is_kept_as_its_outcome(asked: Conversation, service: MemoryService) -> None:
    answered = asked.say("it went better than I feared", "action_take_outcome", "plan_went_well")
    assert answered.names == ["utter_went_well"]
    assert [receipt["quote"] for receipt in answered.receipts] == ["it went better than I feared"]
    assert statuses(service)[INTERVIEW] == "done"
    assert asked.slots["pending"] is None
    assert "utter_follow_up" not in asked.run("action_session_start").names


@pytest.mark.parametrize(
    ("button", "response"),
    [
        ("plan_went_well", "utter_went_well"),
        ("plan_went_badly", "utter_went_badly"),
        ("plan_not_happened", "utter_not_happened"),
    ],
)
def test_a_button_closes_the_plan_and_adds_no_words(
    asked: Conversation, service: MemoryService, button: str, response: str
) -> None:
    assert asked.say(f"/{button}", "action_take_outcome", button).names == [response]
    assert statuses(service) == {INTERVIEW: "done"}


@pytest.mark.parametrize("intent", ["tell_about_me", "nlu_fallback"])
def test_an_answer_in_any_words_closes_it(asked: Conversation, service: MemoryService, intent: str) -> None:
    assert asked.say("they were kind and I start in May", intent=intent).names == ["utter_closed"]
    assert statuses(service)[INTERVIEW] == "done"
    assert len(service.memories("ana")) >= 2


@pytest.mark.parametrize(("intent", "action"), [("do_not_ask", "action_do_not_ask"), ("deny", "action_reply")])
def test_rather_not_closes_it_too(asked: Conversation, service: MemoryService, intent: str, action: str) -> None:
    assert asked.say(f"/{intent}", action, intent).names == ["utter_not_asked_again"]
    assert statuses(service) == {INTERVIEW: "done"}
    assert [move.answer for move in service.moves("ana")] == ["declined"]
    assert asked.run("action_session_start").names == ["utter_hello"]


def test_what_is_not_answered_is_not_asked_again(asked: Conversation, service: MemoryService) -> None:
    asked.say("what do you remember about me?", "action_list_memories", "list_memories")
    assert asked.slots["pending"] is None
    assert statuses(service)[INTERVIEW] == "current"
    assert "utter_follow_up" not in asked.run("action_session_start").names


def test_a_question_is_no_answer(asked: Conversation, service: MemoryService) -> None:
    asked.say("which interview?", intent="nlu_fallback")
    assert statuses(service)[INTERVIEW] == "current"


def test_an_answer_with_something_sensitive_in_it_keeps_none_of_it(asked: Conversation, service: MemoryService) -> None:
    answered = asked.say("badly, I have diabetes", intent="plan_went_badly", action="action_take_outcome")
    assert answered.names[-1] in ("utter_sensitive_ask", "utter_went_badly")
    assert statuses(service) == {INTERVIEW: "done"}


def test_while_paused_an_answer_closes_it_and_is_not_kept(asked: Conversation, service: MemoryService) -> None:
    service.change_profile("ana", {"remembering": "paused"})
    asked.say("it went well", "action_take_outcome", "plan_went_well")
    assert statuses(service) == {INTERVIEW: "done"}


@pytest.mark.parametrize("level", ["quiet", "acknowledge"])
def test_nearer_levels_alone_are_asked(ana: Conversation, service: MemoryService, level: str) -> None:
    ana.consent()
    service.change_profile("ana", {"level": level})
    told(service, INTERVIEW, days_ago=10)
    opened = ana.run("action_session_start")
    assert opened.names == ["utter_hello"]
    assert service.moves("ana") == []


def test_what_lies_far_back_is_not_asked_after(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    told(service, INTERVIEW, days_ago=90)
    assert ana.run("action_session_start").names == ["utter_hello"]


def test_what_is_sensitive_is_not_asked_after(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "invested", "sensitive": "keep"})
    told(service, "I have a chemotherapy appointment tomorrow", days_ago=10)
    opened = ana.run("action_session_start")
    assert (opened.names, opened.receipts) == (["utter_hello"], [])


def test_what_was_over_when_it_was_told_is_not_asked_after(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    told(service, "I ran a marathon last week", days_ago=3)
    assert "utter_follow_up" not in ana.run("action_session_start").names


def test_a_plan_told_as_over_unasked_is_closed_by_name(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    told(service, "I have a job interview tomorrow", days_ago=1)
    closed = ana.say("the job interview went really well", "action_take_outcome", "plan_went_well")
    assert closed.names == ["utter_plan_went_well"]
    assert INTERVIEW in [receipt["quote"] for receipt in closed.receipts]
    assert statuses(service)[INTERVIEW] == "done"
    service.change_profile("ana", {"level": "attentive"})
    assert "utter_follow_up" not in ana.run("action_session_start").names


def test_what_went_well_and_is_no_plan_closes_nothing(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I love hiking")
    assert ana.say("it went well", "action_take_outcome", "plan_went_well").names == ["utter_heard_good_news"]
    assert statuses(service) == {"I love hiking": "current"}


def test_what_somebody_does_not_want_to_be_asked_about_is_not_raised(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    told(service, INTERVIEW, days_ago=10)
    silenced = ana.say("please don't ask me about the interview", "action_do_not_ask", "do_not_ask")
    assert silenced.names == ["utter_silenced_attentive"]
    assert silenced.receipts
    assert ana.run("action_session_start").names == ["utter_hello"]
    assert statuses(service) == {INTERVIEW: "current"}, "it is kept, only not raised"


def test_a_goal_is_asked_after_as_often_as_was_chosen_and_at_invested_alone(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    told(service, "My goal is to run a marathon", days_ago=8)
    service.change_profile("ana", {"level": "attentive"})
    assert "utter_check_in" not in ana.run("action_session_start").names
    service.change_profile("ana", {"level": "invested"})
    assert "utter_check_in" not in ana.run("action_session_start").names, "no interval was chosen yet"
    assert ana.say("/set_checkin_interval", "action_set_check_in", "set_checkin_interval", days=7).names == [
        "utter_check_in_set"
    ]
    opened = ana.run("action_session_start")
    assert opened.names == ["utter_hello_plain", "utter_check_in"]
    assert ana.say("/plan_not_happened", "action_take_outcome", "plan_not_happened").names == ["utter_goal_goes_on"]
    assert "utter_check_in" not in ana.run("action_session_start").names, "seven days have not passed"


@pytest.mark.parametrize(
    ("words", "response", "status"),
    [
        ("I did it on Sunday", "utter_goal_reached", "done"),
        ("I gave up on that", "utter_goal_given_up", "done"),
        ("slowly, I ran three kilometres", "utter_goal_goes_on", "current"),
    ],
)
def test_a_goal_that_is_reached_or_dropped_is_let_go(
    ana: Conversation, service: MemoryService, words: str, response: str, status: str
) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "invested", "check_in_days": 7})
    goal = told(service, "My goal is to run a marathon", days_ago=8)
    assert ana.run("action_session_start").names == ["utter_hello_plain", "utter_check_in"]
    assert ana.say(words).names == [response]
    assert service.memory("ana", goal.id).status in (status, "superseded" if status == "done" else status)
    if status == "done":
        assert "utter_check_in" not in ana.run("action_session_start").names


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every week", 7),
        ("once a month please", 30),
        ("every 10 days", 10),
        ("every two weeks would be good", 14),
        ("daily", 1),
        ("each day", 1),
        ("every other week", 14),
        ("every other sunday", 14),
        ("mondays, each friday at most", 7),
        ("quarterly will do", 91),
        ("i'm done with goals for now", 0),
        ("never", 0),
        ("don't ask about my goals", 0),
        ("hmm", None),
    ],
)
def test_an_interval_is_read_from_words(text: str, days: int | None) -> None:
    assert interval_days(text) == days


def test_an_interval_is_said_as_people_would() -> None:
    assert [pace(days) for days in (1, 7, 14, 30, 10)] == [
        "every day", "every week", "every two weeks", "every month", "every 10 days",
    ]  # fmt: skip


def test_how_often_can_be_said_in_words_or_left_open(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    said = ana.say("ask me about my goals every two weeks", "action_set_check_in", "set_checkin_interval")
    assert said.names == ["utter_check_in_set", "utter_check_in_other_level"]
    assert service.profile("ana").check_in_days == 14
    assert ana.say("hmm", "action_set_check_in", "set_checkin_interval").names == ["utter_check_in_unclear"]
    assert ana.say("never", "action_set_check_in", "set_checkin_interval").names == ["utter_check_in_never"]
    assert service.profile("ana").check_in_days is None
