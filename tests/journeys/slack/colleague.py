"""People in Slack for the tests: what they do reaches the bot as Slack would deliver it, signed."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from dataclasses import dataclass, field
from typing import Any

from fake_slack import BOT_USER, TEAM, Call, FakeSlack
from retold import DIRECT, Retold

SIGNING_SECRET = "a signing secret for the tests"
_SEQUENCE = itertools.count(1)


def sign(body: bytes, at: float | None = None, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """The headers of a request from Slack. Source: docs.slack.dev/authentication/verifying-requests-from-slack."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def deliver(url: str, body: bytes, content_type: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Posts to the bot as Slack does; returns status and body."""
    request = urllib.request.Request(url + "/webhooks/slack/webhook", body, method="POST")
    for name, value in {"Content-Type": content_type, **(sign(body) if headers is None else headers)}.items():
        request.add_header(name, value)
    try:
        with DIRECT.open(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def stamp() -> str:
    """The time of a message in Slack, which is its id."""
    return f"{int(time.time())}.{next(_SEQUENCE):06d}"


@dataclass
class Colleague:
    """Somebody in the workspace."""

    retold: Retold
    slack: FakeSlack
    id: str = field(default_factory=lambda: "U" + uuid.uuid4().hex[:9].upper())
    team: str = TEAM

    @property
    def dm(self) -> str:
        return "D" + self.id[1:]

    @property
    def user_id(self) -> str:
        return f"slack:{self.team}:{self.id}"

    def say(self, text: str, **event: Any) -> Call:
        """Writes to the bot and waits for the first message that comes back."""
        since = self.slack.now()
        self.send(text, **event)
        return self.answer(since)

    def answer(self, since: float, *words: str) -> Call:
        """The first message in the direct conversation since then that has these words."""
        return self.slack.wait_for(
            lambda call: (
                call.method == "chat.postMessage"
                and call.arguments["channel"] == self.dm
                and all(word in call.text for word in words)
            ),
            since,
        )

    def send(self, text: str, **event: Any) -> str:
        """Writes to the bot; returns the time of the message."""
        ts = event.pop("ts", None) or stamp()
        said = {"type": "message", "channel_type": "im", "channel": self.dm, "user": self.id, "text": text,
                "ts": ts, **event}  # fmt: skip
        self.slack.keep(said["channel"], said)
        self.event(said)
        return ts

    def edit(self, ts: str, text: str) -> None:
        """Changes a direct message."""
        before = self.slack.said[self.dm][ts]
        after = {**before, "text": text, "edited": {"user": self.id, "ts": stamp()}}
        self.slack.keep(self.dm, after)
        self.event({"type": "message", "subtype": "message_changed", "channel_type": "im", "channel": self.dm,
                    "message": after, "previous_message": before, "ts": stamp()})  # fmt: skip

    def delete(self, ts: str) -> None:
        """Deletes a direct message."""
        before = self.slack.said[self.dm].pop(ts)
        self.event({"type": "message", "subtype": "message_deleted", "channel_type": "im", "channel": self.dm,
                    "previous_message": before, "deleted_ts": ts, "ts": stamp()})  # fmt: skip

    def mention(self, text: str, channel: str = "C0GENERAL", **event: Any) -> None:
        """Names the bot where others read along."""
        self.event({"type": "app_mention", "channel": channel, "user": self.id, "ts": stamp(),
                    "text": f"<@{BOT_USER}> {text}", **event})  # fmt: skip

    def event(self, event: dict[str, Any], event_id: str = "") -> tuple[int, str]:
        body = {"type": "event_callback", "team_id": self.team, "event_id": event_id or f"Ev{uuid.uuid4().hex}",
                "event": event}  # fmt: skip
        taken = deliver(self.retold.url, json.dumps(body).encode(), "application/json; charset=utf-8")
        assert taken[0] == 200, taken
        return taken

    def press(self, message: Call, title: str) -> None:
        """Presses the button or menu entry with this title in a message."""
        self.act(
            find_action(message.arguments["blocks"], title),
            container={
                "type": "message",
                "channel_id": message.arguments.get("channel"),
                "is_ephemeral": message.method == "chat.postEphemeral",
            },
            channel={"id": message.arguments.get("channel", self.dm)},
            message={
                "ts": message.arguments["_ts"],
                "text": message.arguments.get("text", ""),
                "blocks": message.arguments["blocks"],
            },
            response_url=f"{self.slack.url}/response/{uuid.uuid4().hex}",
        )

    def press_home(self, view: dict[str, Any], title: str, value: str = "") -> None:
        """Presses something in the Home tab."""
        self.act(find_action(view["blocks"], title, value), view={"type": "home", **view})

    def act(self, action: dict[str, Any], **payload: Any) -> None:
        self.interact({"type": "block_actions", "actions": [{**action, "action_ts": stamp()}], **payload})

    def submit(self, view: dict[str, Any], words: str = "") -> None:
        """Sends off a dialog."""
        state = {"values": {"words": {"words": {"type": "plain_text_input", "value": words}}}}
        self.interact({"type": "view_submission", "view": {**view, "state": state}})

    def interact(self, payload: dict[str, Any]) -> tuple[int, str]:
        whole = {"team": {"id": self.team}, "user": {"id": self.id}, "trigger_id": uuid.uuid4().hex, **payload}
        form = urllib.parse.urlencode({"payload": json.dumps(whole)}).encode()
        taken = deliver(self.retold.url, form, "application/x-www-form-urlencoded")
        assert taken[0] == 200, taken
        return taken

    def command(self, text: str) -> Call:
        """Writes `/memories <text>` and waits for what only they see."""
        since, address = self.slack.now(), f"/response/{uuid.uuid4().hex}"
        form = {"command": "/memories", "text": text, "team_id": self.team, "user_id": self.id,
                "channel_id": "C0GENERAL", "trigger_id": uuid.uuid4().hex,
                "response_url": self.slack.url + address}  # fmt: skip
        taken = deliver(self.retold.url, urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded")
        assert taken[0] == 200, taken
        return self.slack.wait_for(lambda call: call.arguments.get("address") == address, since)

    def open_home(self) -> dict[str, Any]:
        """Opens the Home tab and waits for it."""
        since = self.slack.now()
        self.event({"type": "app_home_opened", "user": self.id, "tab": "home", "channel": self.dm})
        return self.home(since)

    def home(self, since: float) -> dict[str, Any]:
        """The Home tab as it was first published since then."""
        shown = self.slack.wait_for(
            lambda call: call.method == "views.publish" and call.arguments["user_id"] == self.id, since
        )
        return dict(shown.arguments["view"])

    def consent(self) -> None:
        """Says yes to being remembered."""
        since = self.slack.now()
        self.press(self.say("hello"), "Yes")
        self.answer(since, "What should I call you?")


def find_action(blocks: list[dict[str, Any]], title: str, value: str = "") -> dict[str, Any]:
    """What Slack sends of the button or menu with this title (and, where there are several, this in its value)."""
    for block in blocks:
        for element in [*block.get("elements", []), *filter(None, [block.get("accessory")])]:
            if (
                element.get("type") == "button"
                and element["text"]["text"] == title
                and value in element.get("value", "")
            ):
                return {"type": "button", "block_id": block.get("block_id", "b"), **element}
            for one in element.get("options", []):
                if one["text"]["text"] == title and value in one["value"]:
                    return {"type": element["type"], "action_id": element["action_id"], "block_id": "b",
                            "selected_option": one}  # fmt: skip
    raise AssertionError(f"There is no {title!r}.")
