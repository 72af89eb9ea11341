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
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from rasa.shared.core.events import BotUttered, Event, UserUttered, deserialise_events

from bot.damage import is_damage, remove
from bot.transcript import without_erased, without_unkept

logger = logging.getLogger(__name__)

BUSY_TIMEOUT_S = 10

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS transcripts (sender_id TEXT PRIMARY KEY, updated_at REAL, turns INTEGER, events TEXT)",
    "CREATE TABLE IF NOT EXISTS generations (sender_id TEXT PRIMARY KEY, generation INTEGER)",
    "CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT)",
    "DROP TABLE IF EXISTS erasures",  # times, which a clock that is set makes wrong
)
# A deleted word leaves neither its page, nor a write-ahead log, nor a temporary file behind.
_PRAGMAS = ("secure_delete = ON", "journal_mode = DELETE", "temp_store = MEMORY")


NEVER_ERASED = 0
"""The generation of somebody of whom nothing was erased, as far as any session or turn can know."""


@dataclass(frozen=True)
class Stored:
    """A person's session, and the generation it is of; `events` is None where there is no session of theirs."""

    events: list[Event] | None = None
    updated_at: float = 0.0
    generation: int = NEVER_ERASED


class TranscriptFile:
    """The sessions of which something may be kept, and each person's generation. Times are unix seconds.

    Every erasure gives the person another generation. Words that were read in one are not written in another.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    def write(self, sender_id: str, events: list[Event], now: float, generation: int) -> Stored:
        """Writes what may be kept of a session; `generation` is that of when its turn began.

        Returns the session as it is from here on: without its words where something was erased since.
        """
        stored = Stored(events, now, generation)
        with self._transaction() as db:
            # In one transaction, so that an erasure comes either before both or after both.
            current = _generation(db, sender_id)
            stored = Stored(events if current == generation else without_erased(events), now, current)
            kept = without_unkept(stored.events or [])
            if any(isinstance(event, (UserUttered, BotUttered)) and event.text for event in kept):
                turns = sum(1 for event in kept if isinstance(event, UserUttered) and event.text)
                text = json.dumps([event.as_dict() for event in kept])
                db.execute("INSERT OR REPLACE INTO transcripts VALUES (?, ?, ?, ?)", (sender_id, now, turns, text))
            else:
                db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))
        return stored

    def read(self, sender_id: str) -> Stored:
        """The session of this person, if there is one, and their generation."""
        stored = Stored()
        with self._transaction() as db:
            stored = Stored(generation=_generation(db, sender_id))
            found = "SELECT events, updated_at FROM transcripts WHERE sender_id = ?"
            row = db.execute(found, (sender_id,)).fetchone()
            if row is not None:
                try:
                    stored = Stored(deserialise_events(json.loads(row[0])), float(row[1]), stored.generation)
                except (ValueError, TypeError, KeyError, AttributeError):
                    logger.error("A transcript could not be read and is dropped; its session begins anew.")
                    db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))
        return stored

    def generation(self, sender_id: str) -> int:
        """The person's generation now."""
        with self._transaction() as db:
            return _generation(db, sender_id)
        return NEVER_ERASED  # the file could not be used

    def delete(self, sender_id: str) -> None:
        """Drops the session of this person."""
        with self._transaction() as db:
            db.execute("DELETE FROM transcripts WHERE sender_id = ?", (sender_id,))

    def delete_before(self, oldest: float, running: Collection[str]) -> dict[str, int]:
        """Drops sessions that are older; returns the generations of those that are `running` and had an erasure.

        Whoever has no session, here or running, needs no generation: nobody holds words of theirs to write back.
        """
        generations: dict[str, int] = {}
        deleted = 0
        with self._transaction() as db:
            deleted = db.execute("DELETE FROM transcripts WHERE updated_at < ?", (oldest,)).rowcount
            needed = {*running, *(sender_id for (sender_id,) in db.execute("SELECT sender_id FROM transcripts"))}
            for sender_id, generation in db.execute("SELECT sender_id, generation FROM generations").fetchall():
                if sender_id in needed:
                    generations[sender_id] = generation
                else:
                    deleted += db.execute("DELETE FROM generations WHERE sender_id = ?", (sender_id,)).rowcount
        if deleted:
            with self._transaction("VACUUM"):
                pass
        return generations

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
            if is_damage(error):
                remove(self._path)
        finally:
            db.close()

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._open()
        except (sqlite3.Error, OSError) as error:
            if not is_damage(error):
                logger.error("transcript.db cannot be used (%s): sessions are in memory only.", error)
                return _nowhere()
            logger.error("transcript.db was damaged (%s) and is replaced by an empty one.", error)
            remove(self._path)
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


def _prepare(db: sqlite3.Connection) -> None:
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    for table in _SCHEMA:
        db.execute(table)


def _nowhere() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    _prepare(db)
    return db


def _generation(db: sqlite3.Connection, sender_id: str) -> int:
    row = db.execute("SELECT generation FROM generations WHERE sender_id = ?", (sender_id,)).fetchone()
    return int(row[0]) if row else NEVER_ERASED
