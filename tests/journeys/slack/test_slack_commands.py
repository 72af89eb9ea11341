"""`/memories` and "Remember this", seen by the person alone."""

from __future__ import annotations

import urllib.parse
import uuid
from typing import Any

from colleague import Colleague, stamp
from fake_slack import Call, FakeSlack
from retold import Retold


def profile(place: Retold, colleague: Colleague) -> dict[str, Any]:
    return dict(place.service("GET", f"/v1/users/{urllib.parse.quote(colleague.user_id)}/profile"))


def remember(slack: FakeSlack, colleague: Colleague, text: str, author: str = "") -> Call:
    since, address = slack.now(), f"/response/{uuid.uuid4().hex}"
    colleague.interact(
        {
            "type": "message_action",
            "callback_id": "remember_this",
            "channel": {"id": "C0GENERAL"},
            "message": {"type": "message", "user": author or colleague.id, "ts": stamp(), "text": text},
            "response_url": slack.url + address,
        }
    )
    return slack.wait_for(lambda call: call.arguments.get("address") == address, since)


def test_a_person_lists_and_forgets_by_command(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    assert "I remember nothing" in colleague.command("list").text
    colleague.consent()
    remember(slack, colleague, "my sister *Philippina* keeps bees")
    remember(slack, colleague, "i work as a cartographer")
    listed = colleague.command("list")
    assert listed.arguments["response_type"] == "ephemeral"
    assert "Philippina" in listed.text
    assert "cartographer" in listed.text

    assert "nothing with these words" in colleague.command("forget submarine").text
    asked = colleague.command("forget about philippina")
    assert "Philippina" in asked.text
    since = slack.now()
    colleague.press(asked, "Keep it")
    slack.wait_for(lambda call: "I keep it" in call.text, since)
    assert "Philippina" in colleague.command("list").text
    since = slack.now()
    colleague.press(colleague.command("forget about philippina"), "Forget it")
    slack.wait_for(lambda call: call.arguments.get("replace_original") is True and "Forgotten" in call.text, since)
    assert place.holds("Philippina") == []
    assert "cartographer" in colleague.command("list").text


def test_remembering_and_the_level_are_set_by_command(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    assert "From here on" in colleague.command("resume").text
    assert profile(place, colleague)["remembering"] == "on"
    assert profile(place, colleague)["consent_text"]
    assert "stopped" in colleague.command("pause").text
    assert profile(place, colleague)["remembering"] == "paused"
    assert "quiet" in colleague.command("level QUIET").text
    assert profile(place, colleague)["level"] == "quiet"
    assert "levels are" in colleague.command("level loud").text


def test_help_is_given_for_anything_else(slack: FakeSlack, colleague: Colleague) -> None:
    for text in ("", "help", "frobnicate", "/affirm", "forget everything about everything"):
        assert colleague.command(text).text


def test_a_copy_is_sent_by_command(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    assert "sent you" in colleague.command("export").text
    slack.wait_for(lambda call: call.method == "files.completeUploadExternal", since)


def test_only_ones_own_words_are_remembered_and_only_after_a_yes(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    since = slack.now()
    colleague.interact(
        {
            "type": "message_action",
            "callback_id": "remember_this",
            "message": {"user": colleague.id, "text": "i live in Lund", "ts": stamp()},
            "response_url": f"{slack.url}/response/x",
        }
    )
    colleague.answer(since, "")
    colleague.consent()
    assert "somebody else" in remember(slack, colleague, "i live in Lund", "U0OTHER").text
    assert "I remember nothing" in colleague.command("list").text
    assert "i live in Lund" in remember(slack, colleague, "i live in Lund").text
