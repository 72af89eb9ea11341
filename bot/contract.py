"""What both processes agree on. The standard library alone, so that `actions/` may import it, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

UNREAD = "unread"
DISK_FULL = "disk_full"
MEANT = "meant"
"""The key of a parsed message that says what may have been meant by it: see actions/routing.py."""


@dataclass(frozen=True)
class Observation:
    """What action_observe made of one message: the slot `memory`. Ids and reasons, never words.

    `noted` are ids of memories, `withheld` pairs of (reason, category). `unkept` says that the person asked for nothing
    of the message to be kept; `failed` says why it was not noted (`unread`, `disk_full`). `answered` and `declined`
    name the kind of the bot's question that it answers; `outcome` is the memory that the answer became, `over` says
    that a goal is reached or given up. `unsure_name`: what may be their name waits for their word. `unsure`: one of
    `noted`, and an earlier memory that may hold no longer by it. `feels` is how the person feels by it, "good" or
    "bad".
    """

    message_id: str
    noted: tuple[str, ...] = ()
    withheld: tuple[tuple[str, str], ...] = ()
    unkept: bool = False
    failed: str | None = None
    answered: str | None = None
    declined: str | None = None
    outcome: str | None = None
    over: bool = False
    unsure_name: bool = False
    unsure: tuple[str, ...] = ()
    feels: str | None = None

    @property
    def may_be_kept(self) -> bool:
        """Whether the words of the message may be written to disk."""
        return not (self.withheld or self.unkept or self.failed)

    def to_slot(self) -> dict[str, Any]:
        """As JSON has it, without what is not set."""
        return {name: _plain(value) for name, value in asdict(self).items() if value}

    @classmethod
    def from_slot(cls, slot: object, message_id: str) -> Observation:
        """That of this message. Where the slot holds none, or that of another message, it was not read."""
        if not isinstance(slot, Mapping) or slot.get("message_id") != message_id:
            return cls(message_id, failed=UNREAD)
        known = {one.name: slot[one.name] for one in fields(cls) if one.name in slot}
        known["noted"] = tuple(known.get("noted") or ())
        known["unsure"] = tuple(known.get("unsure") or ())
        known["withheld"] = tuple((reason, category) for reason, category in known.get("withheld") or ())
        return cls(**known)


def _plain(value: Any) -> Any:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
