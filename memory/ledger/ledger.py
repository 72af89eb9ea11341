"""What was told, kept in a database: every method takes the person's id first and touches that person's rows alone."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, event, func, insert, select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from memory.errors import DiskFull, InputInvalid, MemoryNotFound
from memory.ledger.moves import erase_moves, list_moves, save_move
from memory.ledger.rows import memory_row, row_memory, row_profile, row_use, row_vectors
from memory.ledger.tables import erasures, memories, messages, moves, people, uses
from memory.models import Entry, Erasure, Memory, Move, Profile, Use, Vectors

_memories = select(
    memories,
    select(func.count()).where(uses.c.memory_id == memories.c.id).scalar_subquery().label("used_count"),
    select(func.max(uses.c.used_at)).where(uses.c.memory_id == memories.c.id).scalar_subquery().label("used_last_at"),
)


BATCH = 500
"""How many ids one statement names; SQLite takes 32,766 parameters."""

FORGOTTEN = ""
"""In the place of a memory's id: a message that is delivered once more brings nothing back that was forgotten."""


@dataclass(frozen=True)
class Noted:
    """What a message changes in the ledger, written in one transaction.

    `added` come with their vectors, shape (2, dimension); `seen` are told again; `status` sets the status of others.
    """

    added: Sequence[tuple[Memory, Vectors]] = ()
    seen: Sequence[str] = ()
    status: Mapping[str, str] | None = None


