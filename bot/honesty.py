"""Rasa's natural language generation, behind the honesty guard of the memory service."""

from __future__ import annotations

import logging
from typing import Any

import aiohttp
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.responses import TakingTurns

logger = logging.getLogger(__name__)

TIMEOUT_S = 2.0


class GuardedNLG(TakingTurns):
    """Fills authored responses in their turn, and has each text mended by the guard before anybody sees it.

    Lines without anything filled in are asked about once. While the guard does not answer they go out as they were
    authored, which `make lint` has checked; what is filled in comes from actions, which do not answer then either.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(endpoint_config, domain)
        self._guard = endpoint_config
        self._honest: set[str] = set()
        """Fixed lines that the guard let pass as they are."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        response = await super().generate(utter_action, tracker, output_channel, **kwargs)
        text = (response or {}).get("text")
        if not text or text in self._honest:
            return response
        receipts = (kwargs.get("custom") or response.get("custom") or {}).get("receipts") or []
        told = [{name: receipt.get(name) for name in ("statement", "quote")} for receipt in receipts]
        body = {"text": text, "receipts": told, "user_id": tracker.sender_id, "response": utter_action}
        try:
            answer = await self._guard.request("post", json=body, timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))
            response["text"] = answer["text"]
        except Exception as error:  # whatever it is, the person gets an answer
            logger.warning("The honesty guard does not answer: %s.", type(error).__name__)
            return response
        if response["text"] == text and text in self._authored(utter_action):
            self._honest.add(text)
        return response

    def _authored(self, utter_action: str) -> set[str]:
        return {variant.get("text", "") for variant in self.responses.get(utter_action, ())}
