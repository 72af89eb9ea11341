"""The bodies of the REST contract."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Channel = Annotated[str, StringConstraints(pattern=r"^(by hand|[a-z][a-z0-9_.-]{0,39})$")]
MessageId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:@-]{0,99}$")]
EARLIEST, LATEST = 1900, 2200
"""Years between which something is said: at the ends of the calendar, times cannot be brought into UTC."""


def within_a_life(at: datetime) -> datetime:
    if not EARLIEST <= at.year <= LATEST:
        raise ValueError(f"the year has to be between {EARLIEST} and {LATEST}")
    return at


Moment = Annotated[AwareDatetime, AfterValidator(within_a_life)]
Category = Literal[
    "self", "people", "pets", "places", "work", "study", "tastes", "health", "belief", "habits", "possessions",
    "goals", "plans", "events", "other",
]  # fmt: skip


Level = Literal["quiet", "acknowledge", "attentive", "invested"]


SHOWN = r"^[A-Z][^\x00-\x09\x0b-\x1f\x7f]* [^\x00-\x09\x0b-\x1f\x7f]*$"
"""What the bot showed: sentences, which begin with a capital. See `memory.service.checking.check_shown`."""


class Body(BaseModel):
    """A body that refuses fields it does not know, so that a slip is not passed over in silence."""

    model_config = ConfigDict(extra="forbid")


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


class ProfileBody(Body):
    remembering: Literal["unasked", "on", "paused", "off"] | None = None
    sensitive: Literal["ask", "keep", "never"] | None = None
    level: Level | None = None
    levels: dict[Channel, Level] | None = Field(None, max_length=20)
    check_in_days: int | None = Field(None, ge=1, le=365)
    note_in_channels: bool | None = None
    retention_days: int | None = Field(None, ge=1, le=36_500)
    timezone: str | None = Field(None, max_length=64)
    consent_text: str | None = Field(None, max_length=2_000)


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


class AboutOut(BaseModel):
    from_: date = Field(alias="from")
    to: date
    phrase: str


class WhoOut(BaseModel):
    """One of the cast, as they are called by now; null for the person who tells."""

    id: str = Field(description="A random id, the same in all memories of this one.")
    kind: str = Field(description="person, animal, place, work, thing or group.")
    name: str | None = Field(description="The first name that was told of them.")
    relation: str | None = Field(description="How they are related to the person, such as sister.")


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


class StateOut(BaseModel):
    """What a memory says of one of the cast."""

    attribute: str = Field(description="Such as home, job, age, likes or plan.")
    value: str = Field(description="In the person's own words; an age that has grown since is counted on.")
    from_: date = Field(alias="from", description="The first day that is known of it.")
    to: date | None = Field(description="The day on which it ended; null where it still holds.")
    memory_id: str = Field(description="The memory that says so.")
    modality: str = Field(description="holds, plan, habit, was or wish; of a plan whose day is past, was.")
    negated: bool = Field(description="That it is not so.")


class PersonOut(BaseModel):
    """One of whom the person told; the person themselves have the id me and the relation self."""

    id: str
    kind: str = Field(description="person, animal, place, work, thing or group.")
    name: str | None = Field(description="The first name that was told of them.")
    names: list[str] = Field(description="All that they were called by.")
    relation: str | None = Field(description="How they are related to the person.")
    states: list[StateOut] = Field(description="What holds, then what held before.")


class PeopleOut(BaseModel):
    people: list[PersonOut] = Field(description="The person first, then the one last told of.")


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


class ObservedOut(BaseModel):
    memories: list[MemoryOut]
    withheld: list[WithheldOut]
    unread: int = Field(description="How many characters at the end of a long text were not read, but for secrets.")


class MemoriesOut(BaseModel):
    memories: list[MemoryOut]
    next_cursor: str | None = None


class MatchOut(BaseModel):
    memory: MemoryOut
    score: float


class RecalledOut(BaseModel):
    answerable: bool
    matches: list[MatchOut]


class UsesOut(BaseModel):
    uses: list[UseOut]


class ProfileOut(BaseModel):
    remembering: str
    sensitive: str
    level: str
    levels: dict[str, str]
    check_in_days: int | None
    note_in_channels: bool
    retention_days: int | None
    timezone: str
    consented_at: datetime | None
    consent_text: str | None


class ReportOut(BaseModel):
    memories: int
    vectors: int
    transcript_turns: int
    scanned_files: int
    residue: int
    took_ms: float


class ConsentBody(Body):
    """What the person was shown and said yes to."""

    consent_text: str = Field(min_length=1, max_length=2_000, pattern=SHOWN)


class LinkBody(ConsentBody):
    code: str = Field(min_length=1, max_length=40)


class LinkCodeOut(BaseModel):
    code: str
    expires_at: datetime


class CodeBody(Body):
    code: str = Field(min_length=1, max_length=40)


class AnswerLinkBody(Body):
    """The yes or no of whoever made the code, with what they were shown."""

    yes: bool
    consent_text: str = Field("", max_length=2_000)


class AccountOut(BaseModel):
    """An account as the other side is shown it; `where` is a browser or a workspace, empty where not known."""

    channel: str
    where: str
    memories: int
    since: datetime | None


class LookOut(BaseModel):
    own: AccountOut
    other: AccountOut
    expires_at: datetime


class LinkRequestOut(LookOut):
    id: str
    made: bool


class LinkRequestsOut(BaseModel):
    requests: list[LinkRequestOut]


class LinkOut(BaseModel):
    account: str
    channel: str
    where: str
    linked_at: datetime


class LinksOut(BaseModel):
    links: list[LinkOut]


class ImportedOut(BaseModel):
    imported: int
    already_there: int
    refused: list[WithheldOut]
