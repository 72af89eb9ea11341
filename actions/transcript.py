"""Rasa's running conversations, and who is signed in, for the memory to show and to erase.

They lie in `transcript.db`, which Rasa's tracker store writes (bot/tracker.py). An erasure leaves a mark with its time
there, so that the turn that is under way does not write back what it had read before. Sessions lie in `sessions.db`,
which the web channel writes (bot/session_file.py).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from memory.transcripts import Transcripts

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
            row = db.execute("SELECT turns FROM transcripts WHERE sender_id = ?", (user_id,)).fetchone()
            db.execute("INSERT OR REPLACE INTO erasures (sender_id, erased_at) VALUES (?, ?)", (user_id, time.time()))
            db.execute("DELETE FROM transcripts WHERE sender_id = ?", (user_id,))
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
        db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        try:
            db.execute("PRAGMA secure_delete=ON").fetchall()
            db.execute("PRAGMA temp_store=MEMORY")  # VACUUM would else copy it to a folder that is not ours
            db.execute(
                "CREATE TABLE IF NOT EXISTS transcripts "
                "(sender_id TEXT PRIMARY KEY, updated_at REAL, turns INTEGER, events TEXT)"
            )
            db.execute("CREATE TABLE IF NOT EXISTS erasures (sender_id TEXT PRIMARY KEY, erased_at REAL)")
            yield db
        finally:
            db.close()
