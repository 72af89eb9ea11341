"""Memories of an older ledger get what a reading says of them, in the background and without a break."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from memory.errors import DiskFull
from memory.life.rereading import read_anew
from memory.models import Memory
from memory.service.telling import Telling

logger = logging.getLogger(__name__)

PAUSE_S = 1.0
"""So long others alone have the readers between two rounds."""

AT_ONCE = 20
"""People whose memories are looked for together."""


class Rereading(Telling):
    """Reads anew what was read by a former reader, or by none; a memory at a time, and goes on where it stopped."""

    def read_all_anew(self, stopped: threading.Event) -> None:
        """Reads all of them anew, a few people at a time, until it is done or `stopped`; then it is gone on with at the
        next start. People who write meanwhile wait for none of it: each memory is written by itself."""
        while not stopped.wait(PAUSE_S):
            try:
                if not self.read_some_anew():
                    return
            except DiskFull:
                logger.error("There is no room to write what older memories say; it is tried again at the next start.")
                return

    def read_some_anew(self) -> int:
        """Reads the memories of a few people anew; returns how many memories that were, 0 once all are done.

        What fails for one account is logged, and the next account has its turn.

        Raises:
            DiskFull: what was read before that is kept.
        """
        return sum(self._read_anew(account) for account in self._ledger.people_unread(AT_ONCE))

    def _read_anew(self, account: str) -> int:
        count = 0
        try:
            unread = frozenset(self._ledger.ids_unread(account))
            memories = self._ledger.memories(account)
            for memory in read_anew(
                memories, unread, self._reader, self._means(account), self.profile(account).timezone
            ):
                with self._lock(account):
                    if self._have_changed(account, memories):
                        break
                    self._ledger.set_read(account, memory)
                count += 1
            else:
                return count
            return count + self._read_anew(account)  # what was read may rest on what is forgotten now
        except DiskFull:
            raise
        except Exception as error:  # its message may quote what a person said
            logger.error("The memories of an account could not be read anew: %s.", type(error).__name__)
        return count

    def _have_changed(self, account: str, memories: Sequence[Memory]) -> bool:
        """Whether any was forgotten, corrected or told since: a correction makes a new id, too."""
        held = self._ledger.ids_by_pseudonym(self._ledger.pseudonyms(account)).values()
        return {memory.id for memory in memories} != {id_ for ids in held for id_ in ids}
