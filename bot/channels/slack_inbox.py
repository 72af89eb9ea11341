"""The deliveries of Slack's that were taken: a table shared by all processes on one home, without a word in it.

While a delivery is worked on, the table holds where it is found in Slack (person, channel, time); afterwards its id
alone, so that a repeat is known. A process keeps a hold on what it works on, and renews it; when the process ends, the
hold does too, and another takes up what is left.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal

from bot.damage import is_damage, remove

logger = logging.getLogger(__name__)

KEPT_S = 2 * 24 * 3600
"""Slack repeats a delivery after a minute and five, and after an outage for up to a day."""

HOLD_S = 15.0
"""How long a process that is gone keeps others from what it had taken."""

MOST_TRIES = 3
"""A delivery that ended so many processes is not taken up again."""

SWEEP_EVERY = 500
BUSY_TIMEOUT_S = 2.0
MOST_IN_MEMORY = 10_000

Kind = Literal["message", "change", "home", "request"]


@dataclass(frozen=True)
class Pointer:
    """Where a delivery is found again: a `message` of a direct conversation, a `change` of one, an opened `home`; of
    everything else (a button, a dialog, a command, a mention) only whose `request` it was.
    """

    kind: Kind
    slack_id: str
    channel: str = ""
    ts: str = ""
    thread_ts: str = ""


class Inbox:
    """Says of each delivery whether it is new, and which were left. Safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._claimed = 0
        self._here: OrderedDict[str, None] = OrderedDict()
        self._working: set[str] = set()

    def claim(self, delivery_id: str, pointer: Pointer) -> bool:
        """True the first time, False ever after. Where the file cannot be used, what this process saw counts."""
        if delivery_id in self._here:
            return False
        try:
            first = self._claim(delivery_id, pointer)
        except (sqlite3.Error, OSError) as error:
            logger.error("slack.db cannot be used (%s): what is taken now does not survive a crash.", error)
            first = True
        self._here[delivery_id] = None
        while len(self._here) > MOST_IN_MEMORY:
            self._here.popitem(last=False)
        if first:
            self._working.add(delivery_id)
        return first

    def finish(self, delivery_id: str) -> None:
        """Drops where the delivery was found; its id stays."""
        self._working.discard(delivery_id)
        with self._tolerant(), self._open() as db:
            db.execute(
                "UPDATE inbox SET held_until = NULL, kind = NULL, slack_id = NULL, channel = NULL, ts = NULL,"
                " thread_ts = NULL WHERE id = ?",
                (delivery_id,),
            )

    def renew(self) -> None:
        """Keeps the hold on what this process works on."""
        held_until = time.time() + HOLD_S
        with self._tolerant(), self._open() as db:
            db.executemany(
                "UPDATE inbox SET held_until = ? WHERE id = ? AND held_until IS NOT NULL",
                [(held_until, delivery_id) for delivery_id in list(self._working)],
            )

    def take_left(self) -> list[tuple[str, Pointer]]:
        """What was taken by a process that is gone, with its ids, the oldest first; it is now this one's."""
        left: list[tuple[str, Pointer]] = []
        with self._tolerant(), self._open() as db:
            now = time.time()
            db.execute("BEGIN IMMEDIATE")
            rows = db.execute(
                "SELECT id, tries, kind, slack_id, channel, ts, thread_ts FROM inbox"
                " WHERE held_until < ? ORDER BY taken_at, id",
                (now,),
            ).fetchall()
            rows = [row for row in rows if row[0] not in self._working]
            for delivery_id, tries, *where in rows:
                held_until = now + HOLD_S if tries < MOST_TRIES else None
                db.execute("UPDATE inbox SET held_until = ?, tries = tries + 1 WHERE id = ?", (held_until, delivery_id))
                if held_until is None:
                    logger.error("A delivery of Slack's is given up: it could not be finished %d times.", tries)
                else:
                    left.append((delivery_id, Pointer(*where)))
            db.execute("COMMIT")
            self._working.update(delivery_id for delivery_id, _ in left)
        return left

    def _claim(self, delivery_id: str, pointer: Pointer) -> bool:
        now = time.time()
        with self._open() as db:
            row = (delivery_id, now, now + HOLD_S, 1, *astuple(pointer))
            first = db.execute("INSERT OR IGNORE INTO inbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row).rowcount == 1
            if self._claimed % SWEEP_EVERY == 0:
                db.execute("DELETE FROM inbox WHERE taken_at < ? AND held_until IS NULL", (now - KEPT_S,))
            self._claimed += 1
        return first

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file; one that is damaged is replaced by an empty one, and a repeat of Slack's is taken for new then."""
        db = self._connect()
        try:
            yield db
        except sqlite3.Error as error:
            if is_damage(error):
                logger.error("slack.db is damaged (%s): it is replaced by an empty one.", type(error).__name__)
                remove(self._path)
            raise
        finally:
            db.close()

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._prepare()
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
            logger.error("slack.db is damaged (%s): it is replaced by an empty one.", type(error).__name__)
            remove(self._path)
            return self._prepare()

    def _prepare(self) -> sqlite3.Connection:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(str(self._path), timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            db.execute(
                "CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, taken_at REAL, held_until REAL, tries INTEGER,"
                " kind TEXT, slack_id TEXT, channel TEXT, ts TEXT, thread_ts TEXT) WITHOUT ROWID"
            )
            db.execute("SELECT held_until, tries, kind, thread_ts FROM inbox LIMIT 1").fetchall()
        except sqlite3.Error:
            db.close()
            raise
        return db

    @contextmanager
    def _tolerant(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            logger.error("slack.db cannot be used: %s.", type(error).__name__)


def pointer_of(payload: dict[str, Any], slack_id: str) -> Pointer:
    """Where the delivery is found again, were it left."""
    event = payload.get("event") or {}
    if event.get("type") == "app_home_opened":
        return Pointer("home", slack_id)
    if event.get("type") != "message":
        return Pointer("request", slack_id)
    before = event.get("previous_message")
    said = before or event
    ts = str(said.get("ts") or event.get("deleted_ts") or "")
    return Pointer("change" if before else "message", slack_id, event["channel"], ts, str(said.get("thread_ts") or ""))