class Ledger:
    """Opens the ledger at `url`, bringing its tables up to date.

    Deleted rows are overwritten at once, and `compact` leaves no page in which a piece of one could be left.
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
        self._engine.dispose()

    # Profiles

    def profile(self, user_id: str) -> Profile | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(people).where(people.c.user_id == user_id)).mappings().first()
        return row_profile(row) if row else None

    def save_profile(self, profile: Profile) -> None:
        values = asdict(profile)
        with self._write() as connection:
            changed = connection.execute(update(people).where(people.c.user_id == profile.user_id).values(values))
            if not changed.rowcount:
                connection.execute(insert(people).values(pseudonym=secrets.token_hex(16), **values))

    def pseudonym(self, user_id: str) -> str | None:
        with self._engine.connect() as connection:
            return connection.execute(select(people.c.pseudonym).where(people.c.user_id == user_id)).scalar()

    # Memories

    def note(self, user_id: str, message_id: str, noted: Noted, received_at: datetime) -> None:
        """Writes what a message became, whole or not at all; on return it is on the disk."""
        with self._write() as connection:
            if noted.added:
                rows = [memory_row(memory, vectors, self.model) for memory, vectors in noted.added]
                connection.execute(insert(memories), rows)
            for memory_id in noted.seen:
                connection.execute(self._one(update(memories), user_id, memory_id).values(seen=memories.c.seen + 1))
            for memory_id, status in (noted.status or {}).items():
                connection.execute(self._one(update(memories), user_id, memory_id).values(status=status))
            ids = dict.fromkeys([memory.id for memory, _ in noted.added] + list(noted.seen))
            if ids:
                row = {"user_id": user_id, "message_id": message_id, "received_at": received_at}
                connection.execute(insert(messages), [{**row, "memory_id": memory_id} for memory_id in ids])

    def replace(self, user_id: str, memory: Memory, vectors: Vectors, former: Memory) -> None:
        """`memory` under its own id says something new; what it said before stays as `former`, under a new id."""
        with self._write() as connection:
            row = connection.execute(self._one(select(memories), user_id, memory.id)).mappings().one()
            connection.execute(insert(memories).values(memory_row(former, row_vectors(row), row["model"])))
            connection.execute(
                self._one(update(memories), user_id, memory.id).values(memory_row(memory, vectors, self.model))
            )

    def change(self, user_id: str, memory_id: str, values: Mapping[str, str]) -> None:
        """Sets the category or the status of a memory."""
        with self._write() as connection:
            connection.execute(self._one(update(memories), user_id, memory_id).values(**values))

    def memories(self, user_id: str) -> list[Memory]:
        """All of the person's memories, whatever their status, the one told last first."""
        query = _memories.where(memories.c.user_id == user_id).order_by(memories.c.told_at.desc(), memories.c.id)
        with self._engine.connect() as connection:
            return [row_memory(row) for row in connection.execute(query).mappings()]

    def memory(self, user_id: str, memory_id: str) -> Memory:
        """Raises MemoryNotFound."""
        query = _memories.where(memories.c.user_id == user_id, memories.c.id == memory_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise MemoryNotFound(f"There is no memory {memory_id}. It may have been forgotten.")
        return row_memory(row)

    def noted(self, user_id: str, message_id: str) -> list[str]:
        """The ids of what an earlier delivery of this message became, in its order; FORGOTTEN for what is forgotten."""
        query = select(messages.c.memory_id).where(messages.c.user_id == user_id, messages.c.message_id == message_id)
        with self._engine.connect() as connection:
            return list(connection.scalars(query.order_by(sa.text("rowid"))))

    def messages(self, user_id: str) -> list[dict[str, Any]]:
        """All that is kept of the person's messages: which memories they became, and when. No words."""
        query = select(messages.c.message_id, messages.c.memory_id, messages.c.received_at)
        query = query.where(messages.c.user_id == user_id).order_by(messages.c.received_at, sa.text("rowid"))
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def set_expiry(self, user_id: str, retention_days: int | None) -> None:
        """Lets each of the person's memories expire so many days after it was told; None lets none expire."""
        kept = timedelta(days=retention_days) if retention_days else None
        with self._write() as connection:
            query = select(memories.c.id, memories.c.told_at).where(memories.c.user_id == user_id)
            for memory_id, told_at in connection.execute(query).all():
                expires_at = told_at + kept if kept else None
                connection.execute(self._one(update(memories), user_id, memory_id).values(expires_at=expires_at))

    def expired(self, now: datetime) -> dict[str, list[str]]:
        """The ids of memories whose time is over, by person."""
        query = select(memories.c.user_id, memories.c.id).where(memories.c.expires_at <= now)
        found: dict[str, list[str]] = {}
        with self._engine.connect() as connection:
            for user_id, memory_id in connection.execute(query):
                found.setdefault(user_id, []).append(memory_id)
        return found

    # Uses

    def add_uses(self, user_id: str, made: Sequence[Use]) -> None:
        if made:
            with self._write() as connection:
                connection.execute(insert(uses), [asdict(use) for use in made])

    def uses(self, user_id: str, memory_id: str | None = None) -> list[Use]:
        """The latest first; with `memory_id`, of that memory alone."""
        query = select(uses).where(uses.c.user_id == user_id).order_by(uses.c.used_at.desc(), uses.c.id)
        if memory_id is not None:
            query = query.where(uses.c.memory_id == memory_id)
        with self._engine.connect() as connection:
            return [row_use(row) for row in connection.execute(query).mappings()]

    # Moves

    def moves(self, user_id: str) -> list[Move]:
        """What the bot did of its own accord, the latest first."""
        with self._engine.connect() as connection:
            return list_moves(connection, user_id)

    def save_move(self, move: Move) -> None:
        """Writes a new move, or the answer to one that is there."""
        with self._write() as connection:
            save_move(connection, move)

    # The index is made from the ledger

    def entries(self, user_id: str | None = None, ids: Iterable[str] | None = None) -> Iterator[Entry]:
        """What the index should hold: of everybody, of a person, or of some memories."""
        query = select(memories.c.id, people.c.pseudonym, memories.c.vectors).join(people)
        if user_id is not None:
            query = query.where(memories.c.user_id == user_id)
        batches = [query] if ids is None else [query.where(memories.c.id.in_(batch)) for batch in _batches(list(ids))]
        with self._engine.connect() as connection:
            for one in batches:
                for row in connection.execution_options(yield_per=1000).execute(one).mappings():
                    yield Entry(row["id"], row["pseudonym"], row_vectors(row))

    def texts_of_another_model(self) -> list[Memory]:
        """Memories whose vectors an earlier model made."""
        with self._engine.connect() as connection:
            rows = connection.execute(_memories.where(memories.c.model != self.model)).mappings()
            return [row_memory(row) for row in rows]

    def set_vectors(self, made: Mapping[str, Vectors]) -> None:
        with self._write() as connection:
            for memory_id, vectors in made.items():
                changed = update(memories).where(memories.c.id == memory_id)
                connection.execute(changed.values(vectors=vectors.tobytes(), model=self.model))

    # Erasure

    def begin_erasures(self, begun: Sequence[Erasure]) -> None:
        """Writes down what is to be forgotten, before the first of it goes."""
        with self._write() as connection:
            connection.execute(insert(erasures), [asdict(erasure) for erasure in begun])

    def pending_erasures(self) -> list[Erasure]:
        """What was begun to be forgotten, and is not known to be gone from every file."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(erasures)).mappings()
            return [Erasure(**{**row, "memory_ids": tuple(row["memory_ids"])}) for row in rows]

    def end_erasures(self, ended: Sequence[Erasure]) -> None:
        with self._write() as connection:
            for erasure in ended:
                connection.execute(delete(erasures).where(erasures.c.id == erasure.id))
        self._empty_log()

    def erase(self, user_id: str, ids: Sequence[str], blank: Sequence[str] = ()) -> None:
        """Removes the memories with the record of their messages and uses.

        From the memories in `blank`, which stay, it removes the line that they answer, since it names what goes.
        """
        with self._write() as connection:
            for batch in _batches(ids):
                came = select(messages.c.user_id, messages.c.message_id, sa.literal(FORGOTTEN), messages.c.received_at)
                came = came.where(messages.c.user_id == user_id, messages.c.memory_id.in_(batch))
                columns = ["user_id", "message_id", "memory_id", "received_at"]
                connection.execute(insert(messages).prefix_with("OR IGNORE").from_select(columns, came))
                for table, column in (
                    (uses, uses.c.memory_id),
                    (messages, messages.c.memory_id),
                    (memories, memories.c.id),
                ):
                    connection.execute(delete(table).where(table.c.user_id == user_id, column.in_(batch)))
            erase_moves(connection, user_id, ids)
            for memory_id in blank:
                row = connection.execute(self._one(select(memories.c.vectors), user_id, memory_id)).mappings().one()
                quote = row_vectors(row)[0].tobytes()
                blanked = self._one(update(memories), user_id, memory_id)
                connection.execute(blanked.values(in_reply_to=None, vectors=quote + quote))

    def holds(self, text: str) -> bool:
        """Whether anybody's memory has this text in it."""
        columns = (memories.c.quote, memories.c.statement, memories.c.in_reply_to)
        query = select(memories.c.id).where(sa.or_(*(func.instr(column, text) > 0 for column in columns))).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def holds_vector(self, piece: bytes) -> bool:
        """Whether anybody's memory has these bytes in a vector: the same words make the same vector."""
        query = select(memories.c.id).where(func.instr(memories.c.vectors, piece) > 0).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def erase_person(self, user_id: str) -> None:
        with self._write() as connection:
            for table in (moves, uses, messages, memories, people):
                connection.execute(delete(table).where(table.c.user_id == user_id))

    def compact(self) -> None:
        """Writes the file anew without what was deleted, and empties the write-ahead log. Raises DiskFull."""
        with _named_errors(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
        self._empty_log()

    def _empty_log(self) -> None:
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for _ in range(100):  # a reader in another thread holds the log back for a moment
                busy, *_rest = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                if not busy:
                    return
                time.sleep(0.05)

    @staticmethod
    def _one(statement: Any, user_id: str, memory_id: str) -> Any:
        return statement.where(memories.c.user_id == user_id, memories.c.id == memory_id)

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with _named_errors(), self._engine.begin() as connection:
            yield connection


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        if "full" in str(error.orig):
            raise DiskFull("There is no room left on the disk. Nothing was stored; free some and try again.") from None
        raise


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # temp_store: VACUUM would else copy what people said into a folder that is not ours.
    settings = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")
    for pragma in (*settings, "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")
