"""In channels nothing personal is ever said aloud, and nothing is noted."""

from __future__ import annotations

import urllib.parse

import pytest
from colleague import Colleague, stamp
from fake_slack import Call, FakeSlack
from retold import Retold

MARKER = "Zephyrine"
PUBLIC = {"C0GENERAL": "channel", "G0GROUP": "group", "G0MPIM": "mpim"}

SAID = [
    "hello",
    "thank you",
    "goodbye",
    "are you human?",
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


def in_public(call: Call) -> bool:
    return call.method in ("chat.postMessage", "chat.update") and call.arguments["channel"] in PUBLIC


@pytest.mark.parametrize("channel", PUBLIC)
def test_no_reply_says_aloud_what_was_told(slack: FakeSlack, person: Colleague, channel: str) -> None:
    since = slack.now()
    for text in SAID:
        said = slack.now()
        person.mention(text, channel, channel_type=PUBLIC[channel])
        slack.wait_for(lambda call: call.arguments.get("channel") == channel, said)
    aloud = [call for call in slack.since(since) if in_public(call)]
    assert len(aloud) >= 5
    assert [call.text for call in aloud if MARKER in call.text or "“" in call.text or "sister" in call.text] == []
    assert all(call.arguments["thread_ts"] for call in aloud)
    private = slack.since(since, "chat.postEphemeral")
    assert len(private) + len(aloud) == len(SAID)
    assert {call.arguments["user"] for call in private} == {person.id}


def test_nothing_of_a_channel_is_noted_until_the_person_says_so(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    since = slack.now()
    colleague.mention("i live in Farsund")
    offered = slack.wait_for(lambda call: call.method == "chat.postEphemeral", since)
    path = f"/v1/users/{urllib.parse.quote(colleague.user_id)}/memories"
    assert place.service("GET", path)["memories"] == []
    assert not any("Farsund" in found for found in place.holds("Farsund"))

    since = slack.now()
    colleague.press(offered, "Go on in direct messages")
    colleague.answer(since, "You wrote in a channel", "Farsund")
    colleague.answer(since, "Noted")
    slack.wait_for(lambda call: call.arguments.get("delete_original") is True, since)
    assert [memory["quote"] for memory in place.service("GET", path)["memories"]] == ["i live in Farsund"]


def test_other_messages_of_a_channel_are_not_read(slack: FakeSlack, colleague: Colleague) -> None:
    since = slack.now()
    for channel, kind in PUBLIC.items():
        colleague.send("are you human?", channel=channel, channel_type=kind)
    colleague.say("are you human?")
    assert [call for call in slack.since(since) if in_public(call)] == []


def test_where_slack_shows_nothing_privately_the_direct_messages_are_used(
    slack: FakeSlack, colleague: Colleague
) -> None:
    since = slack.now()
    slack.refuse_once("chat.postEphemeral", "user_not_in_channel")
    colleague.mention("what's my sister's name?", ts=stamp())
    colleague.answer(since, "stays out of channels")
