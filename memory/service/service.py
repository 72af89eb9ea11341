"""The memory as a whole: observe what is said, recall what was told, show it, correct it, forget it."""

from __future__ import annotations

import logging

from memory.index import missing
from memory.service.asking import Asking
from memory.service.by_hand import ByHand
from memory.service.continuing import Continuing
from memory.service.deciding import Deciding
from memory.service.forgetting import Forgetting
from memory.service.importing import Importing
from memory.service.linking import Linking

logger = logging.getLogger(__name__)


class MemoryService(ByHand, Asking, Continuing, Deciding, Forgetting, Importing, Linking):
    """All that can be asked of the memory, a module for each part. `base` says what they stand on.

    Safe to call from several threads; what one person says is taken in one message after the other.
    """

    def start(self) -> None:
        """Finishes erasures that were cut short, and makes the index what the ledger says. Call once, before use."""
        outdated = self._ledger.texts_of_another_model()
        self._ledger.set_vectors({memory.id: self._embed(memory.quote, memory.in_reply_to) for memory in outdated})
        self._eraser.resume(alone=True)
        if returned := self._eraser.repeat():
            logger.warning("Forgot again %d memories and people, which an older ledger had brought back.", returned)
        lacks, surplus = missing(self._ledger.entries(), self._index)
        self._index.add(lacks)
        for pseudonym, ids in surplus.items():
            self._index.erase(pseudonym, ids)
        if surplus:
            self._eraser.compact()
        self.forget_expired()
        logger.info("Index ready: %d memories added, %d people tidied.", len(lacks), len(surplus))

    def count(self) -> int:
        """How many memories there are, of all people."""
        return self._ledger.count()

    def close(self) -> None:
        """Writes the ledger's log into its file and lets go of the folder; nothing is to be asked of it afterwards."""
        try:
            self._index.close()
            self._ledger.close()
        finally:
            if self._home_lock is not None:
                self._home_lock.release()
