"""What is added unasked: one thing at a time, not every time, never twice in a row, never something sensitive."""

from __future__ import annotations

import pytest
from calls import Conversation
from past import told

from memory.service import MemoryService

QUESTIONS = ("utter_ask", "utter_will_ask")


@pytest.fixture
def attentive(ana: Conversation, service: MemoryService) -> Conversation:
    ana.consent()
    service.change_profile("ana", {"level": "attentive"})
    ana.seen.clear()
    return ana


def test_a_memory_that_fits_comes_with_its_receipt_and_is_a_use(
    attentive: Conversation, service: MemoryService
) -> None:
    earlier = told(service, "I go swimming every Thursday", days_ago=20)
    noted = attentive.say("I swam a kilometre in the lake on my own")
    assert noted.responses[1]["quote"] == "I go swimming every Thursday"
    assert [receipt["memory_id"] for receipt in noted.responses[1]["custom"]["receipts"]] == [earlier.id]
    assert [use.memory_id for use in service.uses("ana")] == [earlier.id]


def test_what_does_not_fit_is_left_alone(attentive: Conversation, service: MemoryService) -> None:
    told(service, "I work as a nurse", days_ago=20)
    assert "utter_fits" not in attentive.say("I repainted the garden fence").names


def test_the_same_is_not_said_twice(attentive: Conversation, service: MemoryService) -> None:
    told(service, "I go swimming every Thursday", days_ago=20)
    assert "utter_fits" in attentive.say("I swam a kilometre in the lake").names
    attentive.say("hm", intent="nlu_fallback")
    attentive.say("hm", intent="nlu_fallback")
    assert "utter_fits" not in attentive.say("I swam two kilometres in the lake").names


def test_greetings_do_not_repeat_themselves(attentive: Conversation, service: MemoryService) -> None:
    told(service, "I love hiking", days_ago=20)
    told(service, "I live in Porto", days_ago=19)
    opened = [attentive.run("action_session_start") for _ in range(3)]
    quotes = [said.receipts[0]["quote"] if said.receipts else None for said in opened]
    assert quotes == ["I love hiking", "I live in Porto", None]


def test_greetings_leave_alone_what_was_said_in_passing_or_is_heavy(
    attentive: Conversation, service: MemoryService
) -> None:
    for text in ("I had toast this morning", "I forgot my umbrella on the bus", "my wife left me in March"):
        told(service, text, days_ago=20)
    assert attentive.run("action_session_start").names == ["utter_hello"]
    told(service, "I play the oud in a small band", days_ago=20)
    assert attentive.run("action_session_start").receipts[0]["quote"] == "I play the oud in a small band"


def test_of_what_was_told_in_one_message_the_first_is_named_first(
    attentive: Conversation, service: MemoryService
) -> None:
    attentive.say("I love jazz, I like old maps and I enjoy chess")
    quotes = [memory.quote for memory in service.memories("ana")]
    assert [receipt["quote"] for receipt in attentive.seen[0]["custom"]["receipts"]] == quotes
    assert attentive.run("action_session_start").receipts[0]["quote"] == quotes[0]


def test_what_somebody_would_rather_not_talk_about_is_left_alone(
    attentive: Conversation, service: MemoryService
) -> None:
    told(service, "my grandmother taught me to bake bread", days_ago=20)
    attentive.say("my grandmother lives by the sea")
    left = attentive.say("I'd rather not talk about that", "action_do_not_ask", "do_not_ask")
    assert left.names == ["utter_left_alone"]
    assert attentive.run("action_session_start").names == ["utter_hello"]
    assert "utter_fits" not in attentive.say("I bake bread on Saturdays").names


@pytest.mark.parametrize("request_", ["don't bring up my mother", "please don't mention Jess again"])
def test_nothing_else_is_silenced_where_nothing_was_told_of_whom_they_name(
    attentive: Conversation, service: MemoryService, request_: str
) -> None:
    attentive.say("I love hiking")
    assert attentive.say(request_, "action_do_not_ask", "do_not_ask").names == ["utter_not_told"]
    assert "silence" not in [move.kind for move in service.moves("ana")]
    assert [memory.quote for memory in service.memories("ana")] == ["I love hiking"], "the request is no memory"


@pytest.mark.parametrize("request_", ["don't ask me why", "no more questions please", "leave Tom out of it"])
def test_nothing_is_silenced_where_no_memory_is_meant(
    attentive: Conversation, service: MemoryService, request_: str
) -> None:
    attentive.say("I love hiking")
    attentive.say(request_, "action_do_not_ask", "do_not_ask")
    assert "silence" not in [move.kind for move in service.moves("ana")]


