"""What may be the person's name waits until they say whether it is."""

from __future__ import annotations

from collections.abc import Sequence

from memory.life import Learned
from memory.models import Memory
from memory.reading.named import asks_name
from memory.service.noting import Noting

SURE = 0.7
"""Below this confidence what may be the person's name waits for their word."""


class Naming(Noting):
    """Asks where it is not sure."""

    def unsure_name(self, user_id: str) -> str | None:
        """What may be the person's name, and waits until they say whether it is."""
        waiting = self._unsure_names.peek(user_id)
        return waiting[-1].told[0].value if waiting else None

    def settle_name(self, user_id: str, *, keep: bool) -> list[Memory]:
        """Notes the name that waits, or lets go of it; it waits no longer. Raises NotRemembering."""
        with self._lock(user_id):
            waiting = self._unsure_names.take(user_id)
            if not keep or not waiting:
                return []
            profile = self._remembering(user_id)
            return self._note(profile, waiting[-1].told, self._kept(user_id), waiting[-1].source)


def unsure_names(told: Sequence[Learned], line: str | None) -> list[Learned]:
    """What may be the name that `line` asks for: none of it is noted, and where no other name is sure it waits."""
    return [one for one in _own_names(told, line) if one.confidence < SURE]


def is_named(told: Sequence[Learned], line: str | None) -> bool:
    """Whether one of them surely is the name that `line` asks for."""
    return any(one.confidence >= SURE for one in _own_names(told, line))


def _own_names(told: Sequence[Learned], line: str | None) -> list[Learned]:
    if not asks_name(line):
        return []
    return [one for one in told if one.who is None and not one.unclear and one.attribute == "name"]
