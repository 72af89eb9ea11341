"""Nothing is kept, switched on or erased but on a clear yes to the question right above it."""

from __future__ import annotations

import pytest
from calls import Conversation, domain

from bot.nlu.yes_no import read_answer
from memory.service import MemoryService

YES_TO = {
    "consent": "action_accept_consent",
    "sensitive": "action_keep_withheld",
    "forget": "action_forget",
    "forget_everything": "action_forget_everything",
    "name": "action_keep_name",
}
NO_CONSENT = ("I do not consent, ok?", "yes, I said no", "sure, but don't keep anything", "go for it... not!", "yes?",
              "can I say yes later?", "keep it short", "yes, if you never store it", "you can ask me things",
              "Yes Minister is my favourite show", "okay later", "yes to what?", "yes but only my name")  # fmt: skip
NOT_KEPT = ("keep it to yourself", "Keep it between us", "sure, but don't store it", "well, yes and no",
            "good question", "ok but delete it right away", "Sure, I'd mind", "yes it's private")  # fmt: skip
NOT_ERASED = ("okay hold on", "ok wait", "yes?", "yes, no", "yes but keep my sister", "stop", "wait", "no",
              "forget it", "yes, forget my brother")  # fmt: skip


def answers(person: Conversation, text: str) -> list[str]:
    """What the bot says to an answer, understood as Rasa would; a yes that is none reaches no action of its own."""
    asked = person.slots["asked"] or {}
    pending = person.slots["pending"]
    amid_other = bool(asked.get("amid_other"))
    if pending in YES_TO and read_answer(text, pending, amid_other=amid_other).reading == "yes":
        return person.say(text, YES_TO[pending], "affirm").names
    return person.say(text, intent="nlu_fallback").names


@pytest.mark.parametrize("text", NO_CONSENT)
def test_no_consent_is_recorded_and_the_question_is_asked_again(
    ana: Conversation, service: MemoryService, text: str
) -> None:
    ana.run("action_session_start")
    # As where an author's own rule or classifier takes it for a yes: the action itself does not.
    said = ana.say(text, "action_accept_consent", "affirm")
    assert (said.names, said.buttons) == (["utter_consent_again"], ["/affirm", "/deny"])
    assert service.profile("ana").remembering == "unasked"
    assert service.profile("ana").consented_at is None
    assert ana.say("/affirm", "action_accept_consent", "affirm").names == ["utter_consent_given", "utter_ask_name"]


@pytest.mark.parametrize("text", NOT_KEPT)
def test_nothing_sensitive_is_kept_on_it(ana: Conversation, service: MemoryService, text: str) -> None:
    ana.consent()
    ana.say("I was diagnosed with HIV last spring.")
    assert ana.say(text, "action_keep_withheld", "affirm").names == ["utter_sensitive_again"]
    assert service.memories("ana") == []
    assert answers(ana, "yes keep it") == ["utter_sensitive_kept"]


