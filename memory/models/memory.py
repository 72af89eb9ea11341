"""What was told: found in a message, kept as a memory, or not kept and why."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

Status = Literal["current", "superseded", "done"]


CATEGORIES = (
    "self",
    "people",
    "pets",
    "places",
    "work",
    "study",
    "tastes",
    "health",
    "belief",
    "habits",
    "possessions",
    "goals",
    "plans",
    "events",
    "other",
)
"""How "What I remember" is grouped, in the order in which it is shown."""

SENSITIVE = (
    "health",
    "religion",
    "sexuality",
    "politics",
    "union",
    "ethnicity",
    "biometrics",
    "criminal record",
    "debt",
    "abuse",
    "immigration status",
)
"""Kinds of sensitive things: what is of one is kept only when the person says so."""


FORMER = "former "
"""Before an attribute of one value in a slot: what it was once."""


@dataclass(frozen=True)
class Slot:
    """What a memory fills in, typed so that two memories about the same thing can be compared.

    "My sister's name is Ines" is (entity "sister", relation "sister", attribute "name", value "Ines"); "I live in
    Porto" is (entity "self", relation None, attribute "home", value "Porto"). `entity` is "self" or whom or what it is
    about, in lower case; `relation` is how that is related to the person, where it is.
    """

    entity: str
    relation: str | None
    attribute: str
    value: str | None

    @property
    def key(self) -> tuple[str, str]:
        """What has one value at a time where the attribute allows only one: (entity, attribute)."""
        return self.entity, self.attribute


@dataclass(frozen=True)
class About:
    """The days a memory is about, both included, and the words that said so ("next Tuesday").

    Words that may mean either of two days keep both: the first is `from_`, the second `to`.
    """

    from_: date
    to: date
    phrase: str

    @property
    def either(self) -> tuple[tuple[date, date], tuple[date, date]] | None:
        """Both readings, each with its first and last day, of words that leave two: "next Tuesday" on a Monday."""
        words = _ONE_DAY.fullmatch(self.phrase)
        length = timedelta(days=1 if words and words["weekend"] else 0)
        if words is None or self.to - self.from_ <= length:
            return None
        return (self.from_, self.from_ + length), (self.to - length, self.to)

    @property
    def begins(self) -> date:
        """The first day that it can be about for sure: of two readings that of the later one."""
        return self.either[1][0] if self.either else self.from_


_ONE_DAY = re.compile(
    r"(?:(?:next|this|this coming|coming|on|last|this past|past|since) )?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?P<weekend>weekend))"
    r"|(?:the day after )?tomorrow|(?:the day before )?yesterday|last night",
    re.IGNORECASE,
)
"""Words for one day, or one weekend: where more days are kept with them, they leave two readings."""


@dataclass(frozen=True)
class Who:
    """One of the cast that a memory is of, none other than the person: as that memory itself calls them.

    `words` are those that mean them, as typed ("my sis mara", "she"); `relation` is to the person ("sister").
    `same_as` is another id of the same one, where the memory says so: "Ines" turns out to be "my sister".
    """

    id: str
    kind: str = "person"
    name: str | None = None
    relation: str | None = None
    words: str = ""
    same_as: str | None = None


@dataclass(frozen=True)
class Used:
    count: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class Memory:
    """One thing a person told about themselves, with its source. Field by field the REST contract's Memory.

    `drew_on` are the memories that the line in `in_reply_to` rests on, as far as whoever said it knows.
    Of one that came in a file (`imported_at`), when and where it was told is what the file says.
    `who` is whom it is of, None for the person; `attribute`, `value`, `modality`, `negated`, `repeats` and `weight` are
    those of a reading's Fact. `ended_on` is the day on which it was told that it holds no longer.
    """

    id: str
    user_id: str
    quote: str
    statement: str
    category: str
    slot: Slot | None
    about: About | None
    told_at: datetime
    channel: str
    message_id: str
    in_reply_to: str | None = None
    drew_on: tuple[str, ...] = ()
    sensitivity: str | None = None
    status: Status = "current"
    supersedes: str | None = None
    seen: int = 1
    used: Used = field(default_factory=Used)
    expires_at: datetime | None = None
    imported_at: datetime | None = None
    imported_from: str | None = None
    who: Who | None = None
    attribute: str | None = None
    value: str | None = None
    modality: str = "holds"
    negated: bool = False
    repeats: str | None = None
    weight: int = 1
    ended_on: date | None = None


@dataclass(frozen=True)
class Refused:
    """Something that is not kept, and why.

    "secret" never is, "sensitive" not before the person says keep; "unasked", "paused" and "off" say that the person
    has not said yes yet, has paused remembering, or has turned it off for this session; "asked" that the message itself
    asks not to be noted. Of an import, what was
    "forgotten" here does not come back, and what has "expired" is not taken.
    """

    reason: Literal["secret", "sensitive", "unasked", "paused", "off", "asked", "forgotten", "expired", "crisis"]
    category: str


def memory_json(memory: Memory) -> dict[str, Any]:
    """A memory with the names of the REST contract; dates and times are still objects."""
    body = asdict(memory)
    if memory.about:
        body["about"] = {"from": memory.about.from_, "to": memory.about.to, "phrase": memory.about.phrase}
    return body
