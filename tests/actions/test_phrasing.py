"""People's own ways of saying things, and what must not be made of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import yaml
from calls import ROOT, Conversation
from past import told

from actions.follow_up import ANNOUNCED
from actions.phrases import asks, asks_for_advice, requests
from memory.service import MemoryService


@pytest.mark.parametrize(
    "text",
    ["when am i on call", "whats my kids names", "so what is my job", "is my sister older"],
)
def test_a_question_is_one_without_its_mark(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    ["when i was young i lived in Oslo", "what a day", "how my back hurts", "who knows", "I am on call"],
)
def test_what_only_begins_like_a_question_is_none(text: str) -> None:
    assert not asks(text)


def test_a_remark_is_no_request_and_a_judgement_is_asked_for_by_its_form() -> None:
    assert [requests(text) for text in ("set a timer", "can you sing?", "24 sheep", "show's in march")] == [
        True,
        True,
        False,
        False,
    ]
    assert asks_for_advice("should I stop taking lithium?")
    assert not asks_for_advice("what should I read?")


def test_what_waits_for_a_yes_is_kept_by_keep_it_and_dropped_by_do_not_keep_that(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ana.say("I have diabetes")
    assert ana.say("don't keep that", "action_propose_forget", "forget_something").names == ["utter_sensitive_dropped"]
    assert service.withheld("ana") == []
    ana.say("I have diabetes")
    assert ana.say("keep it", "action_keep_withheld", "affirm").names == ["utter_sensitive_kept"]
    assert [memory.quote for memory in service.memories("ana")] == ["I have diabetes"]


def test_nothing_is_forgotten_on_words_that_are_no_clear_yes(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I love hiking")
    for said in ("i see", "good to know", "makes sense"):
        ana.say("forget everything", "action_propose_forget_everything", "forget_everything")
        assert ana.say(said, "action_forget_everything", "affirm").names == ["utter_forget_everything_again"]
    assert len(service.memories("ana")) == 1


def test_an_announcement_is_not_answered_and_a_sad_word_gets_no_thanks(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    assert ana.say("I have a job interview tomorrow").names[-1] == ANNOUNCED
    assert ana.say("that makes me so sad and hopeless").names[-1:] != ["utter_question_answered"]
    assert ana.say("no", intent="deny").names == ["utter_nothing_asked"]


def test_a_hello_leaves_the_question_open_and_what_is_about_another_goal_does_not_close_it(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    told(service, "I have a parents evening tomorrow", days_ago=10)
    told(service, "I want to run the half marathon in Oslo", days_ago=40)
    ana.run("action_session_start")
    ana.say("hi", intent="greet")
    reached = ana.say("I finished the half marathon!", "action_take_outcome", "plan_went_well")
    assert reached.names == ["utter_plan_reached"]
    statuses = {memory.quote: memory.status for memory in service.memories("ana")}
    assert statuses["I have a parents evening tomorrow"] == "current"
    ana.run("action_session_start")


def test_an_outcome_that_names_nothing_closes_the_only_plan_whose_day_has_passed(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    told(service, "the shearing is on Saturday", days_ago=10)
    assert ana.say("aye, it went fine", "action_take_outcome", "plan_went_well").names == ["utter_plan_went_well"]


def test_no_suggestion_is_near_to_what_somebody_hates_or_wants_left_alone(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ana.say("I hate my life")
    ana.say("I love hiking in the mountains")
    ana.say("don't bring up hiking", "action_do_not_ask", "do_not_ask")
    suggested = ana.say("suggest something", "action_suggest", "suggest_something")
    assert suggested.names == ["utter_suggest_any"]
    assert ana.say("no not that", intent="deny").names == ["utter_suggestion_declined"]


def test_what_somebody_never_said_is_not_noted_but_looked_up(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I am divorced")
    denied = ana.say("I never said that I was divorced", "action_take_correction", "correct_bot")
    assert (denied.names, [r["quote"] for r in denied.receipts]) == (["utter_correct"], ["I am divorced"])
    assert len(service.memories("ana")) == 1


def test_how_it_knows_and_what_helps_are_found_by_what_is_named(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    told(service, "I live in Rotterdam", days_ago=2)
    ana.say("I play chess on sundays, it calms me down")
    known = ana.say("how do you know where I live?", "action_say_how_known", "ask_how_know")
    assert [receipt["quote"] for receipt in known.receipts] == ["I live in Rotterdam"]
    helps = ana.say("what helps me calm down?", "action_recall", "ask_about_me")
    assert "I play chess on sundays, it calms me down" in [receipt["quote"] for receipt in helps.receipts]


def test_the_first_message_in_slack_does_not_answer_what_its_greeting_asks(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ana.channel = "slack"
    service.change_profile("ana", {"level": "attentive"})
    told(service, "I have a job interview tomorrow", days_ago=10)
    ana.run("action_session_start")
    ana.say("I bought a new bicycle")
    ana.say("it went well", "action_take_outcome", "plan_went_well")
    statuses = {memory.quote: memory.status for memory in service.memories("ana")}
    assert statuses == {**statuses, "I have a job interview tomorrow": "done", "I bought a new bicycle": "current"}
    assert service.now() - service.moves("ana")[0].made_at < timedelta(minutes=5)


def test_what_is_told_beside_a_goodbye_is_noted_with_a_receipt(ana: Conversation) -> None:
    ana.consent()
    said = ana.say("I have to feed my cat Miso. Bye!", "action_acknowledge", "goodbye")
    assert said.names == ["utter_noted"]
    assert [receipt["quote"] for receipt in said.receipts] == ["I have to feed my cat Miso."]
    assert ana.say("bye then", "action_acknowledge", "goodbye").names == []


def test_what_is_noted_is_said_beside_every_fixed_line() -> None:
    for path in (ROOT / "bot" / "data" / "rules").glob("*.yml"):
        for rule in yaml.safe_load(path.read_text())["rules"]:
            actions = [step["action"] for step in rule["steps"] if "action" in step]
            fixed = all(name.startswith("utter_") or name == "action_acknowledge" for name in actions)
            assert not fixed or "action_acknowledge" in actions, rule["rule"]
