"""`transcript.db`: the running sessions on disk, shared with the memory service, which erases there.

One connection for each operation: the file may be erased, damaged or gone between two. Whatever is wrong with it,
sessions go on in memory, and one line in the log says so; never a word of what people said.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rasa.shared.core.events import BotUttered, Event, UserUttered, deserialise_events

from bot.transcript import without_erased, without_unkept

logger = logging.getLogger(__name__)

BUSY_TIMEOUT_S = 10

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS transcripts (sender_id TEXT PRIMARY KEY, updated_at REAL, turns INTEGER, events TEXT)",
    "CREATE TABLE IF NOT EXISTS erasures (sender_id TEXT PRIMARY KEY, erased_at REAL)",
    "CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT)",
)
# A deleted word leaves neither its page, nor a write-ahead log, nor a temporary file behind.
_PRAGMAS = ("secure_delete = ON", "journal_mode = DELETE", "temp_store = MEMORY")


@dataclass(frozen=True)
class Stored:
    """What the file says of a person; `events` is None when it holds no session of theirs."""

    events: list[Event] | None = None
    updated_at: float = 0.0
    erased_at: float | None = None


class TranscriptFile:
    """The sessions of which something may be kept, and the marks of what was erased. Times are unix seconds."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def write(self, sender_id: str, events: list[Event], now: float) -> list[Event]:
        """Writes what may be kept of a session; returns its events without what was erased in the meantime."""
        with self._transaction() as db:
            # In one transaction, so that an erasure comes either before both or after both.
            events = without_erased(events, _erased_at(db, sender_id, now))
            kept = without_unkept(events)
            if any(isinstance(event, (UserUttered, BotUttered)) and event.text for event in kept):
                turns = sum(1 for event in kept if isinstance(event, UserUttered) and event.text)
                text = json.dumps([event.as_dict() for event in kept])
                db.execute("INSERT OR REPLACE INTO transcripts VALUES (?, ?, ?, ?)", (sender_id, now, turns, text))
            else:
                db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))
        return events

    def read(self, sender_id: str, now: float) -> Stored:
        """The session of this person, if there is one, and when something of theirs was erased."""
        stored = Stored()
        with self._transaction() as db:
            stored = Stored(erased_at=_erased_at(db, sender_id, now))
            found = "SELECT events, updated_at FROM transcripts WHERE sender_id = ?"
            row = db.execute(found, (sender_id,)).fetchone()
            if row is not None:
                try:
                    stored = Stored(deserialise_events(json.loads(row[0])), float(row[1]), stored.erased_at)
                except (ValueError, TypeError, KeyError, AttributeError):
                    logger.error("A transcript could not be read and is dropped; its session begins anew.")
                    db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))
        return stored

    def read_mark(self, sender_id: str, now: float) -> float | None:
        """When something of this person was last erased, if that is not long ago."""
        with self._transaction() as db:
            return _erased_at(db, sender_id, now)
        return None  # the file could not be used

    def delete(self, sender_id: str) -> None:
        """Drops the session of this person."""
        with self._transaction() as db:
            db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))

    def delete_before(self, oldest: float) -> dict[str, float]:
        """Drops sessions and marks that are older; returns the marks that there were, by person."""
        marks: dict[str, float] = {}
        deleted = 0
        with self._transaction() as db:
            marks = dict(db.execute("SELECT sender_id, erased_at FROM erasures"))
            deleted = db.execute("DELETE FROM transcripts WHERE updated_at < ?", (oldest,)).rowcount
            db.execute("DELETE FROM erasures WHERE erased_at < ?", (oldest,))
        if deleted:
            with self._transaction("VACUUM"):
                pass
        return marks

    def renew_id(self) -> str:
        """Gives the file a new random id, by which the memory service knows it, and returns it; empty if it cannot."""
        made = secrets.token_hex(16)
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO identity VALUES (1, ?)", (made,))
            return made if self._is_on_disk(db) else ""
        return ""  # the file could not be used

    @staticmethod
    def _is_on_disk(db: sqlite3.Connection) -> bool:
        return bool(db.execute("PRAGMA database_list").fetchone()[2])

    def list_senders(self) -> list[str]:
        """Whose sessions there are."""
        with self._transaction() as db:
            return [row[0] for row in db.execute("SELECT sender_id FROM transcripts")]
        return []  # the file could not be used

    @contextlib.contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """One transaction. What fails in it is logged, and what follows it goes on without."""
        db = self._connect()
        try:
            db.execute(begin)
            yield db
            if db.in_transaction:
                db.execute("COMMIT")
        except sqlite3.Error as error:
            logger.error("transcript.db was not used (%s): the session is in memory only.", error)
            if _is_damage(error):
                self._replace()
        finally:
            db.close()

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._open()
        except (sqlite3.Error, OSError) as error:
            if not _is_damage(error):
                logger.error("transcript.db cannot be used (%s): sessions are in memory only.", error)
                return _nowhere()
            logger.error("transcript.db was damaged (%s) and is replaced by an empty one.", error)
            self._replace()
            return self._open()

    def _open(self) -> sqlite3.Connection:
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(str(self._path), timeout=BUSY_TIMEOUT_S, isolation_level=None)
        try:
            _prepare(db)
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _replace(self) -> None:
        for path in (self._path, Path(f"{self._path}-journal")):
            with contextlib.suppress(OSError):
                path.unlink()


def _prepare(db: sqlite3.Connection) -> None:
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    for table in _SCHEMA:
        db.execute(table)


def _nowhere() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    _prepare(db)
    return db


def _is_damage(error: Exception) -> bool:
    # "Not a database" and "malformed" are DatabaseError itself; its subclasses are locks and full disks.
    return type(error) is sqlite3.DatabaseError


def _erased_at(db: sqlite3.Connection, sender_id: str, now: float) -> float | None:
    row = db.execute("SELECT erased_at FROM erasures WHERE sender_id = ?", (sender_id,)).fetchone()
    if row is None:
        return None
    if row[0] > now:
        # The clock was set back: what comes from now on is new, whatever the clock says.
        db.execute("UPDATE erasures SET erased_at = ? WHERE sender_id = ?", (now, sender_id))
        return now
    return float(row[0])
