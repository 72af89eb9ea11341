"""The memory of each person: what it does with what they say, ask, decide, correct, link, import and forget."""

from memory.service.base import MAX_TEXT, utc_now
from memory.service.service import MemoryService

__all__ = ["MAX_TEXT", "MemoryService", "utc_now"]
