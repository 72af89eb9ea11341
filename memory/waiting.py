"""What is sensitive and waits for the person's yes: in this process's memory alone, never on a disk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

Told = TypeVar("Told")
"""What a message tells, in whatever form whoever lets it wait has it."""

WAITS = timedelta(minutes=30)
"""How long it waits at most, also where the clock is set back; it goes when the session or the process ends, too."""

MOST = 20
"""How many messages of a person wait at most; the oldest go first."""


@dataclass(frozen=True)
class Withheld(Generic[Told]):
    """What one message told that waits, with the source that its memories would have."""

    told: tuple[Told, ...]
    source: Mapping[str, Any]
    until: datetime


class WaitingRoom(Generic[Told]):
    """What waits, by person and message."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._waiting: dict[str, dict[str, Withheld[Told]]] = {}

    def put(self, user_id: str, told: Sequence[Told], source: Mapping[str, Any]) -> None:
        """Lets it wait from now on; the same message again changes nothing."""
        with self._lock:
            self._tidy()
            waiting = self._waiting.setdefault(user_id, {})
            waiting.setdefault(source["message_id"], Withheld(tuple(told), source, self._clock() + WAITS))
            for oldest in list(waiting)[:-MOST]:
                del waiting[oldest]

    def peek(self, user_id: str) -> list[Withheld[Told]]:
        with self._lock:
            self._tidy()
            return list(self._waiting.get(user_id, {}).values())

    def take(self, user_id: str) -> list[Withheld[Told]]:
        """What waits for this person, which waits no longer."""
        with self._lock:
            self._tidy()
            return list(self._waiting.pop(user_id, {}).values())

    def _tidy(self) -> None:
        now = self._clock()
        for user_id, waiting in list(self._waiting.items()):
            kept = {message_id: one for message_id, one in waiting.items() if now < one.until <= now + WAITS}
            if kept:
                self._waiting[user_id] = kept
            else:
                del self._waiting[user_id]
