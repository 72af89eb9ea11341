"""`sessions.db`: which browsers are signed in as whom, and since when; no word that anybody said.

Shared by all bots on one home, and with the memory service, which shows and erases there. One connection for each
operation: another process may write between two.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

from bot.tickets import Tickets

BUSY_TIMEOUT_S = 10

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, user_id TEXT NOT NULL, begun_at TEXT NOT NULL, "
    "seen_at TEXT NOT NULL, agent TEXT NOT NULL, tickets TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS sessions_of ON sessions (user_id)",
    # Ids of sessions that ended, of which a token from before sessions may still be about.
    "CREATE TABLE IF NOT EXISTS retired (id TEXT PRIMARY KEY, until REAL NOT NULL)",
    # What the places are called in which accounts are: "slack:T1" is "Acme".
    "CREATE TABLE IF NOT EXISTS places (id TEXT PRIMARY KEY, name TEXT NOT NULL)",
)
# As for the transcript: what is deleted leaves neither its page nor a log behind.
_PRAGMAS = ("secure_delete = ON", "journal_mode = DELETE", "temp_store = MEMORY")
_COLUMNS = "id, user_id, begun_at, seen_at, agent, tickets"


class SessionsUnusable(Exception):
    """The file of the sessions cannot be read or written, so that nobody can be let in or signed out."""


@dataclass(frozen=True)
class Session:
    """A browser that is signed in: `id` is a hash of what its token says, `agent` is coarse ("Firefox on Linux")."""

    id: str
    user_id: str
    begun_at: str
    seen_at: str
    agent: str
    tickets: Tickets


class SessionFile:
    """The sessions that are kept. Every method raises SessionsUnusable."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def exists(self) -> bool:
        """Whether anybody's session was ever kept; reading makes no file."""
        return self._path.exists()

    def find(self, session_id: str) -> Session | None:
        if not self.exists():
            return None
        with self._transaction("BEGIN") as db:
            return _session(db.execute(f"SELECT {_COLUMNS} FROM sessions WHERE id = ?", (session_id,)).fetchone())

    def list(self, user_id: str) -> list[Session]:
        """Those of a user, the last seen first."""
        if not self.exists():
            return []
        query = f"SELECT {_COLUMNS} FROM sessions WHERE user_id = ? ORDER BY seen_at DESC, id"
        with self._transaction("BEGIN") as db:
            return [found for row in db.execute(query, (user_id,)) if (found := _session(row))]

    def save(self, session: Session) -> None:
        with self._transaction() as db:
            _write(db, session)

    def change(self, session_id: str, changed: Callable[[Session], Session]) -> Session | None:
        """Writes what `changed` makes of the session as it is now, with nobody else's change in between."""
        with self._transaction() as db:
            found = _session(db.execute(f"SELECT {_COLUMNS} FROM sessions WHERE id = ?", (session_id,)).fetchone())
            after = changed(found) if found else None
            if after is not None and after != found:
                _write(db, after)
            return after

    def delete(self, session_ids: Sequence[str], retired_until: float = 0.0) -> None:
        """Ends sessions; with `retired_until`, none can begin under these ids before."""
        if not session_ids or not (retired_until or self.exists()):
            return
        with self._transaction() as db:
            db.executemany("DELETE FROM sessions WHERE id = ?", [(one,) for one in session_ids])
            if retired_until:
                rows = [(one, retired_until) for one in session_ids]
                db.executemany("INSERT OR REPLACE INTO retired VALUES (?, ?)", rows)
        self._compact()

    def is_retired(self, session_id: str) -> bool:
        if not self.exists():
            return False
        with self._transaction("BEGIN") as db:
            return db.execute("SELECT 1 FROM retired WHERE id = ?", (session_id,)).fetchone() is not None

    def delete_before(self, seen_at: str, now: float) -> None:
        """Drops sessions that were not seen since, and what is retired for longer than a token lives."""
        with self._transaction() as db:
            gone = db.execute("DELETE FROM sessions WHERE seen_at < ?", (seen_at,)).rowcount
            gone += db.execute("DELETE FROM retired WHERE until < ?", (now,)).rowcount
        if gone:
            self._compact()

    def name_place(self, place: str, name: str) -> None:
        """What people call the place of an account."""
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO places VALUES (?, ?)", (place, name[:80]))

    def _compact(self) -> None:
        # A row may have been moved from page to page before it was overwritten where it stood last.
        with self._transaction("VACUUM"):
            pass

    @contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            db = sqlite3.connect(str(self._path), timeout=BUSY_TIMEOUT_S, isolation_level=None)
        except (sqlite3.Error, OSError) as error:
            raise SessionsUnusable(f"sessions.db cannot be opened: {type(error).__name__}.") from None
        try:
            for pragma in _PRAGMAS:
                db.execute(f"PRAGMA {pragma}")
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'places'").fetchone():
                for statement in _SCHEMA:
                    db.execute(statement)
            db.execute(begin)
            yield db
            if db.in_transaction:
                db.execute("COMMIT")
        except sqlite3.Error as error:
            raise SessionsUnusable(f"sessions.db cannot be used: {type(error).__name__}.") from None
        finally:
            db.close()


def _write(db: sqlite3.Connection, one: Session) -> None:
    row = (one.id, one.user_id, one.begun_at, one.seen_at, one.agent, json.dumps(asdict(one.tickets)))
    db.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?)", row)


def _session(row: tuple[str, ...] | None) -> Session | None:
    if row is None:
        return None
    tickets = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(row[5]).items()}
    return Session(*row[:5], tickets=Tickets(**tickets))


def iso(timestamp: float) -> str:
    return datetime.fromtimestamp(timestamp, timezone.utc).isoformat(timespec="seconds")
