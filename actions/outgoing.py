"""Every text on its way out: the guard mends it, and what was left out is counted and logged, never quoted."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from prometheus_client import CollectorRegistry, Counter

from actions.honesty import Guard

logger = logging.getLogger(__name__)


class Outgoing:
    """The one way out. Authored lines come here from Rasa's NLG, texts of actions from the webhook."""

    def __init__(self, guard: Guard, registry: CollectorRegistry) -> None:
        self._guard = guard
        self._refused = Counter(
            "retold_refused_sentences_total",
            "Sentences that the honesty guard left out",
            ["rule"],
            registry=registry,
        )

    def mend(self, text: str, receipts: Sequence[dict[str, Any]], *, user_id: str, response: str) -> str:
        """What may be said of `text` with these receipts; `response` names where it comes from."""
        told = [str(receipt.get(name) or "") for receipt in receipts for name in ("statement", "quote")]
        mended = self._guard.mend(text, told if receipts else None)
        for finding in mended.findings:
            self._refused.labels(finding.rule).inc()
            logger.warning("A sentence of %s to %s was left out: %s.", response, user_id, finding.rule)
        return mended.text

    def mend_result(self, result: dict[str, Any], *, user_id: str, action: str) -> dict[str, Any]:
        """What an action answers, its texts mended. Responses that it names are mended when Rasa fills them."""
        for message in result.get("responses", ()):
            if message.get("text"):
                receipts = (message.get("custom") or {}).get("receipts") or ()
                message["text"] = self.mend(message["text"], receipts, user_id=user_id, response=action)
        return result
