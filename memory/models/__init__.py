"""What a memory is, and the few other things the memory service speaks of.

Frozen dataclasses without behaviour that needs a store. Times are aware UTC datetimes named `_at`.
"""

from memory.models.change import Erasure, ErasureReport, Imported
from memory.models.memory import (
    CATEGORIES,
    FORMER,
    SENSITIVE,
    About,
    Memory,
    Refused,
    Slot,
    Status,
    Used,
    Who,
    memory_json,
)
from memory.models.person import (
    CHANNELS,
    Account,
    Level,
    Link,
    LinkCode,
    LinkRequest,
    Profile,
    Remembering,
    Sensitive,
)
from memory.models.recall import Before, Candidate, Entry, Match, Outcome, Recalled, Vectors
from memory.models.reply import Move, MoveAnswer, MoveKind, Use

__all__ = [
    "About",
    "Account",
    "CATEGORIES",
    "SENSITIVE",
    "CHANNELS",
    "Before",
    "Candidate",
    "Entry",
    "Erasure",
    "ErasureReport",
    "FORMER",
    "Imported",
    "Level",
    "Link",
    "LinkCode",
    "LinkRequest",
    "Match",
    "Memory",
    "Move",
    "MoveAnswer",
    "MoveKind",
    "Outcome",
    "Profile",
    "Recalled",
    "Refused",
    "Remembering",
    "Sensitive",
    "Slot",
    "Status",
    "Use",
    "Used",
    "Vectors",
    "Who",
    "memory_json",
]
