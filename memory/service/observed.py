"""What became of a message."""

from __future__ import annotations

from dataclasses import dataclass

from memory.life import Change
from memory.models import Memory, Refused
from memory.reading import Act, Reading


@dataclass(frozen=True)
class Unsure:
    """What one of the memories noted may do to an earlier one. Both stand side by side until the person says.

    Only of what is `asked` in the change is it likely enough that the person is asked.
    """

    memory_id: str
    change: Change


@dataclass(frozen=True)
class Observed:
    """What became of a message: memories noted (new, or seen again), and what was held back.

    `unread` counts the characters at its end that were not read. `unsure_name`: what may be the person's name waits
    until they say whether it is. `unsure` are the changes that are too doubtful to be made. `reading` is what the
    message says; nothing of it is kept but the memories.
    """

    memories: tuple[Memory, ...] = ()
    withheld: tuple[Refused, ...] = ()
    unread: int = 0
    unsure_name: bool = False
    unsure: tuple[Unsure, ...] = ()
    reading: Reading | None = None

    @property
    def to_ask(self) -> Unsure | None:
        """The likeliest of what is unsure and likely enough to be asked about."""
        asked = (one for one in self.unsure if one.change.asked)
        return max(asked, key=lambda one: one.change.confidence, default=None)

    @property
    def acts(self) -> tuple[Act, ...]:
        """What the clauses of the message do, in their order."""
        return self.reading.acts if self.reading else ()