def test_what_they_would_rather_not_talk_about_is_no_memory_and_what_they_tell_of_it_is(
    attentive: Conversation, service: MemoryService
) -> None:
    attentive.say("I work as a nurse")
    for text in ("I'd rather not talk about my work", "I don't want to talk about my job."):
        silenced = attentive.say(text, "action_do_not_ask", "do_not_ask")
        assert [receipt["quote"] for receipt in silenced.receipts] == ["I work as a nurse"], text
    attentive.say("I don't want to talk about my aunt, she moved to Rome", "action_do_not_ask", "do_not_ask")
    assert "aunt" in " ".join(memory.statement for memory in service.memories("ana"))


def test_whom_they_name_is_silenced_alone(attentive: Conversation, service: MemoryService) -> None:
    attentive.say("my mum is a florist")
    attentive.say("I love hiking")
    silenced = attentive.say("leave my mother out of this", "action_do_not_ask", "do_not_ask")
    assert (silenced.names, [receipt["quote"] for receipt in silenced.receipts]) == (
        ["utter_silenced_attentive"], ["my mum is a florist"],
    )  # fmt: skip
    assert [move.memory_id for move in service.moves("ana") if move.kind == "silence"] == [
        memory.id for memory in service.memories("ana") if memory.quote == "my mum is a florist"
    ]


def test_what_is_sensitive_does_not_come_up_unasked(attentive: Conversation, service: MemoryService) -> None:
    service.change_profile("ana", {"sensitive": "keep"})
    told(service, "I have diabetes", days_ago=20)
    said = attentive.say("my diabetes nurse moved to another hospital")
    assert "I have diabetes" not in [receipt["quote"] for receipt in said.receipts]
    assert attentive.run("action_session_start").names == ["utter_hello"]


def test_a_detail_of_its_own_comes_once_in_three_turns_and_each_only_once(
    attentive: Conversation, service: MemoryService
) -> None:
    given: list[bool] = []
    for text in ("I love hiking", "I listen to jazz", "I paint landscapes", "I sleep badly", "I have two cats",
                 "I play the piano", "I bake bread", "I go running a lot", "I like the mountains"):  # fmt: skip
        given.append(any(name.startswith("utter_detail") for name in attentive.say(text).names))
    assert any(given)
    assert not any(sum(given[at : at + 3]) > 1 for at in range(len(given)))
    items = [move.item for move in service.moves("ana") if move.kind == "detail"]
    assert len(items) == len(set(items)) == sum(given)


def test_a_light_message_gets_no_deep_detail_and_a_deep_one_no_light_one(attentive: Conversation) -> None:
    light = attentive.say("I have a job interview at the bakery")
    assert not [said for said in light.responses if "nervous" in str(said.get("detail"))]
    attentive.say("hm", intent="nlu_fallback")
    attentive.say("hm", intent="nlu_fallback")
    deep = attentive.say("I am very nervous, I have an exam to take")
    assert "I am never nervous" in str([said.get("detail") for said in deep.responses])


@pytest.mark.parametrize("level", ["acknowledge", "attentive"])
def test_what_weighs_on_somebody_is_met_as_such_and_followed_by_nothing_light(
    ana: Conversation, service: MemoryService, level: str
) -> None:
    ana.consent()
    service.change_profile("ana", {"level": level})
    for text in ("i feel awful today", "I feel terrible about the fight with my mother", "I am unhappy at work"):
        said = ana.say(text)
        assert said.names[0].startswith("utter_noted_heavy"), text
        assert said.receipts
        assert not any(name.startswith(QUESTIONS) for name in said.names)
        assert "they talk all day" not in str(said.responses)


def test_what_is_told_in_a_plain_voice_is_not_called_hard(attentive: Conversation) -> None:
    plain = ("I work as a nurse", "I have two dogs", "my dog Bruno sleeps on the sofa", "I had toast this morning",
             "my son left for university", "my boss never listens to me")  # fmt: skip
    for text in plain:
        assert attentive.say(text).names[0] == "utter_noted_attentive", text


def test_nothing_is_asked_about_what_is_told_as_over(attentive: Conversation) -> None:
    attentive.say("I am in a book club")  # gets the detail that would else come before a question
    for _ in range(2):
        attentive.say("hm", intent="greet")
    said = attentive.say("I don't like crime novels any more")
    assert said.receipts
    assert not any(name.startswith(QUESTIONS) for name in said.names)


def test_what_somebody_likes_even_in_october_is_no_plan(attentive: Conversation) -> None:
    assert "utter_will_ask" not in attentive.say("I like swimming in the lake even in October").names


def test_at_most_one_thing_is_added_and_not_to_every_message(attentive: Conversation, service: MemoryService) -> None:
    added = []
    for text in ("I love hiking", "I work as a nurse", "I live in Porto", "my sister is called Ines", "I go running",
                 "I study law", "I have a cat called Miso", "I love jazz"):  # fmt: skip
        added.append(len(attentive.say(text).names) - 1)
    assert set(added) == {0, 1}
    assert not any(one and other for one, other in zip(added, added[1:], strict=False))


