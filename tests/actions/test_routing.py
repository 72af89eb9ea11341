"""What a message does, by the classifier's intent beside what the reading says of its clauses: a row a kind."""

from __future__ import annotations

import pytest
from calls import SERVICE, Conversation
from starlette.testclient import TestClient

from actions.meant import ASKED
from actions.routing import COMMANDS, COMPLAINT, FALLBACK, Route, route
from memory.reading import Act, Reading
from memory.reading.reading import Clause, Span
from memory.service import MemoryService


def said(text: str, *acts: tuple[str, float]) -> Reading:
    """A message of one clause that does this, the surest first."""
    return Reading(text, (Clause(Span(0, len(text)), tuple(Act(name, chance) for name, chance in acts)),))


def test_a_command_is_obeyed_where_both_see_it() -> None:
    both = said("stop saving for a sec", ("want.ask_less", 0.3))
    assert route("stop_remembering", 0.75, both) == Route("stop_remembering")


def test_a_command_is_obeyed_that_the_classifier_is_sure_of_and_nothing_speaks_against() -> None:
    assert route("stop_remembering", 0.9, said("memory off", ("joke", 0.2))) == Route("stop_remembering")


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize("act", ["tell", "ask.world", "feel.bad", "answer.value", "others"])
def test_what_is_told_or_asked_is_never_obeyed_however_sure_the_classifier_is(command: str, act: str) -> None:
    assert route(command, 1.0, said("the doctor wants it off", (act, 0.9))).intent == FALLBACK
    assert route(command, 0.9, said("the doctor wants it off", (act, 0.9))) == Route(FALLBACK)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_that_the_classifier_alone_half_sees_is_asked_about(command: str) -> None:
    assert route(command, 0.6, said("a bit less of it", ("joke", 0.3))) == Route(FALLBACK, command)
    assert route(command, 0.4, said("a bit less of it", ("joke", 0.3))) == Route(FALLBACK)


def test_what_becomes_of_sensitive_things_is_set_by_nobody_alone() -> None:
    assert route("set_sensitive", 1.0, said("how shall I keep it", ("tell", 0.1))) == Route(FALLBACK, "set_sensitive")
    assert route("set_sensitive", 1.0, said("never keep it", ("want.other", 0.5))) == Route("set_sensitive")


def test_who_wants_to_see_something_wants_no_command() -> None:
    sees = said("don't you remember anything?", ("want.list", 0.6), ("ask.bot", 0.5))
    assert route("stop_remembering", 0.9, sees) == Route(FALLBACK, COMPLAINT)


def test_a_command_that_the_reading_alone_sees_is_asked_about() -> None:
    assert route("tell_about_me", 0.9, said("a break", ("want.pause", 0.7))) == Route(FALLBACK, "stop_remembering")
    assert route("tell_about_me", 0.9, said("a break", ("want.pause", 0.5))) == Route("tell_about_me")


@pytest.mark.parametrize("intent", ["stop_remembering", "resume_remembering", "say_compliment", "thank", FALLBACK])
@pytest.mark.parametrize(
    ("text", "act"),
    [("you never remember anything", "joke"), ("don't you remember anything?", "ask.bot"),
     ("so you forgot it all", "react"), ("You never listen to me", "insult")],
)  # fmt: skip
def test_a_complaint_is_no_command_and_no_kindness(intent: str, text: str, act: str) -> None:
    assert route(intent, 0.8, said(text, (act, 0.6))) == Route(FALLBACK, COMPLAINT)


@pytest.mark.parametrize(
    ("text", "act"), [("you always remember it all", "praise"), ("my mum never listens", "tell"), ("u know", "joke")]
)
def test_what_blames_nobody_here_is_no_complaint(text: str, act: str) -> None:
    assert route("say_compliment", 0.8, said(text, (act, 0.6))) == Route("say_compliment")


@pytest.mark.parametrize("intent", ["ask_your_life", "ask_do_you_feel", "set_level_quiet", "greet", "out_of_scope"])
def test_a_question_about_oneself_is_answered_from_memory(intent: str) -> None:
    assert route(intent, 0.9, said("what is my favourite colour?", ("ask.me", 0.8))) == Route("ask_about_me")


