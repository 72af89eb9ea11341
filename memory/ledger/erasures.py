"""Forgetting in the ledger: what is to go is written down first, and struck out last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy import delete, func, insert, select, update

from memory.ledger.database import Database, batches, theirs
from memory.ledger.moves import erase_moves
from memory.ledger.rows import row_vectors, told_row
from memory.ledger.tables import FORGOTTEN, erasures, links, memories, messages, metadata, moves, people, uses
from memory.models import Erasure, Memory


class Erasures(Database):
    """Removes rows, and knows which removals are not finished."""

    def begin_erasures(self, begun: Sequence[Erasure]) -> None:
        """Writes down what is to be forgotten, before the first of it goes."""
        with self._write() as connection:
            connection.execute(insert(erasures), [asdict(erasure) for erasure in begun])

    def pending_erasures(self) -> list[Erasure]:
        """What was begun to be forgotten, and is not known to be gone from every file."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(erasures)).mappings()
            return [Erasure(**{**row, "memory_ids": tuple(row["memory_ids"])}) for row in rows]

    def holdings(self) -> dict[str, tuple[str, list[str]]]:
        """Of every account its pseudonym, and the ids of the memories that were told there."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(people.c.user_id, people.c.pseudonym))
            held: dict[str, tuple[str, list[str]]] = {user_id: (pseudonym, []) for user_id, pseudonym in rows}
            for user_id, memory_id in connection.execute(select(memories.c.user_id, memories.c.id)):
                held.setdefault(user_id, ("", []))[1].append(memory_id)
        return held

    def end_erasures(self, ended: Sequence[Erasure]) -> None:
        with self._write() as connection:
            for erasure in ended:
                connection.execute(delete(erasures).where(erasures.c.id == erasure.id))
        self.empty_log()

    def erase(self, user_id: str, ids: Sequence[str], blanked: Sequence[Memory] = ()) -> None:
        """Removes the memories with the record of their messages and uses; `blanked` stay, without words of theirs."""
        with self._write() as connection:
            for batch in batches(ids):
                came = select(messages.c.user_id, messages.c.message_id, sa.literal(FORGOTTEN), messages.c.received_at)
                came = came.where(theirs(messages.c.user_id, user_id), messages.c.memory_id.in_(batch))
                columns = ["user_id", "message_id", "memory_id", "received_at"]
                connection.execute(insert(messages).prefix_with("OR IGNORE").from_select(columns, came))
                for table, column in (
                    (uses, uses.c.memory_id),
                    (messages, messages.c.memory_id),
                    (memories, memories.c.id),
                ):
                    connection.execute(delete(table).where(theirs(table.c.user_id, user_id), column.in_(batch)))
                erase_moves(connection, user_id, batch)
            for memory in blanked:
                one = memories.c.id == memory.id, theirs(memories.c.user_id, user_id)
                row = connection.execute(select(memories.c.vectors).where(*one)).mappings().first()
                if row is not None:
                    quote = row_vectors(row)[0].tobytes()
                    vectors = row["vectors"] if memory.in_reply_to else quote + quote
                    connection.execute(update(memories).where(*one).values(**told_row(memory), vectors=vectors))

    def rows_of(self, account: str) -> int:
        """How many rows are kept of one account, but for what says that it is being forgotten."""
        with self._engine.connect() as connection:
            return sum(
                connection.scalar(select(func.count()).select_from(table).where(column == account)) or 0
                for table in metadata.tables.values()
                if table is not erasures
                for column in (table.c.get("user_id"), table.c.get("account"))
                if column is not None
            )

    def erase_person(self, account: str) -> None:
        """Removes all that is kept of one account."""
        with self._write() as connection:
            for table in (moves, uses, messages, memories):
                connection.execute(delete(table).where(table.c.user_id == account))
            connection.execute(delete(links).where(links.c.account == account))
            connection.execute(delete(people).where(people.c.user_id == account))
