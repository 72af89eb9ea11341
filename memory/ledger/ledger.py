"""What was told, kept in a database: every method takes the person's id first and touches that person's rows alone."""

from __future__ import annotations

from memory.ledger.erasures import Erasures
from memory.ledger.memories import Memories
from memory.ledger.moves import Moves
from memory.ledger.people import People
from memory.ledger.unread import Unread


class Ledger(People, Memories, Moves, Unread, Erasures):
    """The truth about what was told, in the database at `url`.

    A person has one account or several that are linked; any of their ids stands for the person.
    """
