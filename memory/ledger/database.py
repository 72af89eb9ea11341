"""The ledger's file: opened and migrated, written to whole or not at all, and rid of what was deleted."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event, or_, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from memory.errors import DiskFull, InputInvalid
from memory.ledger.tables import links

logger = logging.getLogger(__name__)

BATCH = 500
"""How many ids one statement names; SQLite takes 32,766 parameters."""


class Database:
    """Opens the database at `url`, bringing its tables up to date. `model` is the name of what makes the vectors.

    A deleted row is overwritten where it stands, at once; its traces in the write-ahead log go with `empty_log`, and
    those of moves from page to page with `rewrite`.
    """

    def __init__(self, url: str, model: str) -> None:
        self.model = model
        self._engine = sa.create_engine(url, hide_parameters=True)  # they are what people said
        if self._engine.dialect.name != "sqlite":
            raise InputInvalid(f"RETOLD_DATABASE_URL names {self._engine.dialect.name}; the ledger speaks SQLite only.")
        event.listen(self._engine, "connect", _prepare)
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self._engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        """Leaves one file that is whole by itself, without a log beside it, where that can be written."""
        try:
            self.empty_log()
        except DatabaseError as error:  # a full disk, or damage: what is in the log is read at the next start
            logger.error("The ledger's log stays beside it (%s).", type(error).__name__)
        finally:
            self._engine.dispose()

    def rewrite(self) -> None:
        """Writes the file anew without what was deleted, while others wait to write. Raises DiskFull."""
        with _named_errors(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")

    def empty_log(self) -> None:
        """Writes the write-ahead log into the file, and cuts it down to nothing."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for _ in range(100):  # a reader in another thread holds the log back for a moment
                busy, *_rest = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                if not busy:
                    return
                time.sleep(0.05)

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with _named_errors(), self._engine.begin() as connection:
            yield connection


NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
"""A full disk; and, as SQLite calls it, a quota or a limit on the size of files that is reached."""


def theirs(column: sa.Column[str], user_id: str) -> sa.ColumnElement[bool]:
    """Of the rows whose `column` holds an account, those of the person who has the account `user_id`.

    This is the one place where linked accounts become one person.
    """
    person = select(links.c.person).where(links.c.account == user_id).scalar_subquery()
    return or_(column == user_id, column.in_(select(links.c.account).where(links.c.person == person)))


def batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in pieces that one statement can name."""
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) in NO_ROOM:
            raise DiskFull("There is no room left on the disk. Nothing was stored; free some and try again.") from None
        raise


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # busy_timeout: longer than VACUUM takes on a large ledger, while others wait to write.
    # temp_store: VACUUM would else copy what people said into a folder that is not ours.
    settings = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")
    for pragma in (*settings, "foreign_keys=ON", "busy_timeout=120000"):
        connection.execute(f"PRAGMA {pragma}")
