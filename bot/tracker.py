"""The tracker store that can forget: the running session of each person, and of that only what may be kept.

A session lives in this process while it runs. What was said while remembering was on is also written to
`transcript.db`, so that a restart does not cut a conversation in two. The memory service, which erases, leaves a
mark there; every read and every save obeys it, so that a save at the end of a turn does not undo an erasure in its
middle.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from bot.transcript import last_session, without_erased, without_parse, without_unkept

logger = logging.getLogger(__name__)

SWEEP_INTERVAL_S = 60
BUSY_TIMEOUT_S = 10

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS transcripts (sender_id TEXT PRIMARY KEY, updated_at REAL, turns INTEGER, events TEXT)",
    "CREATE TABLE IF NOT EXISTS erasures (sender_id TEXT PRIMARY KEY, erased_at REAL)",
)


@dataclass
class _Session:
    events: list[Event]
    updated_at: float


class ErasableTrackerStore(TrackerStore):
    """Keeps the running session of each person, and forgets it when it ends or when the person says so."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        path: str | None = None,
        **kwargs: Any,
    ) -> None:
        """`path` is the SQLite file; `$RETOLD_HOME/transcript.db` where it is not given."""
        super().__init__(domain, event_broker)
        self.path = Path(path or os.path.join(os.environ.get("RETOLD_HOME") or "var", "transcript.db"))
        self._running: dict[str, _Session] = {}
        self._sweeper: asyncio.Task[None] | None = None
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sweep()
        self._keep_sweeping()

    @property
    def idle_limit_s(self) -> float:
        """How long a session may rest before it has ended."""
        minutes = float(self.domain.session_config.session_expiration_time)
        return (minutes or 60.0) * 60

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the running session of `tracker`, without anything that was erased in the meantime."""
        self._keep_sweeping()
        await self.stream_events(tracker)
        events = [without_parse(event) for event in last_session(list(tracker.events))]
        now = time.time()
        with self._transaction() as db:
            events = without_erased(events, _erased_at(db, tracker.sender_id, now))
            _write(db, tracker.sender_id, now, events)
        self._running[tracker.sender_id] = _Session(events, now)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The running session of this person, or None."""
        self._keep_sweeping()
        events = self._events(sender_id)
        if events is None:
            return None
        tracker = self.init_tracker(sender_id)
        tracker.recreate_from_dialogue(Dialogue(sender_id, events))
        return tracker

    async def keys(self) -> Iterable[str]:
        """Whose sessions are kept."""
        with self._transaction() as db:
            stored = [] if db is None else [row[0] for row in db.execute("SELECT sender_id FROM transcripts")]
        return sorted({*self._running, *stored})

    def end_session(self, sender_id: str) -> None:
        """Drops the running session of this person, so that the next turn begins a new one."""
        self._running.pop(sender_id, None)
        with self._transaction() as db:
            if db is not None:
                db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))

    def sweep(self) -> None:
        """Drops the sessions that have ended, and the marks of erasures that every session has obeyed."""
        now = time.time()
        oldest = now - self.idle_limit_s
        marks: dict[str, float] = {}
        ended = 0
        with self._transaction() as db:
            if db is not None:
                marks = dict(db.execute("SELECT sender_id, erased_at FROM erasures"))
                ended = db.execute("DELETE FROM transcripts WHERE updated_at < ?", (oldest,)).rowcount
                db.execute("DELETE FROM erasures WHERE erased_at < ?", (oldest,))
        for sender_id, session in list(self._running.items()):
            if session.updated_at < oldest:
                del self._running[sender_id]
            elif sender_id in marks:
                session.events = without_erased(session.events, min(marks[sender_id], now))
        if ended:
            with self._transaction("VACUUM"):
                pass

    def _events(self, sender_id: str) -> list[Event] | None:
        erased_at = stored = None
        with self._transaction() as db:
            erased_at = _erased_at(db, sender_id, time.time())
            stored = None if sender_id in self._running else _read(db, sender_id)
        if stored:
            self._running[sender_id] = _Session(*stored)
        session = self._running.get(sender_id)
        if session is None:
            return None
        session.events = without_erased(session.events, erased_at)
        return session.events

    def _keep_sweeping(self) -> None:
        # Rasa makes the store inside its event loop; a test may make it outside of one.
        if self._sweeper is not None and not self._sweeper.done():
            return
        with contextlib.suppress(RuntimeError):
            self._sweeper = asyncio.get_running_loop().create_task(self._sweep_forever())

    async def _sweep_forever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_INTERVAL_S)
            self.sweep()

    @contextlib.contextmanager
    def _transaction(self, statement: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection | None]:
        """One transaction on transcript.db, or None when it cannot be used: then sessions live in memory alone."""
        db = self._connect(statement)
        if db is None:
            yield None
            return
        try:
            yield db
            if db.in_transaction:
                db.execute("COMMIT")
        except sqlite3.Error as error:
            logger.error("transcript.db was not written (%s): the session is kept in memory only.", error)
            if _is_damage(error):
                self._remove_file()
        finally:
            db.close()

    def _connect(self, statement: str) -> sqlite3.Connection | None:
        for attempt in (1, 2):
            db: sqlite3.Connection | None = None
            try:
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
                db = sqlite3.connect(str(self.path), timeout=BUSY_TIMEOUT_S, isolation_level=None)
                # A deleted word leaves neither its page, nor a write-ahead log, nor a temporary file behind.
                for pragma in ("secure_delete = ON", "journal_mode = DELETE", "temp_store = MEMORY"):
                    db.execute(f"PRAGMA {pragma}")
                for table in _SCHEMA:
                    db.execute(table)
                db.execute(statement)
                return db
            except (sqlite3.Error, OSError) as error:
                if db is not None:
                    db.close()
                if _is_damage(error) and attempt == 1:
                    logger.error("transcript.db was damaged (%s) and is replaced by an empty one.", error)
                    self._remove_file()
                    continue
                logger.error("transcript.db cannot be used (%s): sessions are kept in memory only.", error)
                return None
        return None

    def _remove_file(self) -> None:
        for name in (self.path, Path(f"{self.path}-journal")):
            with contextlib.suppress(OSError):
                name.unlink()


