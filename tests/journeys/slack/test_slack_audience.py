"""In channels nothing personal is ever said aloud, and nothing is noted."""

from __future__ import annotations

import urllib.parse

import pytest
from colleague import Colleague, find_action, stamp
from fake_slack import Call, FakeSlack
from retold import Retold

MARKER = "Zephyrine"
PUBLIC = {"C0GENERAL": "channel", "G0GROUP": "group", "G0MPIM": "mpim"}

SAID = [
    "hello",
    "thank you",
    "goodbye",
    "what are you?",
    "what do you store?",
    "help",
    "order a pizza",
    "what's my sister's name?",
    "what do you remember about me?",
    "why did you say that?",
    "forget about my sister",
    "forget everything",
    "yes",
    "no",
    "stop remembering",
    "remember again",
    "actually my sister is called Zephyrine now",
    "I'm Zephyrine",
    "asdf qwer",
    "/ask_about_me",
    "",
]


@pytest.fixture(scope="module")
def person(place: Retold, slack: FakeSlack) -> Colleague:
    """Somebody whose memory holds the marker."""
    person = Colleague(place, slack)
    person.consent()
    since = slack.now()
    person.send(f"my sister {MARKER} keeps bees")
    person.answer(since, "Noted")
    return person


def memories(place: Retold, colleague: Colleague) -> list[dict]:
    path = f"/v1/users/{urllib.parse.quote(colleague.user_id)}/memories"
    return list(place.service("GET", path)["memories"])


def in_public(call: Call) -> bool:
    return call.method in ("chat.postMessage", "chat.update") and call.arguments["channel"] in PUBLIC


@pytest.mark.parametrize("channel", PUBLIC)
def test_no_reply_says_aloud_what_was_told(slack: FakeSlack, person: Colleague, channel: str) -> None:
    since = slack.now()
    for text in SAID:
        said = slack.now()
        person.mention(text, channel, channel_type=PUBLIC[channel])
        slack.wait_for(lambda call: call.arguments.get("channel") == channel, said)
    person.say("what are you?")  # whatever was under way has been said when this is answered
    aloud = [call for call in slack.since(since) if in_public(call)]
    assert len(aloud) >= 10
    assert [call.text for call in aloud if MARKER in call.text or "“" in call.text or "sister" in call.text] == []
    assert all(call.arguments["thread_ts"] for call in aloud)
    private = slack.since(since, "chat.postEphemeral")
    assert {call.arguments["user"] for call in private} == {person.id}
    assert any(MARKER in call.text for call in private)


def test_a_question_is_answered_to_the_person_alone(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    colleague.send("my brother Evaristo is a baker")
    colleague.answer(since, "Noted")
    before = memories(place, colleague)
    since = slack.now()
    colleague.mention("what's my brother's name?")
    answer = slack.wait_for(lambda call: call.method == "chat.postEphemeral", since)
    assert "Evaristo" in answer.text
    assert "told" in answer.text
    aloud = slack.wait_for(in_public, since)
    assert "only the person who asked" in aloud.text
    assert [memory["quote"] for memory in memories(place, colleague)] == [memory["quote"] for memory in before]

    since = slack.now()
    colleague.press(answer, "Forget")
    done = slack.wait_for(lambda call: call.arguments.get("replace_original") is True, since)
    assert "Forgotten" in done.text
    forgotten = find_action(answer.arguments["blocks"], "Forget")["value"]
    assert forgotten in {memory["id"] for memory in before}
    assert forgotten not in {memory["id"] for memory in memories(place, colleague)}


def test_a_statement_in_the_clothes_of_a_question_is_not_noted(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    for text in (
        "what's my sister's name? my sister Ottoline lives in Tartu",
        "why did you say that? i live in Tartu",
        "what do you remember about me? i am Ottoline",
        "hello, i live in Tartu",
        "asdf qwer i live in Tartu",
    ):
        since = slack.now()
        colleague.mention(text)
        slack.wait_for(lambda call: call.arguments.get("channel") == "C0GENERAL", since)
    colleague.say("what are you?")
    assert memories(place, colleague) == []


def test_what_is_told_in_a_channel_is_noted_for_whoever_decided_so(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    view, since = colleague.open_home(), slack.now()
    colleague.press_home(view, "In channels: note what I tell you")
    colleague.home(since)
    since = slack.now()
    colleague.mention("i live in Hamar")
    shown = slack.wait_for(lambda call: call.method == "chat.postEphemeral", since)
    assert "Noted: “i live in Hamar”" in shown.text
    assert [memory["quote"] for memory in memories(place, colleague)] == ["i live in Hamar"]
    assert [call for call in slack.since(since) if in_public(call)] == []


def test_a_yes_in_a_channel_does_not_answer_what_was_asked_elsewhere(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    since = slack.now()
    colleague.send("i play the bassoon")
    colleague.send("forget about the bassoon")
    colleague.answer(since, "Shall I?")
    since = slack.now()
    colleague.mention("yes")
    slack.wait_for(lambda call: call.method == "chat.postEphemeral", since)
    assert [memory["quote"] for memory in memories(place, colleague)] == ["i play the bassoon"]


def test_nothing_of_a_channel_is_noted_until_the_person_says_so(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    since = slack.now()
    colleague.mention("i live in Farsund")
    offered = slack.wait_for(lambda call: call.method == "chat.postEphemeral", since)
    assert memories(place, colleague) == []
    assert not any("Farsund" in found for found in place.holds("Farsund"))

    since = slack.now()
    colleague.press(offered, "Go on in direct messages")
    colleague.answer(since, "You wrote in a channel", "Farsund")
    colleague.answer(since, "Noted")
    slack.wait_for(lambda call: call.arguments.get("delete_original") is True, since)
    assert [memory["quote"] for memory in memories(place, colleague)] == ["i live in Farsund"]


def test_other_messages_of_a_channel_are_not_read(slack: FakeSlack, colleague: Colleague) -> None:
    since = slack.now()
    for channel, kind in PUBLIC.items():
        colleague.send("what are you?", channel=channel, channel_type=kind)
    colleague.say("what are you?")
    assert [call for call in slack.since(since) if in_public(call)] == []


def test_where_slack_shows_nothing_privately_the_direct_messages_are_used(
    slack: FakeSlack, colleague: Colleague
) -> None:
    since = slack.now()
    slack.refuse_once("chat.postEphemeral", "user_not_in_channel")
    colleague.mention("what's my sister's name?", ts=stamp())
    colleague.answer(since, "nothing noted about that")
    slack.refuse_once("chat.postEphemeral", "user_not_in_channel")
    colleague.mention("i live in Narvik", ts=stamp())
    colleague.answer(since, "stays out of channels")