def test_a_yes_that_names_what_it_is_about_is_one_to_that_alone(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("my brother Alan has asthma")
    said = ana.say("yes you can keep that about mary", "action_keep_withheld", "affirm")
    assert (said.names, service.memories("ana")) == (["utter_sensitive_again"], [])
    assert answers(ana, "yes you can keep that about alan") == ["utter_sensitive_kept"]


@pytest.mark.parametrize("text", NOT_ERASED)
def test_nothing_is_erased_on_it(ana: Conversation, service: MemoryService, text: str) -> None:
    ana.consent()
    ana.say("my sister Philippina keeps bees")
    ana.say("forget about my sister", "action_propose_forget", "forget_something")
    said = ana.say(text, "action_forget", "affirm")
    assert (said.names, said.buttons) == (["utter_forget_again"], ["/affirm", "/deny"])
    ana.say("forget everything", "action_propose_forget_everything", "forget_everything")
    assert ana.say(text, "action_forget_everything", "affirm").names == ["utter_forget_everything_again"]
    assert len(service.memories("ana")) == 1


@pytest.mark.parametrize(("between", "word"), [("ask_how_are_you", "good"), ("ask_do_you_feel", "right"),
                                               ("ask_what_you_are", "fine"), ("ask_do_you_care", "yeah right"),
                                               ("ask_how_are_you", "ok"), ("say_insult", "sure")])  # fmt: skip
def test_a_word_that_may_answer_what_came_between_is_no_yes(
    ana: Conversation, service: MemoryService, between: str, word: str
) -> None:
    ana.run("action_session_start")
    between_said = ana.say("something else", "action_acknowledge", between)
    assert (between_said.names, ana.slots["pending"]) == (["utter_consent_again"], "consent")
    assert ana.say(word, "action_accept_consent", "affirm").names == ["utter_consent_again"]
    assert service.profile("ana").remembering == "unasked"


def test_it_is_asked_again_twice_and_then_rests_until_the_person_comes_back_to_it(
    ana: Conversation, service: MemoryService
) -> None:
    ana.run("action_session_start")
    assert answers(ana, "maybe") == ["utter_consent_again"]
    assert answers(ana, "hm, depends") == ["utter_consent_again"]
    assert "utter_consent_again" not in answers(ana, "dunno really")
    assert ana.slots["pending"] is None
    assert ana.say("yes", "action_accept_consent", "affirm").names == []
    assert service.profile("ana").remembering == "unasked"
    assert ana.say("yes", intent="affirm").names == ["utter_consent_again"]
    assert answers(ana, "yes") == ["utter_consent_given", "utter_ask_name"]


def test_facts_beside_a_clear_yes_are_noted_with_it(ana: Conversation, service: MemoryService) -> None:
    ana.run("action_session_start")
    assert answers(ana, "yes, my name is Dana. I live in Leeds") == ["utter_consent_given", "utter_noted_name_and"]
    told = {m.slot.attribute: m.slot.value for m in service.memories("ana") if m.slot}
    assert told == {"name": "Dana", "home": "Leeds"}


def test_what_is_sensitive_beside_a_clear_yes_is_asked_about(ana: Conversation, service: MemoryService) -> None:
    ana.run("action_session_start")
    assert answers(ana, "yes. my sister has diabetes") == ["utter_consent_given", "utter_sensitive_ask"]
    assert (service.memories("ana"), ana.slots["pending"]) == ([], "sensitive")
    assert answers(ana, "keep it") == ["utter_sensitive_kept"]


def test_nothing_is_decided_where_others_read_along(ana: Conversation, service: MemoryService) -> None:
    ana.run("action_session_start")
    ana.message = {"text": "yes", "intent": {"name": "affirm"}, "entities": [], "message_id": "m"}
    said = {"event": "user", "text": "yes", "timestamp": 1.0, "message_id": "m", "metadata": {"observe": False}}
    ana.events.append(said)
    assert ana.run("action_accept_consent").names == []
    assert service.profile("ana").remembering == "unasked"


def test_remembering_is_taken_up_by_plain_words_alone_where_nobody_said_yes_before(
    ana: Conversation, service: MemoryService
) -> None:
    ana.run("action_session_start")
    for text in ("you may remember nothing", "you can keep your memory", "remember again? no"):
        said = ana.say(text, "action_resume_remembering", "resume_remembering")
        assert said.names == ["utter_consent_again"]
    assert service.profile("ana").remembering == "unasked"
    ana.say("no", "action_decline_consent", "deny")
    ana.say("remember again", "action_resume_remembering", "resume_remembering")
    assert service.profile("ana").remembering == "on"


def test_every_question_that_can_be_asked_again_has_its_line() -> None:
    assert {f"utter_{question}_again" for question in YES_TO if question != "name"} <= domain()["responses"].keys()


@pytest.mark.parametrize("text", ["I'm Black", "I'm Deaf", "im into guys", "I'm tired", "lonely", "call me later"])
def test_nobody_is_greeted_by_what_is_no_name(ana: Conversation, service: MemoryService, text: str) -> None:
    ana.consent()
    ana.say(text, intent="give_name")
    assert [memory for memory in service.memories("ana") if memory.slot and memory.slot.attribute == "name"] == []
    assert service.unsure_name("ana") is None


def test_what_may_be_a_name_is_asked_about(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    asked = ana.say("Leeds", intent="nlu_fallback")
    assert (asked.names, asked.buttons, ana.slots["pending"]) == (["utter_name_unsure"], ["/affirm", "/deny"], "name")
    assert service.memories("ana") == []
    assert answers(ana, "yes, that's me") == ["utter_noted_name"]
    assert [(m.quote, m.slot and m.slot.value) for m in service.memories("ana")] == [("Leeds", "Leeds")]


@pytest.mark.parametrize("text", ["no", "no, that's where I live"])
def test_what_is_no_name_after_all_is_let_go(ana: Conversation, service: MemoryService, text: str) -> None:
    ana.consent()
    ana.say("Leeds", intent="nlu_fallback")
    assert ana.say(text, "action_drop_name", "deny").names == ["utter_name_dropped"]
    assert (service.memories("ana"), service.unsure_name("ana")) == ([], None)


def test_a_name_is_noted_with_what_is_told_beside_it(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("My name is Dee. I just moved to Hull with my sister", intent="give_name")
    assert {m.slot.value for m in service.memories("ana") if m.slot and m.slot.attribute == "name"} == {"Dee"}
    assert {memory.quote for memory in service.memories("ana")} == {
        "My name is Dee.",
        "I just moved to Hull with my sister",
    }


def test_a_wish_to_forget_something_else_leaves_what_is_sensitive_waiting(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ana.say("my sister Philippina keeps bees")
    ana.say("I have asthma")
    said = ana.say("forget about my sister", "action_propose_forget", "forget_something")
    assert (said.names, ana.slots["pending"]) == (["utter_forget_confirm"], "forget")
    assert len(service.withheld("ana")) == 1
    assert "utter_forgotten" in ana.say("yes", "action_forget", "affirm").names
    assert service.memories("ana") == []


def test_what_waits_is_not_let_go_for_a_word_that_it_has_in_common(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I have asthma since the move")
    said = ana.say("forget that bit about the move to Hull", "action_propose_forget", "forget_something")
    assert said.names[0] == "utter_forget_nothing_found"
    assert len(service.withheld("ana")) == 1


def test_what_waits_is_let_go_when_it_is_named_as_what_is_to_be_forgotten(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ana.say("I have asthma")
    said = ana.say("forget what I said about my asthma", "action_propose_forget", "forget_something")
    assert said.names == ["utter_sensitive_dropped"]
    assert service.withheld("ana") == []


def test_a_name_that_is_doubtful_beside_one_that_is_sure_is_nobodys(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("Hi. People call me Rowan.", intent="give_name")
    assert [memory.slot.value for memory in service.memories("ana") if memory.slot] == ["Rowan"]
    assert service.unsure_name("ana") is None