def _is_damage(error: Exception) -> bool:
    # "Not a database" and "malformed" are DatabaseError itself; its subclasses are locks and full disks.
    return type(error) is sqlite3.DatabaseError


def _erased_at(db: sqlite3.Connection | None, sender_id: str, now: float) -> float | None:
    if db is None:
        return None
    row = db.execute("SELECT erased_at FROM erasures WHERE sender_id = ?", (sender_id,)).fetchone()
    if row is None:
        return None
    if row[0] > now:
        # The clock was set back: what comes from now on is new, whatever the clock says.
        db.execute("UPDATE erasures SET erased_at = ? WHERE sender_id = ?", (now, sender_id))
        return now
    return float(row[0])


def _write(db: sqlite3.Connection | None, sender_id: str, now: float, events: list[Event]) -> None:
    if db is None:
        return
    kept = without_unkept(events)
    if any(isinstance(event, (UserUttered, BotUttered)) and event.text for event in kept):
        turns = sum(1 for event in kept if isinstance(event, UserUttered) and event.text)
        text = json.dumps([event.as_dict() for event in kept])
        db.execute("INSERT OR REPLACE INTO transcripts VALUES (?, ?, ?, ?)", (sender_id, now, turns, text))
    else:
        db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))


def _read(db: sqlite3.Connection | None, sender_id: str) -> tuple[list[Event], float] | None:
    if db is None:
        return None
    row = db.execute("SELECT events, updated_at FROM transcripts WHERE sender_id = ?", (sender_id,)).fetchone()
    if row is None:
        return None
    try:
        return deserialise_events(json.loads(row[0])), float(row[1])
    except (ValueError, TypeError, KeyError, AttributeError):
        logger.error("A transcript could not be read and is dropped; its session starts anew.")
        db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))
        return None
