"""What was read a moment ago: one message is asked for by the dialogue several times, and is read once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from memory.reading import Context, Reading

LASTS = timedelta(minutes=1)
"""For so long a reading serves: a turn takes seconds."""

MOST = 64
"""So many readings are held; of more, the oldest goes."""

Key = tuple[str, Context]


class Readings:
    """The readings of the last minute, in this process's memory alone. Of one text that answers one line, sent within
    one hour, there is one reading: nothing that is read of a day is finer."""

    def __init__(self, read: Callable[[str, Context], Reading], clock: Callable[[], datetime]) -> None:
        self._read, self._clock = read, clock
        self._lock, self._held = threading.Lock(), OrderedDict[Key, tuple[datetime, Reading]]()

    def read(self, text: str, context: Context) -> Reading:
        """What `text` says. Raises NotRead."""
        hour = context.sent_at.replace(minute=0, second=0, microsecond=0)
        key = (text, replace(context, sent_at=hour, known=tuple(context.known)))
        with self._lock:
            self._let_go()
            if key in self._held:
                return self._held[key][1]
        reading = self._read(text, context)
        with self._lock:
            self._held[key] = self._clock(), reading
            self._let_go()
        return reading

    def drop(self) -> None:
        """Lets go of all of them, as where something is forgotten."""
        with self._lock:
            self._held.clear()

    def _let_go(self) -> None:
        now = self._clock()
        for key, (then, _) in list(self._held.items()):
            if len(self._held) > MOST or not timedelta(0) <= now - then <= LASTS:
                del self._held[key]
