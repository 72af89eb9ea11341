"""Which deliveries of Slack's were taken: a table of ids and times, shared by all processes on one home."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections import OrderedDict
from pathlib import Path

logger = logging.getLogger(__name__)

KEPT_S = 2 * 24 * 3600
"""Slack repeats a delivery after a minute and five, and after an outage for up to a day."""

SWEEP_EVERY = 500
BUSY_TIMEOUT_S = 2.0
MOST_IN_MEMORY = 10_000


class Seen:
    """Says of each delivery whether it is the first of its id. Safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._claimed = 0
        self._here: OrderedDict[str, None] = OrderedDict()

    def claim(self, delivery_id: str) -> bool:
        """True the first time, False ever after. Where the file cannot be used, what this process saw counts."""
        if delivery_id in self._here:
            return False
        try:
            first = self._claim(delivery_id)
        except (sqlite3.Error, OSError) as error:
            logger.error("slack.db cannot be used (%s): repeated deliveries are told in memory only.", error)
            first = True
        self._here[delivery_id] = None
        while len(self._here) > MOST_IN_MEMORY:
            self._here.popitem(last=False)
        return first

    def _claim(self, delivery_id: str) -> bool:
        now = time.time()
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(str(self._path), timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, taken_at REAL) WITHOUT ROWID")
            first = db.execute("INSERT OR IGNORE INTO deliveries VALUES (?, ?)", (delivery_id, now)).rowcount == 1
            if self._claimed % SWEEP_EVERY == 0:
                db.execute("DELETE FROM deliveries WHERE taken_at < ?", (now - KEPT_S,))
            self._claimed += 1
        finally:
            db.close()
        return first
