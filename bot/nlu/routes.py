"""Asks the memory service, which reads the message clause by clause, what it does: actions/routing.py decides."""

from __future__ import annotations

import os
from typing import Any, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.contract import MEANT
from bot.nlu.component import Component
from bot.nlu.extent import part_read
from bot.nlu.plain_words import CRISIS
from bot.nlu.service_client import ServiceClient, ServiceUnavailable

NOBODY = "nobody"
"""Whose message it is where there is no conversation, as in a test of the pipeline."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Routes(Component):
    """Stands between what the words decide and what is an answer; without the service, the intent stays as it is."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # Where the memory service is; None: loopback. While this call waits, so does everybody.
        return {"url": None, "timeout_s": 1.0}

    @classmethod
    def configured(cls, config: dict[str, Any], name: str) -> Routes:
        client = ServiceClient(config["url"], os.environ.get("RETOLD_SERVICE_TOKEN"))
        return cls(client, float(config["timeout_s"]))

    def __init__(self, client: ServiceClient, timeout_s: float) -> None:
        self._client, self._timeout_s = client, timeout_s

    # Rasa hands the tracker over to a parameter with this very annotation.
    def process(self, messages: list[Message], tracker: Optional[DialogueStateTracker] = None) -> list[Message]:  # noqa: UP045
        for message in messages:
            found = message.get(INTENT) or {}
            text = part_read(message.get(TEXT) or "")
            if text.strip() and found.get(INTENT_NAME_KEY) and found[INTENT_NAME_KEY] != CRISIS:
                self._route(message, text, found, tracker)
        return messages

    def _route(self, message: Message, text: str, found: dict[str, Any], tracker: DialogueStateTracker | None) -> None:
        asked = {
            "user_id": tracker.sender_id if tracker else NOBODY,
            "text": text,
            "intent": found[INTENT_NAME_KEY],
            "confidence": float(found.get(PREDICTED_CONFIDENCE_KEY) or 0.0),
            "in_reply_to": line_before(tracker),
        }
        try:
            route = self._client.ask("/route", asked, self._timeout_s)
        except ServiceUnavailable:  # which the featurizer has said
            return
        if route["intent"] != asked["intent"]:
            decided = {INTENT_NAME_KEY: route["intent"], PREDICTED_CONFIDENCE_KEY: 1.0}
            message.set(INTENT, decided, add_to_output=True)
        if route.get(MEANT):
            message.set(MEANT, route[MEANT], add_to_output=True)


def line_before(tracker: DialogueStateTracker | None) -> str | None:
    """The bot's last line, which the message may answer."""
    for event in reversed(tracker.events if tracker else ()):
        if isinstance(event, UserUttered):
            return None
        if isinstance(event, BotUttered) and event.text:
            return str(event.text)
    return None