def test_every_question_says_why_and_can_be_left(attentive: Conversation) -> None:
    from calls import domain

    authored = domain()["responses"]
    asked = [name for name in authored if name.startswith(QUESTIONS) and "consent" not in name]
    assert len(asked) >= 8
    for name in asked:
        assert all("so that" in one["text"] for one in authored[name]), name
    for text in ("I usually walk to the office", "hm", "I work as a nurse", "hm", "I live in Porto", "hm"):
        said = attentive.say(text, intent="nlu_fallback" if text == "hm" else "tell_about_me")
        for response in said.responses:
            if response["response"].startswith(QUESTIONS):
                assert [button["title"] for button in response["buttons"]][-1] == "Rather not"


@pytest.mark.parametrize(
    "text", ["I always take the tram because I hate driving", "I bought ink from a shop in Kyoto", "I was fired"]
)
def test_no_question_is_asked_where_it_would_be_out_of_place(attentive: Conversation, text: str) -> None:
    assert not [name for name in attentive.say(text).names if name.startswith("utter_ask")]


def test_a_name_is_not_asked_for_where_it_was_told(attentive: Conversation, service: MemoryService) -> None:
    assert "utter_ask_person" not in attentive.say("my best friend Tom lives in Berlin").names
    told(service, "my brother is called Leo", days_ago=20)
    for text in ("my brother lives in Berlin", "my sister lives in Berlin"):
        attentive.say("hm", intent="greet")
        asked = attentive.say(text).names
    assert asked[-1] == "utter_ask_person", "it is asked of one without a name, and was not asked before"


def test_why_it_asks_is_answered(attentive: Conversation) -> None:
    asked = attentive.say("I am a florist")
    assert asked.names[-1] == "utter_ask_work"
    why = attentive.say("why do you ask?", "action_explain", "ask_why").responses[0]
    assert (why["response"], why["reason"]) == (
        "utter_why_asked", "so that I keep that side of it, too, and not only what goes wrong",
    )  # fmt: skip


def test_a_question_that_is_left_is_not_asked_again(attentive: Conversation, service: MemoryService) -> None:
    asked = attentive.say("I work as a nurse")
    if not asked.names[-1].startswith("utter_ask"):
        attentive.say("hm", intent="nlu_fallback")
        asked = attentive.say("I work at a hospital")
    name = asked.names[-1]
    assert name.startswith("utter_ask")
    assert attentive.say("/do_not_ask", "action_do_not_ask", "do_not_ask").names == ["utter_not_asked_again"]
    (question, *_) = [move for move in service.moves("ana") if move.kind == "question"]
    assert (question.item, question.answer) == (name, "declined")
    attentive.say("hm", intent="nlu_fallback")
    assert name not in attentive.say("I am a florist").names


def test_a_plan_is_told_to_be_asked_after_once_and_can_be_left(attentive: Conversation, service: MemoryService) -> None:
    said = attentive.say("I have a job interview tomorrow")
    assert said.names[-1] == "utter_will_ask"
    assert attentive.say("/do_not_ask", "action_do_not_ask", "do_not_ask").names == ["utter_not_asked_again"]
    assert {memory.status for memory in service.memories("ana")} == {"current"}
    (plan,) = service.memories("ana")
    (move,) = service.moves("ana")
    assert (move.memory_id, move.answer) == (plan.id, "declined")


def test_a_goal_at_invested_is_asked_how_often_it_may_be_asked_after(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    service.change_profile("ana", {"level": "invested"})
    said = ana.say("My goal is to run a marathon")
    assert said.names[-1] == "utter_ask_check_in"
    assert '/set_checkin_interval{"days": 7}' in said.buttons
    ana.say('/set_checkin_interval{"days": 7}', "action_set_check_in", "set_checkin_interval", days=7)
    assert service.profile("ana").check_in_days == 7


@pytest.mark.parametrize("level", ["quiet", "acknowledge"])
def test_at_the_farther_levels_nothing_is_added(ana: Conversation, service: MemoryService, level: str) -> None:
    ana.consent()
    service.change_profile("ana", {"level": level})
    for text in ("I love hiking", "I go swimming every Thursday", "I swam in the lake", "I have an exam tomorrow"):
        assert len(ana.say(text).names) == 1
    assert service.moves("ana") == []


def test_two_greetings_in_a_row_name_different_things(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("My name is Mira", intent="give_name")
    told(service, "I love horror films", days_ago=30)
    first = ana.run("action_session_start")
    assert {receipt["quote"] for receipt in first.receipts} == {"My name is Mira", "I love horror films"}
    told(service, "I live in Lyon", days_ago=20)
    assert ana.say("where do I live?", "action_recall", "ask_about_me").receipts != []
    second = ana.run("action_session_start")
    assert "I love horror films" not in {receipt["quote"] for receipt in second.receipts}
