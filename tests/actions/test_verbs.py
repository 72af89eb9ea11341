"""Every verb through the real application, with bodies as Rasa sends them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from calls import Conversation, domain
from past import told
from starlette.testclient import TestClient

from memory.service import MemoryService

MOVE = "I just moved to Porto with my sister Ines, and I have a job interview next Tuesday"


def test_nothing_is_noted_before_the_yes_and_all_of_it_after(ana: Conversation, service: MemoryService) -> None:
    opened = ana.run("action_session_start")
    assert (opened.names, opened.buttons) == (["utter_ask_consent"], ["/affirm", "/deny"])
    assert ana.say(MOVE).names == ["utter_ask_consent_again"]
    assert service.memories("ana") == []
    ana.say("/affirm", "action_accept_consent", "affirm")
    assert service.profile("ana").consent_text == domain()["responses"]["utter_ask_consent"][0]["text"]
    noted = ana.say(MOVE)
    assert noted.names == ["utter_noted_plan"]
    assert {receipt["memory_id"] for receipt in noted.receipts} == {memory.id for memory in service.memories("ana")}


def test_a_session_starts_once_and_greets_by_name_with_a_receipt(ana: Conversation) -> None:
    ana.consent()
    assert ana.say("My name is Mira", intent="give_name").names == ["utter_noted_name"]
    assert ana.run("action_session_start").names == ["utter_hello_name"]
    ana.say(MOVE)
    greeted = ana.run("action_session_start")
    assert [event["event"] for event in greeted.events] == ["session_started", "slot", "slot", "slot", "action"]
    assert greeted.names == ["utter_hello_name_near"]
    assert len(greeted.receipts) == 2


def test_every_reply_that_draws_on_a_memory_is_in_the_ledger_of_uses(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say(MOVE)
    assert service.uses("ana") == [], "what is only noted is not used"
    recalled = ana.say("what's my sister's name?", "action_recall", "ask_about_me")
    assert recalled.names == ["utter_recalled"]
    (use,) = service.uses("ana")
    assert use.memory_id == recalled.receipts[0]["memory_id"]
    assert use.reply_id == recalled.responses[0]["custom"]["reply_id"]
    explained = ana.say("why did you say that?", "action_explain", "ask_why")
    assert [receipt["memory_id"] for receipt in explained.receipts] == [use.memory_id]


def test_a_person_is_forgotten_from_the_chat(ana: Conversation, service: MemoryService, settings: Any) -> None:
    ana.consent()
    ana.say("my sister Philippina keeps bees")
    proposed = ana.say("forget about my sister", "action_propose_forget", "forget_something")
    assert (proposed.names, ana.slots["pending"]) == (["utter_forget_confirm"], "forget")
    assert ana.say("yes", "action_forget", "affirm").names == ["utter_forgotten"]
    assert service.memories("ana") == []
    assert ana.slots["pending"] is None
    ana.say("my dog is called Bruno")
    ana.say("forget everything", "action_propose_forget_everything", "forget_everything")
    assert ana.say("yes", "action_forget_everything", "affirm").names == ["utter_forgotten_everything"]
    assert service.profile("ana").remembering == "unasked"
    held = b"".join(path.read_bytes() for path in Path(settings.home).rglob("*") if path.is_file())
    assert b"Philippina" not in held
    assert b"Bruno" not in held


def test_a_late_yes_forgets_nothing(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I live in Porto")
    ana.say("forget about Porto", "action_propose_forget", "forget_something")
    for again in ("how are you?", "what do you keep?"):
        assert ana.say(again, "action_acknowledge", "ask_what_you_keep").names == ["utter_forget_again"]
    rests = ana.say("who runs you?", "action_acknowledge", "ask_what_you_are")
    assert rests.names == ["utter_nothing_forgotten"]
    assert (ana.slots["pending"], ana.slots["forget_ids"]) == (None, None)
    assert ana.say("yes", "action_forget", "affirm").names == []
    assert len(service.memories("ana")) == 1


def test_slots_hold_ids_and_never_words(ana: Conversation) -> None:
    ana.consent()
    ana.say(MOVE)
    ana.say("forget about my sister", "action_propose_forget", "forget_something")
    assert not re.search("ines|porto|interview", repr(ana.slots).lower())


def test_what_is_sensitive_is_asked_about_and_kept_after_a_yes(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    asked = ana.say("I have diabetes")
    assert (asked.names, asked.buttons, ana.slots["pending"]) == (
        ["utter_sensitive_ask"],
        ["/affirm", "/deny"],
        "sensitive",
    )
    assert service.memories("ana") == []
    kept = ana.say("/affirm", "action_keep_withheld", "affirm")
    assert kept.names == ["utter_sensitive_kept"]
    assert [receipt["memory_id"] for receipt in kept.receipts] == [memory.id for memory in service.memories("ana")]
    assert ana.slots["pending"] is None


def test_what_is_sensitive_is_let_go_after_a_no_and_with_the_session(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I have diabetes")
    assert ana.say("/deny", "action_drop_withheld", "deny").names == ["utter_sensitive_dropped"]
    ana.say("I have asthma")
    ana.run("action_session_start")
    assert ana.say("/affirm", "action_keep_withheld", "affirm").names == ["utter_sensitive_gone"]
    assert service.memories("ana") == []


def test_a_yes_to_something_else_keeps_nothing_sensitive(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I have diabetes")
    assert ana.say("book me a table", intent="out_of_scope").names == ["utter_out_of_scope", "utter_sensitive_again"]
    assert ana.say("fine", "action_keep_withheld", "affirm").names == ["utter_sensitive_again"]
    assert service.memories("ana") == []


def test_two_people_never_meet(ana: Conversation, client: TestClient) -> None:
    ana.consent()
    ana.say("my son is called Leopold")
    ben = Conversation(client, "ben")
    ben.consent()
    assert ben.say("what's my son's name?", "action_recall", "ask_about_me").names == ["utter_not_told"]
    assert ben.say("what do you remember?", "action_list_memories", "list_memories").names == ["utter_list_nothing"]


def answer_to(person: Conversation, question: str) -> str:
    """The line as it is read, out of the authored response and what fills it."""
    (said,) = person.say(question, "action_recall", "ask_about_me").responses
    return str(domain()["responses"][said["response"]][0]["text"].format(**said))


def test_what_holds_now_answers_before_what_held_once(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    told(service, "I live in Porto", days_ago=20)
    ana.say("actually I live in Braga now")
    answered = ana.say("where do I live?", "action_recall", "ask_about_me")
    assert (answered.names, answered.responses[0]["quote"]) == (["utter_recalled"], "actually I live in Braga now")


def test_what_was_before_is_not_answered_with_what_holds_now(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    before = "where did I live before?", "action_recall", "ask_about_me"
    told(service, "I live in Porto", days_ago=20)
    assert ana.say(*before).names == ["utter_not_told"]
    ana.say("actually I live in Braga now")
    answered = ana.say(*before)
    assert (answered.names, answered.responses[0]["quote"]) == (["utter_recalled_former"], "I live in Porto")


def test_a_death_is_given_back_without_asking_whether_it_has_changed(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    told(service, "my uncle died in the spring", days_ago=20)
    for level in ("quiet", "acknowledge", "attentive", "invested"):
        service.change_profile("ana", {"level": level})
        assert "died" in (line := answer_to(ana, "what did I tell you about my uncle?"))
        assert "chang" not in line, level


def test_a_quote_with_a_full_stop_gets_no_second_one(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    told(service, "I moved to Lyon.", days_ago=20)
    for level in ("acknowledge", "attentive", "invested"):
        service.change_profile("ana", {"level": level})
        assert "“I moved to Lyon”." in answer_to(ana, "where do I live?")


def test_a_question_about_something_is_answered_with_what_was_told_about_it_alone(ana: Conversation) -> None:
    ana.consent()
    for text in ("My name is Mira", "my sister Ines is a nurse", "she got a dog in May", "I started swimming lessons"):
        ana.say(text)
    asked = ana.say("what did I tell you about my sister?", "action_recall", "ask_about_me")
    assert {receipt["quote"] for receipt in asked.receipts} == {"my sister Ines is a nurse", "she got a dog in May"}
    assert ana.say("what did I tell you about the moon?", "action_recall", "ask_about_me").names == ["utter_not_told"]
