"""The memory as a whole: observe what is said, recall what was told, show it, correct it, forget it."""

from __future__ import annotations

import logging

from memory.errors import IndexFailed, RetoldError
from memory.service.asking import Asking
from memory.service.by_hand import ByHand
from memory.service.continuing import Continuing
from memory.service.deciding import Deciding
from memory.service.forgetting import Forgetting
from memory.service.importing import Importing
from memory.service.linking import Linking
from memory.service.picturing import Picturing
from memory.service.rereading import Rereading
from memory.service.tending import Tending

logger = logging.getLogger(__name__)

EMBEDDED = 256
"""Memories that get new vectors in one go."""


class MemoryService(
    ByHand, Asking, Continuing, Deciding, Forgetting, Importing, Linking, Picturing, Rereading, Tending
):
    """All that can be asked of the memory, a module for each part. `base` says what they stand on.

    Safe to call from several threads; what one person says is taken in one message after the other.
    """

    def start(self) -> None:
        """Finishes erasures that were cut short, and begins to mend the index. Call once, before use."""
        self._embed_anew()
        try:
            self._finish_erasures()
            if returned := self._eraser.repeat():
                logger.warning("Forgot again %d memories and people, which an older ledger had brought back.", returned)
            self.sweep_expired()
        except RetoldError as error:  # as on a full disk: it is tried again every few minutes
            logger.error("Forgetting could not be finished: %s", error)
        self.tend_index()

    def _finish_erasures(self) -> None:
        try:
            self._eraser.resume(alone=True)
        except IndexFailed:
            self._index.clear()
            self._eraser.resume()

    def _embed_anew(self) -> None:
        """Gives the memories vectors of the model that runs now; the index is emptied before, which has the others."""
        model = self._embedder
        if not (count := self._ledger.count_of_another_model(model.dimension)):
            return
        logger.warning("%d memories have vectors of another model than %s: they are made anew.", count, model.name)
        self._index.clear()
        while some := self._ledger.texts_of_another_model(model.dimension, EMBEDDED):
            self._ledger.set_vectors({memory.id: self._embed(memory.quote, memory.in_reply_to) for memory in some})

    def count(self) -> int:
        """How many memories there are, of all people."""
        return self._ledger.count()

    def close(self) -> None:
        """Writes the ledger's log into its file and lets go of the folder; nothing is to be asked of it afterwards."""
        try:
            if self.stop_tending():
                self._index.close()
            self._ledger.close()
        finally:
            if self._home_lock is not None:
                self._home_lock.release()
