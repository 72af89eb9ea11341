"""What was just told may end an earlier memory: both stay, one question is asked, and the answer says what becomes of
them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from calls import Conversation
from clock import Clock

from memory.service import MemoryService

PORT, BAKERY = "I work at the port", "I work at a bakery"
THEN, NOW = datetime(2027, 3, 3, 12, tzinfo=UTC), datetime(2027, 11, 29, 12, tzinfo=UTC)


def told(ana: Conversation, clock: Clock, *, level: str | None = None) -> None:
    """Ana, who told long ago that she works at the port."""
    clock.set(THEN)
    ana.consent()
    if level:
        ana.client.put("/v1/users/ana/profile", json={"level": level})
    ana.say(PORT)
    clock.set(NOW)
    ana.run("action_session_start")


@pytest.fixture
def asked(ana: Conversation, clock: Clock) -> Conversation:
    """Ana, who was asked whether she works at the port still."""
    told(ana, clock)
    said = ana.say(BAKERY)
    assert said.names == ["utter_noted", "utter_ask_holds"]
    question = said.responses[1]
    assert (question["before"], question["now"], question["day"]) == (PORT, BAKERY, "on 3 March")
    assert [button["title"] for button in question["buttons"]] == ["It still holds", "Not any more", "It was wrong"]
    assert {one["quote"] for one in question["custom"]["receipts"]} == {PORT, BAKERY}
    return ana


def statuses(service: MemoryService) -> dict[str, str]:
    return {memory.quote: memory.status for memory in service.memories("ana")}


BOTH = {PORT: "current", BAKERY: "current"}


def test_until_it_is_answered_both_are_kept(asked: Conversation, service: MemoryService) -> None:
    assert asked.slots["pending"] == "holds"
    assert statuses(service) == BOTH


@pytest.mark.parametrize("text", ["/affirm", "yes still", "both", "it still does"])
def test_what_still_holds_stays_beside_it(asked: Conversation, service: MemoryService, text: str) -> None:
    assert asked.say(text, "action_keep_both", "affirm").names == ["utter_both_kept"]
    assert statuses(service) == BOTH
    assert [move.answer for move in service.moves("ana")] == ["told"]


@pytest.mark.parametrize("text", ["/deny", "no", "no that's over", "not any more", "no, she closed it"])
def test_what_holds_no_longer_is_how_it_was_before(asked: Conversation, service: MemoryService, text: str) -> None:
    assert "utter_former" in asked.say(text, "action_end_former", "deny").names
    former, newer = (
        next(memory for memory in service.memories("ana") if memory.quote == quote) for quote in (PORT, BAKERY)
    )
    assert (former.status, former.ended_on, newer.supersedes) == ("superseded", NOW.date(), former.id)
    assert newer.status == "current"
    assert [move.answer for move in service.moves("ana")] == ["told"]


@pytest.mark.parametrize(
    "text", ["never mind", "no, I am still at the port", "no, both", "stop", "no, I like the port"]
)
def test_a_no_to_something_else_ends_nothing(asked: Conversation, service: MemoryService, text: str) -> None:
    assert "utter_both_left" in asked.say(text, "action_end_former", "deny").names
    assert statuses(service) | BOTH == statuses(service)


@pytest.mark.parametrize("text", ["/correct_bot", "that was wrong"])
def test_what_was_wrong_is_forgotten_after_a_yes(asked: Conversation, service: MemoryService, text: str) -> None:
    said = asked.say(text, "action_take_correction", "correct_bot")
    assert (said.names, said.responses[0]["quote"]) == (["utter_correct"], PORT)
    assert statuses(service) == BOTH
    asked.say("/affirm", "action_forget", "affirm")
    assert statuses(service) == {BAKERY: "current"}


def test_anything_else_lets_the_question_lapse(asked: Conversation, service: MemoryService) -> None:
    assert "utter_ask_holds" not in asked.say("My aunt Berta sings in a choir").names
    assert (asked.slots["pending"], asked.slots["asked"]) == (None, None)
    asked.say("no", "action_end_former", "deny")
    assert statuses(service) | BOTH == statuses(service)


def test_what_says_neither_is_met_once(asked: Conversation, service: MemoryService) -> None:
    assert asked.say("kind of", intent="nlu_fallback").names == ["utter_both_left"]
    assert statuses(service) == BOTH
    assert "utter_both_left" not in asked.say("kind of", intent="nlu_fallback").names


def test_of_the_same_memory_it_is_not_asked_again(asked: Conversation, clock: Clock) -> None:
    asked.say("both", "action_keep_both", "affirm")
    clock.set(NOW + timedelta(days=10))
    assert asked.say(BAKERY).names == ["utter_noted"]
    assert asked.say("I work at a school").responses[1]["before"] == BAKERY


def test_why_it_asks_is_answered(asked: Conversation) -> None:
    explained = asked.say("why do you ask?", "action_explain", "ask_why")
    assert explained.names == ["utter_why_asked"]


def test_what_was_forgotten_meanwhile_is_not_ended(asked: Conversation, service: MemoryService) -> None:
    service.forget("ana", [memory.id for memory in service.memories("ana") if memory.quote == PORT])
    assert asked.say("/deny", "action_end_former", "deny").names == ["utter_both_left"]
    assert statuses(service) == {BAKERY: "current"}


def test_who_wants_it_quiet_is_not_asked(ana: Conversation, service: MemoryService, clock: Clock) -> None:
    told(ana, clock, level="quiet")
    assert ana.say(BAKERY).names == ["utter_noted_quiet"]
    assert statuses(service) == BOTH


@pytest.mark.parametrize("level", ["attentive", "invested"])
def test_nothing_else_is_asked_beside_it(ana: Conversation, clock: Clock, level: str) -> None:
    told(ana, clock, level=level)
    assert ana.say(BAKERY).names == [f"utter_noted_{level}", "utter_ask_holds"]


def test_what_waits_for_a_yes_goes_first(ana: Conversation, service: MemoryService, clock: Clock) -> None:
    told(ana, clock)
    said = ana.say(f"{BAKERY}. I have diabetes.")
    assert said.names[-1] == "utter_sensitive_ask"
    assert "utter_ask_holds" not in said.names
    assert ana.slots["pending"] == "sensitive"


@pytest.mark.parametrize(
    "text",
    [
        "My mother died last night and I work at a bakery",
        "My husband hit me. I work at a bakery",
        f"I feel awful. {BAKERY}",
    ],
)
def test_after_grief_or_danger_it_is_not_asked(ana: Conversation, clock: Clock, text: str) -> None:
    told(ana, clock)
    assert "utter_ask_holds" not in ana.say(text).names


def test_after_a_crisis_it_is_not_asked(ana: Conversation, clock: Clock) -> None:
    told(ana, clock)
    ana.say("I want to kill myself", "action_meet_crisis", "crisis")
    ana.say("I am safe", intent="tell_about_me")
    assert "utter_ask_holds" not in ana.say(BAKERY).names


def test_what_is_not_to_be_brought_up_is_not_asked_about(
    ana: Conversation, service: MemoryService, clock: Clock
) -> None:
    told(ana, clock)
    (port,) = service.memories("ana")
    service.record_move("ana", "silence", memory_id=port.id, channel="web")
    assert ana.say(BAKERY).names == ["utter_noted"]
