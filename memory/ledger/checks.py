"""Whether the ledger's file can be used: looked at before anything is written to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.engine import ExceptionContext

from memory.errors import DiskFull, LedgerUnusable, SettingsInvalid
from memory.settings import check_database_url

FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE)
"""A full disk; and, as SQLite calls it, a quota or a limit on the size of files that is reached."""

DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

RESTORE = "Stop the service and restore the ledger from a backup"


def ledger_file(url: str) -> Path | None:
    """The file of the ledger at `url`; None for one in memory alone.

    Raises:
        SettingsInvalid: `url` is none of SQLite's.
    """
    check_database_url(url)
    try:
        made = sa.engine.make_url(url)
    except sa.exc.ArgumentError:
        raise SettingsInvalid("RETOLD_DATABASE_URL is no URL: give sqlite:/// and the path of a file.") from None
    inside = made.database in (None, "", ":memory:")
    return None if inside or made.database is None else Path(made.database)


def check_file(path: Path, scripts: ScriptDirectory) -> None:
    """Looks through the whole file, which takes about 5 s a million memories; a missing one is fine.

    Raises:
        LedgerUnusable: it is damaged, no ledger, or of a newer version.
    """
    if not path.exists():
        return
    if not path.is_file():
        raise LedgerUnusable(f"The ledger {path} is no file. Move it away, or name another with RETOLD_DATABASE_URL.")
    try:
        with closing(_read_only(path)) as db:
            found = [str(row[0]) for row in db.execute("PRAGMA quick_check(1)")]
            tables = [str(row[0]) for row in db.execute("SELECT name FROM sqlite_master")]
            version = _version(db) if "alembic_version" in tables else None
    except sqlite3.DatabaseError as error:
        if (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in DAMAGED:
            raise LedgerUnusable(f"The ledger {path} cannot be read: {error}. Mend that and start again.") from None
        found, version, tables = ["damaged"], None, []
    if found != ["ok"]:
        raise LedgerUnusable(f"The ledger {path} is damaged. {RESTORE}; nothing of it was changed.")
    if tables and "people" not in tables:
        raise LedgerUnusable(f"{path} is a database, and no ledger of Retold. Name another with RETOLD_DATABASE_URL.")
    known = {script.revision for script in scripts.walk_revisions()}
    if version is not None and version not in known:
        raise LedgerUnusable(
            f"The ledger {path} was written by a newer Retold (its version {version} is not known here). "
            "Install that Retold again, or restore a backup that this one has made."
        )


def knows_nobody(path: Path) -> bool:
    """Whether it is missing, or a ledger of no person and no erasure that is to be finished."""
    if not path.exists():
        return True
    try:
        with closing(_read_only(path)) as db:
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and "people" not in tables:
                return False
            found = [f"SELECT EXISTS (SELECT 1 FROM {table})" for table in sorted(tables & {"people", "erasures"})]
            return not any(db.execute(query).fetchone()[0] for query in found)
    except sqlite3.Error:
        return False


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=60)


def _version(db: sqlite3.Connection) -> str | None:
    row = db.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def name_errors(url: str) -> Callable[[ExceptionContext], None]:
    """For SQLAlchemy's `handle_error`: raises ours in the place of SQLite's, which name statements."""

    def named(context: ExceptionContext) -> None:
        code = getattr(context.original_exception, "sqlite_errorcode", 0)
        if code in FULL:
            _raise(DiskFull("There is no room left on the disk. Nothing was stored; free some and try again."))
        if code & 0xFF in DAMAGED:
            _raise(LedgerUnusable(f"The ledger {ledger_file(url)} is damaged. {RESTORE}."))

    return named


def _raise(error: Any) -> NoReturn:
    raise error from None