@pytest.mark.parametrize("text", ["do I have a girlfriend?", "my favourite book?"])
def test_a_question_in_the_first_person_is_never_answered_with_the_bots_life(text: str) -> None:
    assert route("ask_your_life", 0.9, said(text, ("joke", 0.2))) == Route("ask_about_me")


@pytest.mark.parametrize("text", ["what is your favourite colour?", "do you have a girlfriend?"])
def test_a_question_about_the_bot_stays_one(text: str) -> None:
    assert route("ask_your_life", 0.9, said(text, ("ask.me", 0.8))) == Route("ask_your_life")


@pytest.mark.parametrize("intent", ["out_of_scope", "ask_about_bot_more"])
def test_a_question_about_neither_stays_what_it_is(intent: str) -> None:
    assert route(intent, 0.9, said("who made this?", ("ask.me", 0.8))) == Route(intent)


def test_a_question_about_the_levels_is_none_about_the_person() -> None:
    assert route("ask_level", 0.9, said("what is my level?", ("ask.me", 0.8))) == Route("ask_level")


ASKS_TO_KEEP = ("make a note that I hate marzipan", "can you remember that I park on level 4?",
                "Don't forget that I hate cake", "hello. Can you remember that I have a dog named Xena?",
                "write down that the plumber comes at nine")  # fmt: skip


@pytest.mark.parametrize("intent", ["ask_about_me", "stop_remembering", "forget_something", "out_of_scope"])
@pytest.mark.parametrize("text", ASKS_TO_KEEP)
def test_who_asks_outright_to_remember_something_has_it_noted(service: MemoryService, intent: str, text: str) -> None:
    assert route(intent, 0.9, service.read("ana", text)) == Route("note_it")


@pytest.mark.parametrize(
    "text",
    ["can you remember what she is called?", "can you remember my birthday?", "do you remember that I have a dog?"],
)  # fmt: skip
def test_who_asks_whether_it_remembers_asks(service: MemoryService, text: str) -> None:
    assert route("ask_about_me", 0.9, service.read("ana", text)) == Route("ask_about_me")


def test_a_crisis_stays_one() -> None:
    for act in ("want.remember", "want.pause", "ask.me", "insult"):
        assert route("crisis", 0.4, said("you never remember that I want to die", (act, 0.9))) == Route("crisis")


def test_the_service_reads_and_decides(client: TestClient) -> None:
    heard = {"user_id": "ana", "text": "what is my name?", "intent": "ask_your_life", "confidence": 0.9}
    assert client.post("/route", json=heard).json() == {"intent": "ask_about_me", "meant": None}
    assert client.post("/route", json=heard, headers={"Authorization": f"Bearer x{SERVICE}"}).status_code == 401


@pytest.mark.parametrize("command", sorted(ASKED))
def test_a_command_that_was_perhaps_meant_is_done_by_one_button(
    ana: Conversation, service: MemoryService, command: str
) -> None:
    ana.consent()
    before = service.profile("ana")
    ana.meant = command
    said_now = ana.say("that is a lot", intent=FALLBACK)
    assert (said_now.names, said_now.buttons) == (["utter_do_you_mean"], [f"/{command}"])
    assert service.profile("ana") == before


def test_a_complaint_is_told_what_is_kept_and_changes_nothing(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("my sister Philippina keeps bees")
    ana.meant = COMPLAINT
    said_now = ana.say("you never remember anything", intent=FALLBACK)
    assert (said_now.names, said_now.responses[0]["count"]) == (["utter_complaint_on"], "one thing")
    assert service.profile("ana").remembering == "on"


def test_what_is_to_be_remembered_is_noted_however_it_was_read(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    said_now = ana.say("can you remember that I park on level 4?", "action_note_it", "note_it")
    assert [receipt["quote"] for receipt in said_now.receipts] == ["I park on level 4"]
    ana.say("can you remember that I have HIV?", "action_note_it", "note_it")
    assert [memory.quote for memory in service.memories("ana")] == ["I park on level 4"]
    assert len(service.withheld("ana")) == 1
