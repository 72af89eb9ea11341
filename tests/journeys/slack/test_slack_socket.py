"""Socket Mode: the same conversation over a connection that the bot opens itself."""

from __future__ import annotations

import uuid
from typing import Any

from colleague import Colleague, stamp
from fake_slack import FakeSlack
from fake_socket import FakeSocket


def message(colleague: Colleague, text: str, **payload: str) -> dict[str, Any]:
    event = {"type": "message", "channel_type": "im", "channel": colleague.dm, "user": colleague.id, "ts": stamp(),
             "text": text}  # fmt: skip
    return {"type": "event_callback", "team_id": colleague.team, "event_id": f"Ev{uuid.uuid4().hex}", "event": event,
            **payload}  # fmt: skip


def test_messages_and_commands_are_taken_and_answered(
    slack: FakeSlack, socket: FakeSocket, colleague: Colleague
) -> None:
    since = slack.now()
    socket.deliver("events_api", message(colleague, "what are you?"))
    colleague.answer(since, "no person, no feelings")
    address = f"/response/{uuid.uuid4().hex}"
    socket.deliver(
        "slash_commands",
        {"command": "/memories", "text": "list", "team_id": colleague.team, "user_id": colleague.id,
         "trigger_id": uuid.uuid4().hex, "response_url": slack.url + address},
    )  # fmt: skip
    slack.wait_for(lambda call: call.arguments.get("address") == address and "nothing about you" in call.text, since)


def test_a_delivery_over_both_ways_is_taken_once(slack: FakeSlack, socket: FakeSocket, colleague: Colleague) -> None:
    since = slack.now()
    delivered = message(colleague, "what are you?")
    socket.deliver("events_api", delivered)
    socket.deliver("events_api", delivered)
    colleague.event(delivered["event"], delivered["event_id"])
    colleague.say("what can you do?")
    colleague.answer(since, "Tell me about yourself")
    answers = [call for call in slack.since(since, "chat.postMessage") if "no person, no feelings" in call.text]
    assert len(answers) == 1


def test_what_is_not_for_us_is_acknowledged_and_left(
    slack: FakeSlack, socket: FakeSocket, colleague: Colleague
) -> None:
    since = slack.now()
    socket.deliver("events_api", message(colleague, "what are you?", team_id="T0OTHER"))
    socket.deliver("events_api", {"team_id": colleague.team, "type": "event_callback"})
    socket.deliver("interactive", {})
    colleague.say("what can you do?")
    assert [call for call in slack.since(since, "chat.postMessage") if "no person" in call.text] == []


def test_a_lost_connection_is_opened_again(slack: FakeSlack, socket: FakeSocket, colleague: Colleague) -> None:
    socket.drop()
    since = slack.now()
    socket.deliver("events_api", message(colleague, "what are you?"))
    colleague.answer(since, "no person, no feelings")
