"""What was told and what was used of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, insert, select, update

from memory.errors import MemoryNotFound
from memory.ledger.database import Database, batches, theirs
from memory.ledger.rows import memory_row, row_memory, row_use, row_vectors
from memory.ledger.tables import memories, messages, people, uses
from memory.models import Entry, Memory, Use, Vectors

_memories = select(
    memories,
    select(func.count()).where(uses.c.memory_id == memories.c.id).scalar_subquery().label("used_count"),
    select(func.max(uses.c.used_at)).where(uses.c.memory_id == memories.c.id).scalar_subquery().label("used_last_at"),
)


@dataclass(frozen=True)
class Noted:
    """What a message changes in the ledger, written in one transaction.

    `added` come with their vectors, shape (2, dimension); `seen` are told again; `status` sets the status of others,
    `ended_on` the day on which they ended.
    """

    added: Sequence[tuple[Memory, Vectors]] = ()
    seen: Sequence[str] = ()
    status: Mapping[str, str] | None = None
    ended_on: Mapping[str, date] = field(default_factory=dict)


class Memories(Database):
    """The memories, the messages they came from, their uses, and what the index should hold of them."""

    def count(self) -> int:
        """How many memories there are, of all people."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(memories)).scalar_one()

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
            for memory_id, day in noted.ended_on.items():
                connection.execute(self._one(update(memories), user_id, memory_id).values(ended_on=day))
            ids = dict.fromkeys([memory.id for memory, _ in noted.added] + list(noted.seen))
            if ids:
                row = {"user_id": user_id, "message_id": message_id, "received_at": received_at}
                connection.execute(insert(messages), [{**row, "memory_id": memory_id} for memory_id in ids])

    def add(self, user_id: str, added: Sequence[tuple[Memory, Vectors]], received_at: datetime) -> None:
        """Writes memories of one account with their vectors, and which messages they came from, whole or not at all."""
        rows = [memory_row(memory, vectors, self.model) for memory, vectors in added]
        came = [
            {"user_id": user_id, "message_id": one.message_id, "memory_id": one.id, "received_at": received_at}
            for one, _ in added
        ]
        if rows:
            with self._write() as connection:
                connection.execute(insert(memories), rows)
                connection.execute(insert(messages), came)

    def replace(self, user_id: str, memory: Memory, vectors: Vectors, former: Memory) -> None:
        """`memory` under its own id says something new; what it said before stays as `former`, under a new id."""
        with self._write() as connection:
            row = connection.execute(self._one(select(memories), user_id, memory.id)).mappings().one()
            connection.execute(insert(memories).values(memory_row(former, row_vectors(row), row["model"])))
            connection.execute(
                self._one(update(memories), user_id, memory.id).values(memory_row(memory, vectors, self.model))
            )

    def change(self, user_id: str, memory_id: str, values: Mapping[str, str | date]) -> None:
        """Sets the category, the status, the statement or the days of a memory."""
        with self._write() as connection:
            connection.execute(self._one(update(memories), user_id, memory_id).values(**values))

    def memories(self, user_id: str) -> list[Memory]:
        """All of the person's memories, whatever their status: the last told first, those of one message in order."""
        query = _memories.where(theirs(memories.c.user_id, user_id))
        query = query.order_by(memories.c.told_at.desc(), sa.text("memories.rowid"))
        with self._engine.connect() as connection:
            return [row_memory(row) for row in connection.execute(query).mappings()]

    def memory(self, user_id: str, memory_id: str) -> Memory:
        """Raises MemoryNotFound."""
        query = _memories.where(theirs(memories.c.user_id, user_id), memories.c.id == memory_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise MemoryNotFound(f"There is no memory {memory_id}. It may have been forgotten.")
        return row_memory(row)

    def noted(self, user_id: str, message_id: str) -> list[str]:
        """The ids of what an earlier delivery of this message became, in its order; FORGOTTEN for what is forgotten.

        Of this account alone: two channels may number their messages alike.
        """
        query = select(messages.c.memory_id).where(messages.c.user_id == user_id, messages.c.message_id == message_id)
        with self._engine.connect() as connection:
            return list(connection.scalars(query.order_by(sa.text("rowid"))))

    def messages(self, user_id: str) -> list[dict[str, Any]]:
        """All that is kept of the person's messages: which memories they became, and when. No words."""
        query = select(messages.c.user_id, messages.c.message_id, messages.c.memory_id, messages.c.received_at)
        query = query.where(theirs(messages.c.user_id, user_id)).order_by(messages.c.received_at, sa.text("rowid"))
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def set_expiry(self, user_id: str, retention_days: int | None) -> None:
        """Lets each of the person's memories expire so many days after it was told; None lets none expire."""
        kept = timedelta(days=retention_days) if retention_days else None
        with self._write() as connection:
            query = select(memories.c.id, memories.c.told_at).where(theirs(memories.c.user_id, user_id))
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
        query = select(uses).where(theirs(uses.c.user_id, user_id)).order_by(uses.c.used_at.desc(), uses.c.id)
        if memory_id is not None:
            query = query.where(uses.c.memory_id == memory_id)
        with self._engine.connect() as connection:
            return [row_use(row) for row in connection.execute(query).mappings()]

    # The index is made from the ledger

    def entries(self, user_id: str | None = None, ids: Iterable[str] | None = None) -> Iterator[Entry]:
        """What the index should hold: of everybody, of a person, or of some memories."""
        query = select(memories.c.id, people.c.pseudonym, memories.c.vectors).join(people)
        if user_id is not None:
            query = query.where(theirs(memories.c.user_id, user_id))
        parts = [query] if ids is None else [query.where(memories.c.id.in_(batch)) for batch in batches(list(ids))]
        with self._engine.connect() as connection:
            for one in parts:
                for row in connection.execution_options(yield_per=1000).execute(one).mappings():
                    yield Entry(row["id"], row["pseudonym"], row_vectors(row))

    def accounts_by_pseudonym(self) -> dict[str, str]:
        """Whose account each name is by which the index knows somebody."""
        with self._engine.connect() as connection:
            return {
                row.pseudonym: row.user_id for row in connection.execute(select(people.c.pseudonym, people.c.user_id))
            }

    def ids_by_pseudonym(self, pseudonyms: Sequence[str]) -> dict[str, set[str]]:
        """The ids of the memories of these accounts."""
        found: dict[str, set[str]] = {pseudonym: set() for pseudonym in pseudonyms}
        query = select(people.c.pseudonym, memories.c.id).join(people)
        with self._engine.connect() as connection:
            for batch in batches(pseudonyms):
                for pseudonym, memory_id in connection.execute(query.where(people.c.pseudonym.in_(batch))):
                    found[pseudonym].add(memory_id)
        return found

    def count_of_another_model(self, dimension: int) -> int:
        """How many memories have vectors of an earlier model, or of another dimension."""
        with self._engine.connect() as connection:
            found = select(func.count()).select_from(memories).where(self._is_of_another_model(dimension))
            return int(connection.scalar(found) or 0)

    def texts_of_another_model(self, dimension: int, most: int) -> list[Memory]:
        """Some of these memories."""
        query = _memories.where(self._is_of_another_model(dimension)).limit(most)
        with self._engine.connect() as connection:
            return [row_memory(row) for row in connection.execute(query).mappings()]

    def _is_of_another_model(self, dimension: int) -> sa.ColumnElement[bool]:
        bytes_ = 2 * dimension * 4  # two vectors of float32
        return sa.or_(memories.c.model != self.model, func.length(memories.c.vectors) != bytes_)

    def set_vectors(self, made: Mapping[str, Vectors]) -> None:
        with self._write() as connection:
            for memory_id, vectors in made.items():
                changed = update(memories).where(memories.c.id == memory_id)
                connection.execute(changed.values(vectors=vectors.tobytes(), model=self.model))

    @staticmethod
    def _one(statement: Any, user_id: str, memory_id: str) -> Any:
        return statement.where(theirs(memories.c.user_id, user_id), memories.c.id == memory_id)
