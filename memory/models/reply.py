"""What the bot did with memories, which the person can see: replies that drew on them, and moves of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MoveKind = Literal["follow_up", "check_in", "question", "detail", "suggestion", "continuity", "silence"]
MoveAnswer = Literal["told", "declined"]


@dataclass(frozen=True)
class Use:
    """A reply that drew on a memory."""

    id: str
    user_id: str
    memory_id: str
    reply_id: str
    used_at: datetime
    channel: str


@dataclass(frozen=True)
class Move:
    """Something the bot did of its own accord, so that it is done once and can be accounted for. Holds no words.

    `kind` says what: it asked after a plan (`follow_up`) or a goal (`check_in`), asked a `question`, came back to a
    memory (`continuity`), gave a `detail` of itself or made a `suggestion`; a `silence` is the person's wish not to be
    asked about a memory. `item` names the authored thing, `memory_id` what it was about; `told_id` is the memory that
    the answer became, where it became one.
    """

    id: str
    user_id: str
    kind: MoveKind
    item: str
    memory_id: str | None
    channel: str
    made_at: datetime
    answer: MoveAnswer | None = None
    answered_at: datetime | None = None
    told_id: str | None = None
