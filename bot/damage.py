"""What is wrong with a database file of ours for which there is no mending: it is replaced by an empty one.

Python 3.10's sqlite3 does not give the code of an error, so it is known by its class and SQLite's words.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

OTHER_TABLES = ("no such table", "no such column", "has no column", "values were supplied", "not an error")


def is_damage(error: Exception) -> bool:
    """Whether the file is no database, is malformed, or has the tables of another version."""
    # "Not a database" and "malformed" are DatabaseError itself; its subclasses are locks and full disks.
    if type(error) is sqlite3.DatabaseError:
        return True
    return isinstance(error, sqlite3.OperationalError) and any(words in str(error) for words in OTHER_TABLES)


def remove(path: Path) -> None:
    """Removes the file with what SQLite has beside it."""
    for beside in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            Path(f"{path}{beside}").unlink()
