"""The rows of what the bot did of its own accord, within a transaction of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import sqlalchemy as sa
from sqlalchemy import delete, insert, select, update

from memory.ledger.tables import moves
from memory.models import Move


def list_moves(connection: sa.Connection, user_id: str) -> list[Move]:
    """The latest first."""
    query = select(moves).where(moves.c.user_id == user_id).order_by(moves.c.made_at.desc(), sa.text("rowid DESC"))
    return [Move(**row) for row in connection.execute(query).mappings()]


def save_move(connection: sa.Connection, move: Move) -> None:
    """Writes a new move, or the answer to one that is there."""
    changed = update(moves).where(moves.c.user_id == move.user_id, moves.c.id == move.id)
    if not connection.execute(changed.values(asdict(move))).rowcount:
        connection.execute(insert(moves).values(asdict(move)))


def erase_moves(connection: sa.Connection, user_id: str, memory_ids: Sequence[str]) -> None:
    """Removes what was asked about these memories; where one was the answer, that it was answered stays."""
    for move in list_moves(connection, user_id):
        if move.memory_id in memory_ids:
            connection.execute(delete(moves).where(moves.c.user_id == user_id, moves.c.id == move.id))
        elif move.told_id in memory_ids:
            save_move(connection, replace(move, told_id=None))
