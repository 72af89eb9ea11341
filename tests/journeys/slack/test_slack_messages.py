"""Direct messages: taken once, answered with receipts, whatever Slack repeats."""

from __future__ import annotations

import json
import time
import urllib.parse
from dataclasses import replace

import pytest
from colleague import SIGNING_SECRET, Colleague, deliver, find_action, sign, stamp
from fake_slack import BOT_USER, FakeSlack
from retold import Retold


def memories(place: Retold, colleague: Colleague) -> list[dict]:
    path = f"/v1/users/{urllib.parse.quote(colleague.user_id)}/memories"
    return list(place.service("GET", path)["memories"])


def test_a_person_is_remembered_with_receipts(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    hello = colleague.say("hello")
    assert "I am software" in hello.text
    assert "Slack keeps the messages" in hello.text
    since = slack.now()
    colleague.press(hello, "Yes")
    colleague.answer(since, "From here on")
    colleague.answer(since, "What should I call you?")
    updated = slack.wait_for(lambda call: call.method == "chat.update", since)
    assert "You chose: Yes" in updated.text
    told = colleague.say("my sister *Ines* lives in _Porto_")
    assert "Noted" in told.text
    assert "my sister Ines lives in Porto" in told.text
    since = slack.now()
    colleague.send("what's my sister's name?")
    asked = colleague.answer(since, "Ines")
    assert "in Slack" in asked.text
    listed = colleague.say("what do you remember about me?")
    assert "the Home tab" in listed.text
    assert "http" not in listed.text
    assert {memory["channel"] for memory in memories(place, colleague)} == {"slack"}

    since = slack.now()
    colleague.press(asked, "Why?")
    why = slack.wait_for(lambda call: call.method == "views.open", since)
    assert "You told me on" in why.text
    since = slack.now()
    colleague.press(asked, "Forget")
    colleague.answer(since, "Forgotten: 1", "nothing of them is left")
    emptied = slack.wait_for(lambda call: call.method == "chat.update", since)
    assert "Ines" not in emptied.text


def test_a_button_of_a_question_that_has_passed_is_told_so(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    colleague.send("i play the bassoon")
    colleague.send("forget about the bassoon")
    asked = colleague.answer(since, "Shall I?")
    for said in ("for good", "for good", "Nothing is forgotten. Ask me again"):
        since = slack.now()
        colleague.send("what are you?")
        colleague.answer(since, said)
    since = slack.now()
    colleague.press(asked, "Yes")
    colleague.answer(since, "no longer open")
    colleague.send("what do i play?")
    colleague.answer(since, "i play the bassoon")


def test_a_yes_to_being_remembered_counts_after_other_messages(slack: FakeSlack, colleague: Colleague) -> None:
    since = slack.now()
    colleague.send("what are you?")
    hello = colleague.answer(since, "May I remember")
    colleague.answer(since, "no person, no feelings")
    since = slack.now()
    colleague.press(hello, "Yes")
    colleague.answer(since, "From here on")
    colleague.send("i play the bassoon")
    colleague.answer(since, "Noted")


def test_threads_are_kept(colleague: Colleague) -> None:
    colleague.consent()
    parent = stamp()
    assert colleague.say("what are you?", thread_ts=parent).arguments["thread_ts"] == parent
    assert "thread_ts" not in colleague.say("what are you?").arguments


def test_a_typed_command_is_only_text(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    colleague.say("i live in Lund")
    colleague.say("/forget_everything")
    colleague.say("/affirm")
    since = slack.now()
    colleague.send("where do i live?")
    colleague.answer(since, "Lund")


def test_bots_joins_previews_and_its_own_messages_are_passed_over(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    colleague.send("what are you?", bot_id="B1")
    colleague.send("what are you?", subtype="channel_join")
    colleague.send("what are you?", subtype="bot_message")
    colleague.send("what are you?", user=BOT_USER)
    for team in ("user_team", "source_team", "team"):
        colleague.send("what are you?", **{team: "T0OTHER"})
    colleague.send("what are you?", channel_type="channel", channel="C1")
    message = {"user": colleague.id, "text": "i live in Faro", "ts": stamp()}
    colleague.send("", subtype="message_changed", message=message, previous_message=message)
    colleague.send("what can you do?")
    colleague.answer(since, "Tell me about yourself")
    assert len(slack.since(since, "chat.postMessage")) == 1


def test_nobody_of_another_workspace_with_the_same_id_reaches_what_is_a_colleagues(
    slack: FakeSlack, colleague: Colleague, retold: Retold
) -> None:
    colleague.consent()
    colleague.say("my aunt Zanzibarella sings in a choir")
    view = colleague.open_home()
    shown, stranger = slack.now(), {"id": colleague.id, "team_id": "T0OTHER"}
    for title in ("Pause remembering", "Forget everything …"):
        colleague.act(find_action(view["blocks"], title), view={"type": "home", **view}, user=stranger)
    for kind in ("view_submission", "message_action"):
        colleague.interact({"type": kind, "user": stranger, "view": view, "callback_id": "remember", "message": {}})
    for event in ({"type": "app_mention", "channel": "C0GENERAL"}, {"type": "app_home_opened", "tab": "home"}):
        colleague.event({**event, "user": colleague.id, "user_team": "T0OTHER", "ts": stamp(), "text": "who am i?"})
    other = replace(colleague, team="T0OTHER")
    with pytest.raises(AssertionError, match="403"):
        other.command("list")
    assert [call.method for call in slack.since(shown) if call.method in ("views.publish", "chat.postMessage")] == []
    assert "Zanzibarella" in colleague.command("list").text
    assert retold.service("GET", f"/v1/users/{urllib.parse.quote(colleague.user_id)}/profile")["remembering"] == "on"


def test_a_deleted_message_is_offered_to_be_forgotten(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    ts = colleague.send("my brother Aurelio paints boats")
    colleague.answer(since, "Noted")
    since = slack.now()
    colleague.delete(ts)
    asked = colleague.answer(since, "You deleted a message", "Aurelio")
    since = slack.now()
    colleague.press(asked, "Forget it")
    assert "Forgotten" in slack.wait_for(lambda call: call.method == "chat.update", since).text
    colleague.send("what's my brother's name?")
    colleague.answer(since, "nothing from you")


def test_a_changed_message_is_read_again_and_what_it_no_longer_says_offered_to_be_forgotten(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    since = slack.now()
    ts = colleague.send("i play the bassoon. my brother Aurelio paints boats")
    colleague.answer(since, "Noted")
    since = slack.now()
    colleague.edit(ts, "i play the bassoon. my brother Aurelian paints boats")
    colleague.answer(since, "read it again", "Noted: “my brother Aurelian paints boats”")
    asked = colleague.answer(since, "from which I had noted", "Aurelio")
    assert "bassoon" not in asked.text, "it still says that"
    since = slack.now()
    colleague.press(asked, "Forget it")
    slack.wait_for(lambda call: call.method == "chat.update" and "Forgotten" in call.text, since)
    kept = {memory["quote"] for memory in memories(place, colleague)}
    assert kept == {"i play the bassoon.", "my brother Aurelian paints boats"}
    assert place.holds("Aurelio") == []


def test_what_a_changed_message_says_otherwise_is_offered_to_be_forgotten_once(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    since = slack.now()
    ts = colleague.send("i live in Lund")
    colleague.answer(since, "Noted")
    since = slack.now()
    colleague.edit(ts, "i live in Malmo")
    colleague.answer(since, "Noted: “i live in Malmo”")
    asked = colleague.answer(since, "from which I had noted", "Lund")
    since = slack.now()
    colleague.press(asked, "Forget it")
    slack.wait_for(lambda call: call.method == "chat.update" and "Forgotten" in call.text, since)
    since = slack.now()
    colleague.edit(ts, "i live in Malmo")
    colleague.say("what can you do?")
    assert [call.text for call in slack.since(since) if "from which" in call.text] == []
    assert [memory["quote"] for memory in memories(place, colleague)] == ["i live in Malmo"]


def test_long_and_odd_messages_are_answered(slack: FakeSlack, colleague: Colleague) -> None:
    assert "in parts" in colleague.say("a " * 4_000).text
    assert "text only" in colleague.say("", subtype="file_share").text
    assert colleague.say("<!channel> &lt;b&gt;hi&lt;/b&gt; `x`").text


def test_two_hundred_repeats_of_a_delivery_are_one_message(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    event = {"type": "message", "channel_type": "im", "channel": colleague.dm, "user": colleague.id, "ts": stamp(),
             "text": "what are you?"}  # fmt: skip
    for _ in range(200):
        colleague.event(event, "Ev-repeated-" + colleague.id)
    colleague.answer(since, "I am software")
    colleague.say("what can you do?")
    answers = [call for call in slack.since(since, "chat.postMessage") if "I am software" in call.text]
    assert len(answers) == 1


BODY = json.dumps({"type": "event_callback", "team_id": "T0TEAM", "event_id": "Ev1", "event": {"type": "x"}}).encode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (lambda: sign(BODY), 200),
        (dict, 401),
        (lambda: {**sign(BODY), "X-Slack-Signature": "v0=0"}, 401),
        (lambda: {**sign(BODY), "X-Slack-Signature": "v0=\u00e9"}, 401),
        (lambda: {**sign(BODY), "X-Slack-Request-Timestamp": "soon"}, 401),
        (lambda: sign(BODY, time.time() - 301), 401),
        (lambda: sign(BODY, time.time() + 301), 401),
        (lambda: sign(BODY, secret=SIGNING_SECRET + "!"), 401),
        (lambda: sign(BODY + b" "), 401),
    ],
    ids=["good", "none", "wrong", "no ascii", "no time", "old", "future", "other secret", "other body"],
)
def test_only_slack_is_listened_to(place: Retold, headers, status: int) -> None:
    assert deliver(place.url, BODY, "application/json", headers())[0] == status


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"type": "event_callback", "team_id": "T0OTHER", "event_id": "E"}', "application/json", 403),
        (b'{"type": "event_callback", "event_id": "E"}', "application/json", 403),
        (b'{"type": "event_callback", "team_id": "T0TEAM", "event_id": "E"}', "application/json", 400),
        (b'{"type": "event_callback", "team_id": "T0TEAM", "event_id": "E", "event": []}', "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"", "application/x-www-form-urlencoded", 400),
        (b"payload=%7B", "application/x-www-form-urlencoded", 400),
        (b"payload=%7B%7D", "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 401),
        (b"command=/memories&team_id=T0OTHER&user_id=U1", "application/x-www-form-urlencoded", 403),
        (b"command=/memories&team_id=T0TEAM", "application/x-www-form-urlencoded", 400),
        (b"ssl_check=1", "application/x-www-form-urlencoded", 200),
    ],
)
def test_a_bad_delivery_is_refused_never_failed(place: Retold, body: bytes, content_type: str, status: int) -> None:
    assert deliver(place.url, body, content_type)[0] == status


def test_the_challenge_is_answered(place: Retold) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c3po"}).encode()
    assert deliver(place.url, body, "application/json") == (200, "c3po")
