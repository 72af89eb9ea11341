"""What every text has to pass before it is written: no secret in it, no mark that hides another."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime, timedelta

from memory.errors import InputInvalid
from memory.models import CHANNELS, Memory
from memory.understand.secrets import announces_secret, find_secrets, is_bare_value, speaks_of_secret
from memory.understand.unmasked import without_controls

CHANNEL = re.compile(r"by hand|[a-z][a-z0-9_.-]{0,39}")
MESSAGE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:@-]{0,99}")
_MARKS = re.compile(r"[_.-]")
_SHOWN = re.compile(r"[A-Z].*", re.DOTALL)
MAX_SHOWN = 2_000

REMEMBERED = timedelta(minutes=10)
PEOPLE = 10_000
"""Of so many people it is known at most that they just named a password; the oldest go first."""


def secret_in(*texts: str | None) -> str | None:
    """The kind of the first secret in these texts; None where there is none."""
    return next((kind for text in texts if text for _, _, kind in find_secrets(text)), None)


def secret_of(memory: Memory) -> str | None:
    """The kind of the first secret in any field of a memory that holds words or a name from outside."""
    slot, about = memory.slot, memory.about
    parts = [slot.entity, slot.relation, slot.attribute, slot.value] if slot else []
    parts += [about.phrase] if about else []
    parts += [memory.value, memory.who.name, memory.who.words, memory.who.relation] if memory.who else [memory.value]
    return secret_in(memory.quote, memory.statement, memory.in_reply_to, memory.channel, *parts)


def without_secret(line: str | None) -> str | None:
    """The line that a message answers, as it may be kept; None where a secret is in it."""
    clean = without_controls(line) if line else None
    return None if secret_in(clean) else clean


def check_source(channel: str, message_id: str) -> None:
    """Raises InputInvalid where either is no short name: both are kept beside what was told."""
    if not CHANNEL.fullmatch(channel) or secret_in(channel, _MARKS.sub(" ", channel)):
        raise InputInvalid("channel has to be a short name of a-z, 0-9, _, . and -, such as web.")
    if not MESSAGE_ID.fullmatch(message_id):
        raise InputInvalid("message_id has to be 1 to 100 of the characters A-Z a-z 0-9 _ . : @ -")


def check_channels(names: Collection[str], also: str | None) -> None:
    """Raises InputInvalid where one is no channel that there is; `also` is one that the caller vouches for."""
    if any(name not in CHANNELS and name != also for name in names):
        raise InputInvalid(f"levels has to name channels: {', '.join(CHANNELS)}.")


def check_shown(text: str) -> None:
    """Raises InputInvalid where a text cannot be what the bot showed: plain sentences, and no secret."""
    if (
        len(text) > MAX_SHOWN
        or not text.replace("\n", " ").isprintable()
        or not _SHOWN.fullmatch(text)
        or " " not in text
    ):
        raise InputInvalid("consent_text has to be what was shown: plain sentences, with a capital first.")
    if secret_in(text):
        raise InputInvalid("consent_text has something secret in it, such as a code; that is not kept.")


def follows_secret(before: str, text: str) -> bool:
    """Whether `text`, put in the place of `before`, is the value of what that only names: "my pin is", then "4821"."""
    return speaks_of_secret(before) and is_bare_value(text, word=announces_secret(before))


class Mentions:
    """Who just named a password or a PIN without saying it, so that what they send next is it. Holds no words."""

    def __init__(self) -> None:
        self._named: OrderedDict[str, tuple[datetime, bool]] = OrderedDict()

    def is_secret(self, user_id: str, text: str, now: datetime) -> bool:
        """Whether `text` is the value of what the message before it named; notes what this one names."""
        at, announced = self._named.pop(user_id, (None, False))
        if at and timedelta(0) <= now - at <= REMEMBERED and is_bare_value(text, word=announced):
            return True
        if speaks_of_secret(text):
            self._named[user_id] = (now, announces_secret(text))
            while len(self._named) > PEOPLE:
                self._named.popitem(last=False)
        return False
