"""What the bot did of its own accord."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy import delete, insert, select, update

from memory.ledger.database import Database, theirs
from memory.ledger.tables import moves
from memory.models import Move


class Moves(Database):
    """The moves of the bot towards a person, in whatever account."""

    def moves(self, user_id: str) -> list[Move]:
        """What the bot did of its own accord, the latest first."""
        query = select(moves).where(theirs(moves.c.user_id, user_id))
        query = query.order_by(moves.c.made_at.desc(), sa.text("rowid DESC"))
        with self._engine.connect() as connection:
            return [Move(**row) for row in connection.execute(query).mappings()]

    def save_move(self, move: Move) -> None:
        """Writes a new move, or the answer to one that is there."""
        changed = update(moves).where(moves.c.user_id == move.user_id, moves.c.id == move.id)
        with self._write() as connection:
            if not connection.execute(changed.values(asdict(move))).rowcount:
                connection.execute(insert(moves).values(asdict(move)))


def erase_moves(connection: sa.Connection, user_id: str, memory_ids: Sequence[str]) -> None:
    """Removes what was asked about these memories; where one was the answer, that it was answered stays."""
    own = theirs(moves.c.user_id, user_id)
    connection.execute(delete(moves).where(own, moves.c.memory_id.in_(memory_ids)))
    connection.execute(update(moves).where(own, moves.c.told_id.in_(memory_ids)).values(told_id=None))
