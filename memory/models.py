"""What a memory is, and the few other things the memory service speaks of.

Frozen dataclasses without behaviour that needs a store. Times are aware UTC datetimes named `_at`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Status = Literal["current", "superseded", "done"]
Remembering = Literal["unasked", "on", "paused", "off"]
Sensitive = Literal["ask", "keep", "never"]
Level = Literal["quiet", "acknowledge", "attentive", "invested"]
MoveKind = Literal["follow_up", "check_in", "question", "detail", "suggestion", "continuity", "silence"]
MoveAnswer = Literal["told", "declined"]

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
    """The days a memory is about, both included, and the words that said so ("next Tuesday")."""

    from_: date
    to: date
    phrase: str


@dataclass(frozen=True)
class Used:
    count: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class Memory:
    """One thing a person told about themselves, with its source. Field by field the REST contract's Memory."""

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
    sensitivity: str | None = None
    status: Status = "current"
    supersedes: str | None = None
    seen: int = 1
    used: Used = field(default_factory=Used)
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Told:
    """One thing found in a message, before it is decided whether it is new: what understanding gives the service.

    `quote` is a verbatim piece of the message; `statement` says it in the second person, to stand beside the quote.
    `change` is what it does to what was told before: "tells" adds or, in a slot of one value, replaces; "corrects"
    says that something told or noted was wrong ("no, not Porto but Braga"); "ends" says that it no longer holds
    ("I quit", "I no longer eat meat").
    """

    quote: str
    statement: str
    category: str
    slot: Slot | None = None
    about: About | None = None
    sensitivity: str | None = None
    change: Literal["tells", "corrects", "ends"] = "tells"


@dataclass(frozen=True)
class Refused:
    """Something that is not kept, and why.

    "secret" never is, "sensitive" not before the person says keep; "unasked", "paused" and "off" say that the person
    has not said yes yet, has paused remembering, or has turned it off for this session. Of an import, what was
    "forgotten" here does not come back, and what has "expired" is not taken.
    """

    reason: Literal["secret", "sensitive", "unasked", "paused", "off", "forgotten", "expired"]
    category: str


@dataclass(frozen=True)
class Understood:
    """All that a message told, in its order. What is sensitive is in `told` with its `sensitivity` set."""

    told: tuple[Told, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Profile:
    """What the person decided about remembering, with the date of their consent and the text they were shown.

    `levels` are those that differ from `level` in a channel ({"slack": "quiet"}); `check_in_days` is how often the
    person wants to be asked after their goals, None for never; with `note_in_channels`, what they tell the bot where
    others read along is noted, too. `remembering` is "off" for a session; `after_off` is then what it is again in the
    next one.
    """

    user_id: str
    remembering: Remembering = "unasked"
    sensitive: Sensitive = "ask"
    level: Level = "acknowledge"
    levels: Mapping[str, Level] = field(default_factory=dict)
    check_in_days: int | None = None
    note_in_channels: bool = False
    retention_days: int | None = None
    timezone: str = "UTC"
    consented_at: datetime | None = None
    consent_text: str | None = None
    after_off: Remembering | None = None

    def level_in(self, channel: str) -> Level:
        """How near the person wants the bot to be in this channel."""
        return self.levels.get(channel, self.level)


@dataclass(frozen=True)
class Link:
    """That an account is one of those of a `person` (a random id), and what its owner said yes to, when."""

    account: str
    person: str
    linked_at: datetime
    consented_at: datetime
    consent_text: str

    @property
    def channel(self) -> str:
        """Where the account is: "web" of "web:5f1c", "slack" of "slack:T1:U1"."""
        return self.account.partition(":")[0]


@dataclass(frozen=True)
class LinkCode:
    """What is typed in the other account, once, before `expires_at`, to make the two accounts one person."""

    code: str
    expires_at: datetime


@dataclass(frozen=True)
class Imported:
    """What became of an import: how many memories are new, how many were there, and which were not taken."""

    imported: int
    already_there: int
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Entry:
    """What the index holds of a memory: a random id, the person's pseudonym, and two vectors of length 1.

    `vectors` has the shape (2, dimension): of the quote, and of the quote after the line it answers.
    """

    memory_id: str
    pseudonym: str
    vectors: Vectors


@dataclass(frozen=True)
class Candidate:
    """A memory with how near it is to a question: cosines, -1..1, of its words and of its words in their context."""

    memory: Memory
    cosine: float
    context_cosine: float


@dataclass(frozen=True)
class Match:
    """`score` is the absolute confidence, 0..1, that this memory answers the question."""

    memory: Memory
    score: float


@dataclass(frozen=True)
class Recalled:
    """What may answer a question; `asks_for` says whether it asks for one thing, a list, or what held before."""

    answerable: bool
    matches: tuple[Match, ...] = ()
    asks_for: Literal["one", "several", "former"] = "one"


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


@dataclass(frozen=True)
class Observed:
    """What became of a message: memories noted (new, or seen again), and what was held back."""

    memories: tuple[Memory, ...] = ()
    withheld: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Erasure:
    """What is to be forgotten: memories of a person, or the `person` as a whole."""

    id: str
    user_id: str
    pseudonym: str | None
    memory_ids: tuple[str, ...]
    person: bool = False


@dataclass(frozen=True)
class ErasureReport:
    """What an erasure removed. `residue` counts the places, in every file of ours, where something of it is left."""

    memories: int
    vectors: int
    transcript_turns: int
    scanned_files: int
    residue: int
    took_ms: float


def memory_json(memory: Memory) -> dict[str, Any]:
    """A memory with the names of the REST contract; dates and times are still objects."""
    body = asdict(memory)
    if memory.about:
        body["about"] = {"from": memory.about.from_, "to": memory.about.to, "phrase": memory.about.phrase}
    return body
