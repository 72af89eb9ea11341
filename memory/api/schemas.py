"""What bodies of the REST contract have in common: kinds of fields, and days."""

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


class Body(BaseModel):
    """A body that refuses fields it does not know, so that a slip is not passed over in silence."""

    model_config = ConfigDict(extra="forbid")


class AboutOut(BaseModel):
    from_: date = Field(alias="from")
    to: date
    phrase: str
