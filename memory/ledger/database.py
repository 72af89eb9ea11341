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
from alembic.script import ScriptDirectory
from sqlalchemy import event, or_, select
from sqlalchemy.pool import ConnectionPoolEntry

from memory.errors import LedgerUnusable, RetoldError
from memory.ledger.checks import check_file, ledger_file, name_errors
from memory.ledger.tables import links, metadata

logger = logging.getLogger(__name__)

BATCH = 500
"""How many ids one statement names; SQLite takes 32,766 parameters."""


class Database:
    """Opens the database at `url`, bringing its tables up to date. `model` is the name of what makes the vectors.

    A deleted row is overwritten where it stands, at once; its traces in the write-ahead log go with `empty_log`, and
    those of moves from page to page with `rewrite`.

    Raises:
        SettingsInvalid: `url` is none of SQLite's.
        LedgerUnusable: the file is damaged, no ledger, or of a newer version; later, too, where that is found then.
        DiskFull: nothing was stored; from every method that writes.
    """

    def __init__(self, url: str, model: str) -> None:
        self.model = model
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        if path := ledger_file(url):
            check_file(path, ScriptDirectory.from_config(config))
        self._engine = sa.create_engine(url, hide_parameters=True)  # they are what people said
        event.listen(self._engine, "connect", _prepare)
        event.listen(self._engine, "handle_error", name_errors(url))
        try:
            with self._engine.connect() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                for table in metadata.sorted_tables:
                    connection.execute(select(table).limit(0))
        except (sa.exc.DatabaseError, sqlite3.Error) as error:
            why = getattr(error, "orig", None) or error
            raise LedgerUnusable(
                f"The ledger {ledger_file(url)} cannot be used: {why}. Mend that, or restore a backup."
            ) from None

    def close(self) -> None:
        """Leaves one file that is whole by itself, without a log beside it, where that can be written."""
        try:
            self.empty_log()
        except (
            RetoldError,
            sa.exc.DatabaseError,
        ) as error:  # a full disk, or damage: what is in the log is read at the next start
            logger.error("The ledger's log stays beside it (%s).", type(error).__name__)
        finally:
            self._engine.dispose()

    def rewrite(self) -> None:
        """Writes the file anew without what was deleted, while others wait to write. Raises DiskFull."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
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
        with self._engine.begin() as connection:
            yield connection


def theirs(column: sa.Column[str], user_id: str) -> sa.ColumnElement[bool]:
    """Of the rows whose `column` holds an account, those of the person who has the account `user_id`.

    This is the one place where linked accounts become one person.
    """
    person = select(links.c.person).where(links.c.account == user_id).scalar_subquery()
    return or_(column == user_id, column.in_(select(links.c.account).where(links.c.person == person)))


def batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in pieces that one statement can name."""
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # busy_timeout: longer than VACUUM takes on a large ledger, while others wait to write.
    # temp_store: VACUUM would else copy what people said into a folder that is not ours.
    settings = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")
    for pragma in (*settings, "foreign_keys=ON", "busy_timeout=120000"):
        connection.execute(f"PRAGMA {pragma}")
