"""Memories of an older ledger get what a reading says of them, in the background and without a break."""

from __future__ import annotations

from memory.life import Means
from memory.life.rereading import read_anew
from memory.reading import MessageReader
from memory.service.base import Base

AT_ONCE = 20
"""People whose memories are looked for together."""


class Rereading(Base):
    """Reads anew what was read by a former reader, or by none; a memory at a time, and goes on where it stopped."""

    def read_some_anew(self, reader: MessageReader, means: Means) -> int:
        """Reads the memories of a few people anew; returns how many memories that were, 0 once all are done.

        Raises:
            DiskFull: what was read before that is kept.
        """
        return sum(self._read_anew(account, reader, means) for account in self._ledger.people_unread(AT_ONCE))

    def _read_anew(self, account: str, reader: MessageReader, means: Means) -> int:
        with self._lock(account):
            unread = frozenset(self._ledger.ids_unread(account))
            memories = self._ledger.memories(account)
            count = 0
            for memory in read_anew(memories, unread, reader, means, self.profile(account).timezone):
                self._ledger.set_read(account, memory)
                count += 1
            return count
