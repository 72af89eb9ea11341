"""What is told, kept, used and erased in the REST contract: the bodies about memories."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from memory.api.schemas import AboutOut, Body, Category, Channel, MessageId, Moment
from memory.api.schemas_people import WhoOut


class MessageBody(Body):
    text: str = Field(max_length=10_000)
    message_id: MessageId
    sent_at: Moment
    channel: Channel
    in_reply_to: str | None = Field(None, max_length=20_000)


class TellBody(Body):
    text: str = Field(min_length=1, max_length=10_000)
    category: Category | None = None
    channel: Channel = "by hand"


class CorrectBody(Body):
    """New words in `text` (or `quote`, or `statement`), another group, or that it is over (`status`)."""

    text: str | None = Field(None, min_length=1, max_length=10_000)
    quote: str | None = Field(None, min_length=1, max_length=10_000)
    statement: str | None = Field(None, min_length=1, max_length=10_000)
    category: Category | None = None
    status: Literal["current", "superseded", "done"] | None = None


class DecideBody(Body):
    """The answer to whether what is sensitive and waits may be kept."""

    keep: bool


class WaitingThing(BaseModel):
    quote: str
    statement: str
    category: str
    sensitivity: str
    told_at: datetime
    until: datetime


class WaitingOut(BaseModel):
    withheld: list[WaitingThing]


class SlotOut(BaseModel):
    entity: str
    relation: str | None
    attribute: str
    value: str | None


class UsedOut(BaseModel):
    count: int
    last_at: datetime | None


class MemoryOut(BaseModel):
    id: str
    user_id: str
    quote: str
    statement: str
    category: str
    slot: SlotOut | None
    about: AboutOut | None
    told_at: datetime
    channel: str
    message_id: str
    in_reply_to: str | None
    sensitivity: str | None
    status: str
    supersedes: str | None
    seen: int
    used: UsedOut
    expires_at: datetime | None
    imported_at: datetime | None
    imported_from: str | None
    who: WhoOut | None = Field(None, description="Whom it is of; null for the person themselves.")
    attribute: str | None = Field(
        None, description="What it says of them, such as home or age; null where it is not read."
    )
    value: str | None = Field(None, description="In the person's own words.")
    modality: str = Field("holds", description="holds, plan, habit, was or wish: what kind of saying it is.")
    negated: bool = Field(False, description="That it is not so.")
    repeats: str | None = Field(None, description="How it comes again: yearly 03-14, weekly mon thu, daily.")
    weight: int = Field(1, description="How much it matters: 0 small, 1 usual, 2 matters, 3 changes a life.")
    ended_on: date | None = Field(None, description="The day on which it was told that it holds no longer.")


class UseOut(BaseModel):
    id: str
    memory_id: str
    reply_id: str
    used_at: datetime
    channel: str


class MoveOut(BaseModel):
    id: str
    kind: str
    item: str
    memory_id: str | None
    channel: str
    made_at: datetime
    answer: str | None
    answered_at: datetime | None
    told_id: str | None


class MovesOut(BaseModel):
    moves: list[MoveOut]


class MemoryWithHistory(MemoryOut):
    history: list[MemoryOut]
    uses: list[UseOut]


class WithheldOut(BaseModel):
    reason: str
    category: str


class UnsureOut(BaseModel):
    memory_id: str = Field(description="One of the memories noted.")
    earlier_id: str = Field(description="An earlier memory that it may end or contradict. Both are current.")
    effect: Literal["replaces", "ends", "fulfils", "contradicts"]
    confidence: float = Field(ge=0, le=1, description="How likely that is.")
    asked: bool = Field(description="Whether it is likely enough that the person should be asked.")


class ObservedOut(BaseModel):
    memories: list[MemoryOut]
    withheld: list[WithheldOut]
    unread: int = Field(description="How many characters at the end of a long text were not read, but for secrets.")
    unsure: list[UnsureOut] = Field(
        [], description="What the message may have changed, and what stays as it is so far."
    )


class MemoriesOut(BaseModel):
    memories: list[MemoryOut]
    next_cursor: str | None = None


class MatchOut(BaseModel):
    memory: MemoryOut
    score: float


class RecalledOut(BaseModel):
    outcome: Literal["answer", "nearest", "not_told"] = Field(
        description="answer: what was asked was told. nearest: that was not, but something of the same one was. "
        "not_told: nothing of it, as where somebody is named of whom nothing was told."
    )
    answerable: bool = Field(description="True where the outcome is answer.")
    answering: int = Field(
        description="So many of the first matches answer together (a list, two of a name) or are the nearest; else 0."
    )
    matches: list[MatchOut] = Field(description="The likeliest first, whatever the outcome.")


class UsesOut(BaseModel):
    uses: list[UseOut]


class ReportOut(BaseModel):
    memories: int
    vectors: int
    transcript_turns: int
    scanned_files: int
    residue: int
    took_ms: float


class ImportedOut(BaseModel):
    imported: int
    already_there: int
    refused: list[WithheldOut]
