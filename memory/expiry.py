"""Whether what is over by the clock may be erased: a clock that was set wrong must not cost anybody's memories."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime

logger = logging.getLogger(__name__)

HOLD_S = 3600.0
"""How long something has to be over, by a clock that cannot be set, before it is erased. It is hidden at once."""

JUMP_S = 3600.0
HOLD_AFTER_JUMP_S = 86_400.0
"""Where the clock is seen to be set forward by JUMP_S or more, nothing is erased by it for so long."""


def steady_s() -> float:
    """Seconds since the machine started, its sleep included where the system counts it; nobody can set them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Expiry:
    """Remembers since when something is over; a restart begins anew. For one sweep at a time."""

    def __init__(self, steady: Callable[[], float] = steady_s) -> None:
        self._steady = steady
        self._over_since: dict[str, float] = {}
        self._ahead_s: float | None = None
        self._held_until = float("-inf")

    def ripe(self, memory_ids: Iterable[str], now: datetime) -> set[str]:
        """Which of the memories, all of them over by `now`, may be erased."""
        at = self._steady()
        ahead_s, before_s = now.timestamp() - at, self._ahead_s
        self._ahead_s = ahead_s
        if before_s is not None and ahead_s - before_s >= JUMP_S:
            self._held_until = at + HOLD_AFTER_JUMP_S
            logger.warning(
                "The clock was set forward by %.0f hours. What is over by it is hidden, and is not erased for a day: "
                "set the clock right if it is wrong.",
                (ahead_s - before_s) / 3600,
            )
        self._over_since = {id_: self._over_since.get(id_, at) for id_ in memory_ids}
        if at < self._held_until:
            return set()
        return {id_ for id_, since in self._over_since.items() if at - since >= HOLD_S}
