"""Of whom each running talk has spoken: in this process's memory alone, never on a disk."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from memory.life import Talk

LASTS = timedelta(hours=1)
"""After so long a silence "she" is nobody of the talk before. Source: the sessions of Rasa's default."""

MOST = 10_000
"""So many talks are held; of more, those that were silent longest are dropped."""


class Talks:
    """The talk of each account, as it stood after the last message."""

    def __init__(self) -> None:
        self._lock, self._talks = threading.Lock(), OrderedDict[str, tuple[datetime, Talk]]()

    def at(self, user_id: str, now: datetime) -> Talk:
        """The talk as it goes on at that time; one that is over leaves those who were spoken of in passing."""
        with self._lock:
            then, talk = self._talks.get(user_id, (now, Talk()))
        return talk if timedelta(0) <= now - then <= LASTS else Talk(passing=talk.passing)

    def put(self, user_id: str, talk: Talk, now: datetime) -> None:
        with self._lock:
            self._talks[user_id] = now, talk
            self._talks.move_to_end(user_id)
            while len(self._talks) > MOST:
                self._talks.popitem(last=False)

    def drop(self, user_id: str) -> None:
        """Lets go of whom this account's talk has spoken of."""
        with self._lock:
            self._talks.pop(user_id, None)
