"""What a person decided, and which accounts are theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Remembering = Literal["unasked", "on", "paused", "off"]
Sensitive = Literal["ask", "keep", "never"]
Level = Literal["quiet", "acknowledge", "attentive", "invested"]

CHANNELS = ("web", "slack", "chat", "cmdline", "rest", "callback", "socketio", "facebook", "telegram", "twilio",
            "mattermost", "rocketchat", "webexteams", "hangouts", "botframework")  # fmt: skip
"""The channels that there are, ours and Rasa's, by name."""


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

    @property
    def zone(self) -> ZoneInfo:
        """Whose clock the person's days go by; they choose it on the page, and until then it is UTC."""
        return ZoneInfo(self.timezone)

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
    profile_before: Mapping[str, Any] | None = None
    """What was decided in the account before it was linked; kept for a day, so that linking can be undone."""
    announced: bool = False
    """Whether the account's own chat has said that it is linked."""

    @property
    def channel(self) -> str:
        """Where the account is: "web" of "web:5f1c", "slack" of "slack:T1:U1"."""
        return self.account.partition(":")[0]


@dataclass(frozen=True)
class Account:
    """An account as somebody is shown it who is asked whether it is theirs: no word of what was told in it.

    `where` is the browser ("Firefox on Linux") or the workspace, empty where that is not known; `memories` and `since`
    are of its whole person.
    """

    channel: str
    where: str
    memories: int
    since: datetime | None


@dataclass(frozen=True)
class LinkRequest:
    """Two accounts of which one made a code, the other has typed it and said yes, and the first is asked.

    `own` is that of whoever is shown this, `other` the one on the other side; `made` says that the code is one's own.
    """

    id: str
    own: Account
    other: Account
    made: bool
    expires_at: datetime


@dataclass(frozen=True)
class LinkCode:
    """What is typed in the other account, once, before `expires_at`, to make the two accounts one person."""

    code: str
    expires_at: datetime
