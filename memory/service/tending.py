"""The index is kept to what the ledger says: compared at a start, and made anew whenever it fails.

That is done in a thread, while the service answers: what the index lacks is read from the ledger meanwhile.
"""

from __future__ import annotations

import logging
import threading
import time

from memory.service.base import Base

logger = logging.getLogger(__name__)

WAIT_AT_START_S = 3.0
"""How long a start waits for the index: mostly little is lacking. It is complete some time later then."""

RETRY_S = 60.0
"""How long after a second failure it is tried again, as where the disk is full."""

STOP_S = 4.0
"""How long a stop waits for what the index is just doing."""

BATCH = 500
"""Memories that are added, or pseudonyms that are compared, before others have their turn."""


class Stopped(Exception):
    """The service is being closed."""


class Tending(Base):
    """Mends the index."""

    def tend_index(self) -> None:
        """Begins to keep the index to what the ledger says, until `stop_tending`."""
        self._stopped, self._index_is_ready = threading.Event(), threading.Event()
        self._tender = threading.Thread(target=self._tend_always, name="index", daemon=True)
        self._index.needs_care.set()
        self._tender.start()
        self.wait_for_index(WAIT_AT_START_S)

    def wait_for_index(self, timeout_s: float) -> bool:
        """Whether the index is what the ledger says; waits for that so long at most."""
        until = time.monotonic() + timeout_s
        while self._index.needs_care.is_set() or not self._index_is_ready.wait(max(0.0, until - time.monotonic())):
            if time.monotonic() >= until:
                return False
            time.sleep(0.02)  # it is about to be mended
        return True

    def stop_tending(self) -> bool:
        """Whether the thread has ended, so that the index can be closed; Chroma may keep it for ever."""
        self._stopped.set()
        self._index.needs_care.set()
        self._tender.join(STOP_S)
        return not self._tender.is_alive()

    def _tend_always(self) -> None:
        failures = 0
        while True:
            self._index.needs_care.wait()
            if self._stopped.wait(RETRY_S if failures > 1 else 0):
                return
            self._index_is_ready.clear()
            self._index.needs_care.clear()
            try:
                self._tend()
                failures = 0
                self._index_is_ready.set()
            except Stopped:
                return
            except Exception as error:  # its message may quote what a person said
                failures += 1
                logger.error("Mending the index failed: %s. It is tried again.", type(error).__name__)
                self._index.needs_care.set()

    def _tend(self) -> None:
        if self._index.is_broken:
            logger.warning("The index failed; it is made anew from the ledger. Answers come from there meanwhile.")
            self._index.clear()
        added = tidied = 0
        accounts = self._ledger.accounts_by_pseudonym()
        by_shard: dict[int, list[str]] = {shard: [] for shard in range(self._index.shards)}
        for pseudonym in accounts:
            by_shard[self._index.shard(pseudonym)].append(pseudonym)
        for shard, pseudonyms in by_shard.items():
            held = self._index.keys_of(shard)
            for start in range(0, len(pseudonyms), BATCH):
                for pseudonym, ids in self._ledger.ids_by_pseudonym(pseudonyms[start : start + BATCH]).items():
                    if (there := held.pop(pseudonym, set())) != ids:
                        added += self._add_lacking(accounts[pseudonym], pseudonym, there)
                        tidied += self._erase_surplus(pseudonym, there)
            tidied += sum(self._erase_surplus(pseudonym, there) for pseudonym, there in held.items())
        if tidied:
            self._eraser.compact()
        logger.info("Index ready: %d memories added, %d people tidied.", added, tidied)
        self._eraser.resume()

    def _add_lacking(self, account: str, pseudonym: str, there: set[str]) -> int:
        """Adds what the index lacks of an account; a batch at a time, so that a forgotten memory does not come back."""
        lacks = sorted(self._ledger.ids_by_pseudonym([pseudonym])[pseudonym] - there)
        for start in range(0, len(lacks), BATCH):
            began = time.monotonic()
            with self._lock(account), self._eraser.paused():
                self._index.add(self._ledger.entries(account, lacks[start : start + BATCH]))
            # It rests as long as it worked: people who ask meanwhile come first.
            if self._stopped.wait(time.monotonic() - began):
                raise Stopped
        return len(lacks)

    def _erase_surplus(self, pseudonym: str, there: set[str]) -> int:
        """Erases what the index holds and the ledger does not; 1 where there was something."""
        with self._eraser.paused():
            surplus = sorted(there - self._ledger.ids_by_pseudonym([pseudonym])[pseudonym])
            if surplus:
                self._index.erase(pseudonym, surplus)
        return int(bool(surplus))
