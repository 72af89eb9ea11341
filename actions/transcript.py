"""Rasa's running conversations, and who is signed in, for the memory to show and to erase.

They lie in `transcript.db`, which Rasa's tracker store writes (bot/tracker.py). An erasure gives the person another
generation there, so that the turn that is under way does not write back what it had read before. Where the file is
damaged, or of another version, it is replaced by an empty one, as there: running conversations begin anew. Sessions
lie in `sessions.db`, which the web channel writes (bot/session_file.py).
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from memory.errors import DiskFull
from memory.transcripts import Transcripts

logger = logging.getLogger(__name__)

TABLES = {
    "transcripts": "sender_id TEXT PRIMARY KEY, updated_at REAL, turns INTEGER, events TEXT",
    "generations": "sender_id TEXT PRIMARY KEY, generation INTEGER",
    "identity": "one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT",
}
UNUSABLE = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""What is wrong with the file itself: its tables, its pages, or that it is no database."""

FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
FORMER_LIFETIME_S = 365 * 24 * 3600
"""Of tokens that were made before there were sessions: bot/identity.py."""

SESSION = ("id", "user_id", "agent", "begun_at", "seen_at")


class RasaTranscripts(Transcripts):
    """The conversations in the file at `path`; it is made when it is missing. `sessions.db` lies beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sessions = path.with_name("sessions.db")

    def erase(self, user_id: str) -> int:
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT turns FROM transcripts WHERE sender_id = ?", (user_id,)).fetchone()
            # A number of its own rather than the next one: in a file that was lost and made anew, none comes again.
            db.execute("INSERT OR REPLACE INTO generations (sender_id, generation) VALUES (?, random())", (user_id,))
            db.execute("DELETE FROM transcripts WHERE sender_id = ?", (user_id,))
            db.execute("COMMIT")
        return int(row[0]) if row else 0

    def read(self, user_id: str) -> list[dict[str, str]]:
        with self._open() as db:
            row = db.execute("SELECT events FROM transcripts WHERE sender_id = ?", (user_id,)).fetchone()
        return [
            {
                "by": "you" if event["event"] == "user" else "bot",
                "text": event["text"],
                "at": datetime.fromtimestamp(event["timestamp"], timezone.utc).isoformat(),
            }
            for event in (json.loads(row[0]) if row else [])
            if event.get("event") in ("user", "bot") and event.get("text")
        ]

    def id(self) -> str:
        """The random id that Rasa has given the file; empty where it has not."""
        with self._open() as db:
            row = db.execute("SELECT id FROM identity").fetchone()
        return str(row[0]) if row else ""

    def sessions(self, user_id: str) -> list[dict[str, str]]:
        query = f"SELECT {', '.join(SESSION)} FROM sessions WHERE user_id = ? ORDER BY seen_at DESC, id"
        return [dict(zip(SESSION, row, strict=True)) for row in self._ask_sessions(query, user_id)]

    def end_sessions(self, user_id: str) -> None:
        former = hashlib.sha256(f"former:{user_id}".encode()).hexdigest()
        retired = "INSERT OR REPLACE INTO retired VALUES (?, ?)"
        self._ask_sessions(retired, former, time.time() + FORMER_LIFETIME_S)
        self._ask_sessions("DELETE FROM sessions WHERE user_id = ?", user_id)
        self._ask_sessions("VACUUM")

    def place(self, account: str) -> str:
        found = self._ask_sessions("SELECT name FROM places WHERE id = ?", ":".join(account.split(":")[:2]))
        return str(found[0][0]) if found else ""

    def compact(self) -> None:
        with self._open() as db:
            db.execute("VACUUM")

    def _ask_sessions(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a statement finds; nothing where no session was ever kept."""
        if not self._sessions.exists():
            return []
        with closing(sqlite3.connect(self._sessions, timeout=30, isolation_level=None)) as db:
            for pragma in ("secure_delete=ON", "temp_store=MEMORY"):
                db.execute(f"PRAGMA {pragma}").fetchall()
            return db.execute(query, values).fetchall()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = self._connect()
        try:
            yield db
        except sqlite3.Error as error:
            if error.sqlite_errorcode in FULL:
                raise DiskFull("There is no room left on the disk for transcript.db; free some.") from None
            raise
        finally:
            db.close()

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._prepare()
        except (sqlite3.DatabaseError, ValueError) as error:
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in UNUSABLE:
                raise
            logger.error("%s is damaged or of another version, and is replaced by an empty one.", self._path)
            for path in (self._path, Path(f"{self._path}-journal"), Path(f"{self._path}-wal")):
                path.unlink(missing_ok=True)
            return self._prepare()

    def _prepare(self) -> sqlite3.Connection:
        """The file, looked through and found good. Raises sqlite3.Error; ValueError where it is not as it should be."""
        db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        try:
            db.execute("PRAGMA secure_delete=ON").fetchall()
            db.execute("PRAGMA temp_store=MEMORY")  # VACUUM would else copy it to a folder that is not ours
            for name, columns in TABLES.items():
                db.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
                db.execute(f"SELECT {', '.join(one.split()[0] for one in columns.split(', '))} FROM {name} LIMIT 0")
            if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise ValueError("damaged")
        except BaseException:
            db.close()
            raise
        return db
