"""Calls of actions as Rasa makes them, and the conversation that Rasa would keep."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from clock import CLOCK
from starlette.testclient import TestClient

ROOT = Path(__file__).resolve().parents[2]
SERVICE = "a service token of some length"
NOT_VALUES = {"text", "buttons", "elements", "custom", "template", "response", "image", "attachment"}


@cache
def domain() -> dict[str, Any]:
    """The bot's domain as Rasa sends it, merged from its files."""
    merged: dict[str, Any] = {"responses": {}, "slots": {}, "intents": [], "actions": []}
    for path in sorted((ROOT / "bot/domain").glob("*.yml")):
        for name, part in yaml.safe_load(path.read_text()).items():
            if isinstance(part, dict):
                merged.setdefault(name, {}).update(part)
            elif isinstance(part, list):
                merged.setdefault(name, []).extend(part)
    return merged


@dataclass
class Said:
    """What an action answered: the authored responses in their order, with what fills them."""

    responses: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def names(self) -> list[str]:
        return [said["response"] for said in self.responses]

    @property
    def receipts(self) -> list[dict[str, str]]:
        return [receipt for said in self.responses for receipt in said["custom"].get("receipts", ())]

    @property
    def buttons(self) -> list[str]:
        return [button["payload"] for said in self.responses for button in said["buttons"]]


@dataclass
class Conversation:
    """A person's running conversation: what Rasa keeps of it and sends along with every call."""

    client: TestClient
    user_id: str
    slots: dict[str, Any] = field(default_factory=lambda: dict.fromkeys(domain()["slots"]))
    events: list[dict[str, Any]] = field(default_factory=list)
    message: dict[str, Any] = field(default_factory=dict)
    seen: list[dict[str, Any]] = field(default_factory=list)
    channel: str = "web"
    meant: str | None = None  # what the next message may have meant

    def call(self, action: str) -> dict[str, Any]:
        tracker = {
            "sender_id": self.user_id,
            "slots": self.slots,
            "latest_message": self.message,
            "latest_event_time": CLOCK().timestamp(),
            "paused": False,
            "events": self.events,
            "latest_input_channel": self.channel,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": None,
        }
        return {
            "next_action": action,
            "sender_id": self.user_id,
            "tracker": tracker,
            "domain": domain(),
            "version": "3.6.21",
        }

    def run(self, action: str) -> Said:
        answered = self.client.post("/webhook", json=self.call(action))
        assert answered.status_code == 200, answered.text
        said = Said(answered.json()["responses"], answered.json()["events"])
        for event in said.events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            self.events.append(event)
        for response in said.responses:
            text = domain()["responses"][response["response"]][0]["text"].format(**response)
            named, data = {"utter_action": response["response"]}, {"custom": response["custom"]}
            said_now = {"event": "bot", "text": text, "timestamp": CLOCK().timestamp(), "metadata": named, "data": data}
            self.events.append(said_now)
        self.seen += said.responses
        return said

    def say(
        self,
        text: str,
        action: str = "action_reply",
        intent: str = "tell_about_me",
        days: int | None = None,
        *,
        read: bool = True,
    ) -> Said:
        """Says something to which `action` answers; where it is not `read`, action_observe failed as in Rasa."""
        self.message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [] if days is None else [{"entity": "days", "value": days}],
            "message_id": f"{self.user_id}-{len(self.events)}",
            "metadata": {},
            "meant": self.meant,
        }
        self.meant = None
        said = {"event": "user", "text": text, "timestamp": CLOCK().timestamp(), "input_channel": self.channel}
        said["message_id"] = self.message["message_id"]
        said["parse_data"] = {"intent": self.message["intent"]}
        self.events.append(said)
        if read:
            self.run("action_observe")
        return self.run(action)

    def consent(self) -> None:
        self.run("action_session_start")
        self.say("/affirm", "action_accept_consent", "affirm")


def deflated(call: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(call).encode())
