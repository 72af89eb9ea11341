"""Rasa's running conversations, for the memory to show and to erase.

They lie in `transcript.db`, which Rasa's tracker store writes (bot/tracker.py). An erasure leaves a mark with its time
there, so that the turn that is under way does not write back what it had read before.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from memory.transcripts import Transcripts


class RasaTranscripts(Transcripts):
    """The conversations in the file at `path`; it is made when it is missing."""

    def __init__(self, path: Path) -> None:
        self._path = path

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

    def id(self) -> str:
        """The random id that Rasa has given the file; empty where it has not."""
        with self._open() as db:
            row = db.execute("SELECT id FROM identity").fetchone()
        return str(row[0]) if row else ""

    def compact(self) -> None:
        with self._open() as db:
            db.execute("VACUUM")

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
            db.execute("CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT)")
            yield db
        finally:
            db.close()
