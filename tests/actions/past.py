"""What was told in earlier sessions, days ago."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex

from memory.models import Memory
from memory.service import MemoryService


def told(service: MemoryService, text: str, *, days_ago: int, user_id: str = "ana") -> Memory:
    """Tells something that becomes one memory, as if it had been said so many days ago."""
    sent_at = service.now() - timedelta(days=days_ago)
    seen = service.observe(user_id, text, message_id=token_hex(8), sent_at=sent_at, channel="web")
    (memory,) = seen.memories
    return memory
