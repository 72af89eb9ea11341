"""What a memory is, and the few other things the memory service speaks of.

Frozen dataclasses without behaviour that needs a store. Times are aware UTC datetimes named `_at`.
"""

from memory.models.change import Erasure, ErasureReport, Imported
from memory.models.memory import (
    CATEGORIES,
    SENSITIVE,
    About,
    Memory,
    Observed,
    Refused,
    Slot,
    Status,
    Told,
    Understood,
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
from memory.models.recall import Candidate, Entry, Match, Recalled, Vectors
from memory.models.reply import Move, MoveAnswer, MoveKind, Use

__all__ = [
    "About",
    "Account",
    "CATEGORIES",
    "SENSITIVE",
    "CHANNELS",
    "Candidate",
    "Entry",
    "Erasure",
    "ErasureReport",
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
    "Observed",
    "Profile",
    "Recalled",
    "Refused",
    "Remembering",
    "Sensitive",
    "Slot",
    "Status",
    "Told",
    "Understood",
    "Use",
    "Used",
    "Vectors",
    "Who",
    "memory_json",
]
