"""Memories that no reading has made the fields of yet, as those of an older ledger."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from memory.ledger.database import Database, theirs
from memory.ledger.rows import READING, who_row
from memory.ledger.tables import memories
from memory.models import Memory


class Unread(Database):
    """Finds what is to be read anew. Each memory is written by itself, so that it goes on where it was cut short."""

    def people_unread(self, most: int) -> list[str]:
        """Some accounts with memories that are to be read."""
        query = select(memories.c.user_id).where(memories.c.reading < READING).distinct().limit(most)
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    def ids_unread(self, user_id: str) -> set[str]:
        """Which of the person's memories are to be read."""
        query = select(memories.c.id).where(theirs(memories.c.user_id, user_id), memories.c.reading < READING)
        with self._engine.connect() as connection:
            return set(connection.scalars(query))

    def set_read(self, user_id: str, memory: Memory) -> None:
        """Writes what the reading says of a memory: of whom, which attribute, which value. All else stays as it is."""
        said = ("attribute", "value", "modality", "negated", "repeats", "weight")
        values: dict[str, Any] = {name: getattr(memory, name) for name in said} | who_row(memory.who)
        one = theirs(memories.c.user_id, user_id), memories.c.id == memory.id
        with self._write() as connection:
            connection.execute(update(memories).where(*one).values(**values, reading=READING))
