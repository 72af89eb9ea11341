"""People who talk to a memory, and the clock by which they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from memory.models import Memory
from memory.service import MemoryService
from memory.service.observed import Observed

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


class People:
    """What people say to a memory, in few words."""

    def __init__(self, home: Path, open_again: Callable[[], MemoryService], clock: Clock) -> None:
        self.home, self.clock, self._open = home, clock, open_again
        self.service = open_again()
        self._messages = 0

    def reopen(self) -> MemoryService:
        self.service.close()
        self.service = self._open()
        return self.service

    def consent(self, user_id: str) -> None:
        self.service.change_profile(user_id, {"remembering": "on"})

    def say(self, user_id: str, text: str, **how: Any) -> Observed:
        self._messages += 1
        how = {"message_id": f"m{self._messages}", "sent_at": self.clock(), "channel": "web"} | how
        return self.service.observe(user_id, text, **how)

    def tell(self, user_id: str, text: str, **how: Any) -> Memory:
        """Says something that becomes one memory."""
        (memory,) = self.say(user_id, text, **how).memories
        return memory

    def link(self, maker: str, typed: str) -> None:
        """Makes two accounts one person: a code, whoever types it, and the yes of its maker."""
        code = self.service.make_link_code(maker, "Shall I make a code?").code
        self.service.look_at_code(typed, code)
        request = self.service.ask_to_link(typed, code, "Shall these be one?")
        self.service.link(maker, request.id, "Shall they be one?")

    def vector_pieces(self, *ids: str) -> list[bytes]:
        """Runs of the memories' vectors, as any of our files would hold them."""
        rows = [row.tobytes() for entry in self.service._ledger.entries("ana", ids) for row in entry.vectors]
        return [row[start : start + 32] for row in rows for start in range(0, len(row), 32)]

    def files_with(self, *needles: str | bytes) -> list[str]:
        """Which of the needles are in which file of the home, in any case."""
        found = []
        for path in self.home.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                for needle in needles:
                    raw = needle if isinstance(needle, bytes) else needle.encode()
                    if raw in data or (isinstance(needle, str) and raw.lower() in data.lower()):
                        found.append(f"{needle!r} in {path.name}")
        return found
