"""Rasa and the memory service agree on what they work on, before anybody is answered.

Else a misplaced transcript would keep what people were told is forgotten. See actions/agreement.py for how it is known.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time

from bot.channels.problems import BotNotReady
from bot.memory_client import AgreementRefused, MemoryClient, MemoryUnreachable
from bot.tracker import ErasableTrackerStore

logger = logging.getLogger(__name__)

AGREED_FOR_S, ASK_AGAIN_S = 60.0, 2.0
"""How long an agreement is taken for good, since either side may be started anew; and a refusal."""

NOT_YET = "The memory service has not said yet that it erases this transcript."
STARTING = "I am still starting, and cannot reach my memory yet. Please send that again in a moment."
REFUSED = (
    "I am not set up rightly: I could not forget what you say, so I do not answer. "
    "Whoever runs me finds the reason at /health/ready."
)
BOT, MEMORY = b"retold bot ", b"retold memory "


class Agreement:
    """Whether the memory service erases the transcript that the tracker store writes, and has the same secret."""

    def __init__(self, memory: MemoryClient) -> None:
        self._memory, self._secret = memory, memory.identity.secret.encode()
        self._checked_at = float("-inf")
        self.lacks = NOT_YET
        """Why there is none; empty where there is one."""

    async def check(self, store: ErasableTrackerStore) -> str:
        """Asks again where the answer is old; returns `lacks`. A service that is away changes nothing."""
        if time.monotonic() - self._checked_at < (ASK_AGAIN_S if self.lacks else AGREED_FOR_S):
            return self.lacks
        self._checked_at = time.monotonic()
        transcript = store.renew_id()
        if not transcript:
            return self._unless_agreed("transcript.db cannot be written. Make room, or mend the rights of RETOLD_HOME.")
        try:
            answer = await self._memory.agree(transcript, self._proof(BOT, transcript))
        except MemoryUnreachable:
            return self._unless_agreed(NOT_YET)
        except AgreementRefused as refused:
            return self._say(str(refused))
        if not hmac.compare_digest(answer, self._proof(MEMORY, transcript)):
            return self._say("What answers as the memory service does not have RETOLD_SECRET.")
        return self._say("")

    async def require(self, store: ErasableTrackerStore) -> None:
        """Raises BotNotReady where there is none."""
        if lacks := await self.check(store):
            raise BotNotReady(STARTING if lacks == NOT_YET else REFUSED, Retry_After="5")

    def _unless_agreed(self, why: str) -> str:
        return self._say(why) if self.lacks else ""

    def _say(self, why: str) -> str:
        if why and why not in (self.lacks, NOT_YET):
            logger.error("Nobody is answered: %s", why)
        self.lacks = why
        return why

    def _proof(self, side: bytes, transcript: str) -> str:
        return hmac.new(self._secret, side + transcript.encode(), hashlib.sha256).hexdigest()
