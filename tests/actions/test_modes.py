"""On, paused, off for a session, and declined: what each keeps, draws on, and greets with."""

from __future__ import annotations

from typing import Any

from calls import Conversation

from memory.service import MemoryService


def turn_off(service: MemoryService) -> None:
    """As the page does it, without the conversation being told."""
    service.change_profile("ana", {"remembering": "off"})


def test_a_session_that_is_off_notes_nothing_and_draws_on_nothing(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I live in Porto")
    before = service.memories("ana")
    turn_off(service)
    assert ana.say("my dog is called Bruno").names == ["utter_not_kept_off"]
    assert ana.slots["remembering"] == "off"
    for text, action in (
        ("where do i live?", "action_recall"),
        ("where do i live?", "action_reply"),
        ("what's my cat's name?", "action_recall"),
        ("what do you remember?", "action_list_memories"),
    ):
        said = ana.say(text, action, "ask_about_me")
        assert (said.names, said.receipts) == (["utter_incognito"], [])
    assert ana.say("why?", "action_explain", "ask_why").names == ["utter_explain_nothing"]
    assert service.memories("ana") == before
    assert service.uses("ana") == []


def test_off_the_record_is_off_for_this_session_the_message_that_asks_included(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ana.say("I live in Porto")
    before = service.memories("ana")
    said = ana.say("off the record, my boss is a fool", "action_go_off_the_record", "go_off_the_record")
    assert said.names == ["utter_off_the_record"]
    assert (ana.slots["remembering"], service.profile("ana").remembering) == ("off", "off")
    assert ana.slots["memory"]["unkept"] is True
    assert ana.say("my dog is called Bruno").names == ["utter_not_kept_off"]
    assert ana.say("where do i live?", "action_recall", "ask_about_me").names == ["utter_incognito"]
    assert service.memories("ana") == before
    ana.run("action_session_start")
    assert service.profile("ana").remembering == "on"
    assert ana.say("where do i live?", "action_recall", "ask_about_me").receipts != []


def test_what_waits_for_a_yes_is_gone_once_off_the_record(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    assert ana.say("I have diabetes").buttons == ["/affirm", "/deny"]
    ana.say("off the record", "action_go_off_the_record", "go_off_the_record")
    assert service.withheld("ana") == []


def test_remember_again_ends_a_session_that_is_off_and_keeps_the_consent(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    before = service.profile("ana")
    ana.say("off the record", "action_go_off_the_record", "go_off_the_record")
    assert ana.say("remember again", "action_resume_remembering", "resume_remembering").names == ["utter_resumed"]
    after = service.profile("ana")
    assert (after.remembering, after.consented_at, after.consent_text) == (
        "on",
        before.consented_at,
        before.consent_text,
    )
    ana.say("my dog is called Bruno")
    assert [memory.quote for memory in service.memories("ana")] == ["my dog is called Bruno"]


def test_the_session_after_one_that_was_off_goes_on_as_before(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("My name is Mira", intent="give_name")
    for remembering in ("on", "paused"):
        service.change_profile("ana", {"remembering": remembering})
        turn_off(service)
        greeted = ana.run("action_session_start")
        assert [receipt["quote"] for receipt in greeted.receipts] == ["My name is Mira"]
        assert ana.slots["remembering"] == service.profile("ana").remembering == remembering


def test_one_who_was_not_asked_is_asked_after_a_session_that_was_off(ana: Conversation, service: MemoryService) -> None:
    turn_off(service)
    assert ana.run("action_session_start").names == ["utter_ask_consent"]
    assert service.profile("ana").remembering == "unasked"


def test_what_is_to_be_forgotten_is_named_in_a_session_that_is_off(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("my sister Philippina keeps bees")
    turn_off(service)
    proposed = ana.say("forget about my sister", "action_propose_forget", "forget_something")
    assert proposed.names == ["utter_forget_confirm"]
    assert ana.say("yes", "action_forget", "affirm").names == ["utter_forgotten"]
    assert service.memories("ana") == []


def test_a_no_lasts_and_is_not_asked_again(ana: Conversation, service: MemoryService) -> None:
    ana.run("action_session_start")
    assert ana.say("/deny", "action_decline_consent", "deny").names == ["utter_consent_declined"]
    assert ana.slots["remembering"] == "paused"
    assert ana.say("my dog is called Bruno").names == ["utter_not_kept_off"]
    assert ana.run("action_session_start").names == ["utter_hello_not_remembering"]
    assert ana.say("stop", "action_stop_remembering", "stop_remembering").names == ["utter_consent_declined"]
    assert service.memories("ana") == []
    assert service.profile("ana").consented_at is None


def test_a_no_can_become_a_yes_which_is_recorded_with_the_text_shown(ana: Conversation, service: MemoryService) -> None:
    ana.run("action_session_start")
    ana.say("/deny", "action_decline_consent", "deny")
    said = ana.say("remember again", "action_resume_remembering", "resume_remembering")
    assert said.names == ["utter_consent_given", "utter_ask_name"]
    profile = service.profile("ana")
    assert profile.remembering == "on"
    assert profile.consented_at is not None
    assert profile.consent_text is not None
    assert profile.consent_text.startswith("Thank you. From here on")


def test_a_pause_and_its_end_keep_the_consent_that_was_given(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    before = service.profile("ana")
    ana.say("stop", "action_stop_remembering", "stop_remembering")
    ana.say("remember again", "action_resume_remembering", "resume_remembering")
    after = service.profile("ana")
    assert (after.consented_at, after.consent_text) == (before.consented_at, before.consent_text)


def test_what_is_decided_elsewhere_counts_from_the_next_message_on(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.change_profile("ana", {"remembering": "paused"})
    ana.say("hello there", "action_reply", "greet")
    assert ana.slots["remembering"] == "paused"
    assert ana.slots["memory"]["unkept"] is True
    service.change_profile("ana", {"remembering": "on"})
    ana.say("hello there", "action_reply", "greet")
    assert ana.slots["remembering"] == "on"
    assert "unkept" not in ana.slots["memory"]


def test_a_yes_with_another_text_is_recorded_with_its_own_date(client: Any, service: MemoryService) -> None:
    for text in ("May I?", "May I, on other terms?"):
        client.put("/v1/users/ana/profile", json={"remembering": "on", "consent_text": text})
        profile = client.get("/v1/users/ana/profile").json()
        assert profile["consent_text"] == text
    first = profile["consented_at"]
    assert client.put("/v1/users/ana/profile", json={"remembering": "on"}).json()["consented_at"] == first
