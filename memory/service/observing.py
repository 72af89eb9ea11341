"""What is said becomes memories; what is sensitive waits for a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from memory.errors import InputInvalid
from memory.life import Learned, Talk
from memory.models import Memory, Profile, Refused
from memory.service.base import MAX_TEXT
from memory.service.checking import check_source, secret_in, without_secret
from memory.service.naming import Naming, is_named, unsure_names
from memory.service.noting import once_each, without_secrets
from memory.service.observed import Observed, Unsure
from memory.service.telling import Read
from memory.understand.extent import part_read
from memory.understand.off_record import BETWEEN_US
from memory.understand.unmasked import without_controls
from memory.waiting import Withheld


@dataclass(frozen=True)
class _Message:
    """What a message tells: `known` is what was told before it, `secrets` the kinds that are left out of `told`."""

    known: list[Memory]
    told: Sequence[Learned]
    secrets: Sequence[str]
    talk: Talk


class Observing(Naming):
    """Takes in messages, one after the other for each person."""

    def observe(
        self,
        user_id: str,
        text: str,
        *,
        message_id: str,
        sent_at: datetime,
        channel: str,
        in_reply_to: str | None = None,
        drew_on: Sequence[str] = (),
    ) -> Observed:
        """Notes what the person told in `text`; the same `message_id` again changes nothing and answers the same.

        `in_reply_to` is the line that it answers, `drew_on` the memories that this line rests on: where one of them is
        forgotten, the line is, too.

        Raises:
            InputInvalid: the text is longer than MAX_TEXT characters, or a name of its source is none.
            NotRead: it could not be read in time; nothing was noted.
            TooManyMemories, DiskFull: nothing was noted.
        """
        if len(text) > MAX_TEXT:
            raise InputInvalid(f"The message has {len(text)} characters; {MAX_TEXT} are the most. Send it in parts.")
        check_source(channel, message_id)
        text, in_reply_to = without_controls(text), without_secret(in_reply_to)
        told_at = min(sent_at.astimezone(timezone.utc), self._clock())
        # Before the lock, which others may wait for.
        read = self._read(user_id, text, told_at, self._line(user_id, in_reply_to, drew_on)["in_reply_to"])
        seen = Observed(unread=read.reading.unread, reading=read.reading)
        if read.reading.crisis:
            return replace(seen, withheld=(Refused("crisis", "crisis"),))
        if BETWEEN_US.search(part_read(text)):
            return replace(seen, withheld=(Refused("asked", ""),))
        if self._mentions.is_secret(user_id, text, self._clock()):
            return replace(seen, withheld=(Refused("secret", "password"),))
        message = self._understood(user_id, message_id, read)
        with self._lock(user_id):
            line = self._line(user_id, in_reply_to, drew_on)
            if message.known != self._before(user_id, message_id) or line["in_reply_to"] != read.line:
                message = self._understood(user_id, message_id, replace(read, line=line["in_reply_to"]))
            source = {"told_at": told_at, "channel": channel, "message_id": message_id, **line}
            return self._take_in(self.profile(user_id), message, source, seen)

    def _before(self, user_id: str, message_id: str) -> list[Memory]:
        """What was told before this message, which may have been delivered already."""
        noted = self._ledger.noted(user_id, message_id)
        return [memory for memory in self._kept(user_id) if memory.id not in noted]

    def _understood(self, user_id: str, message_id: str, read: Read) -> _Message:
        known = self._before(user_id, message_id)
        done = read.remembered(known, self._talks.at(user_id, read.said_at))
        told, secrets = without_secrets(once_each(done.learned))
        return _Message(known, told, [*read.reading.secrets, *secrets], done.talk)

    def _take_in(self, profile: Profile, message: _Message, source: dict[str, Any], seen: Observed) -> Observed:
        user_id, is_on = profile.user_id, profile.remembering == "on"
        before = self._ledger.noted(user_id, source["message_id"])
        unsure = unsure_names(message.told, source["in_reply_to"])
        name = None if is_named(message.told, source["in_reply_to"]) else next(iter(unsure), None)
        told = [one for one in message.told if not any(one is each for each in unsure)]
        keep, withheld = _sort(told, profile)
        withheld = [*(Refused("secret", kind) for kind in dict.fromkeys(message.secrets)), *withheld]
        seen = replace(seen, withheld=tuple(withheld), unsure_name=name is not None and is_on and not before)
        if before:
            by_id = {memory.id: memory for memory in self._kept(user_id)}
            return replace(seen, memories=tuple(by_id[id_] for id_ in before if id_ in by_id))
        asks = [one for one in told if one.sensitivity] if profile.sensitive == "ask" else []
        if is_on:
            self._talks.put(user_id, message.talk, source["told_at"])
            if asks:
                self._waiting.put(user_id, asks, source)
            if name:
                self._unsure_names.put(user_id, [name], source)
        unkept = [one for one in told if one not in keep] if is_on else []
        if not keep and not any(one.closes() for one in unkept):
            return seen
        memories = self._note(profile, keep, message.known, source, unkept)
        return replace(seen, memories=tuple(memories), unsure=_unsure(memories, keep, told))

    def has_secret(self, text: str) -> bool:
        """Whether something secret is in a text of which nothing is noted, so that no other file keeps it, either."""
        return secret_in(text) is not None

    def withheld(self, user_id: str) -> list[Withheld[Learned]]:
        """What is sensitive and waits for the person's yes, the oldest first."""
        waiting = [one for account in self._ledger.accounts(user_id) for one in self._waiting.peek(account)]
        return sorted(waiting, key=lambda one: one.until)

    def keep_withheld(self, user_id: str) -> list[Memory]:
        """Notes what waits, as if it had just been told.

        Raises:
            NotRemembering, TooManyMemories, DiskFull: it waits on.
        """
        with self._lock(user_id):
            profile = self._remembering(user_id)
            noted: list[Memory] = []
            for account in self._ledger.accounts(user_id):
                for one in self._waiting.peek(account):
                    known = self._kept(user_id)
                    noted += self._note(replace(profile, user_id=account), one.told, known, one.source)
                self._waiting.take(account)
            return noted

    def drop_withheld(self, user_id: str) -> int:
        """Lets go of what waits; returns how many things that were."""
        waiting = [one for account in self._ledger.accounts(user_id) for one in self._waiting.take(account)]
        return sum(len(one.told) for one in waiting)


def _unsure(noted: Sequence[Memory], keep: Sequence[Learned], told: Sequence[Learned]) -> tuple[Unsure, ...]:
    """What the memories that were noted may do to earlier ones that nothing in the message has ended."""
    there, ended = {memory.id for memory in noted}, {change.memory_id for one in told for change in one.closes()}
    return tuple(
        Unsure(id_, change)
        for one in keep
        if (id_ := one.same or one.id) in there
        for change in one.doubtful()
        if change.memory_id not in ended
    )


def _sort(told: Sequence[Learned], profile: Profile) -> tuple[list[Learned], list[Refused]]:
    """What of it may be kept, and what not and why."""
    if profile.remembering != "on":
        # Who tells of abuse is met, whatever is kept: that it was told of is said for as long as the turn lasts.
        told_of = [one.sensitivity if one.sensitivity == "abuse" else one.category for one in told]
        return [], [Refused(profile.remembering, name) for name in told_of]
    kept = [one for one in told if one.sensitivity is None or profile.sensitive == "keep"]
    return kept, [Refused("sensitive", one.sensitivity or "") for one in told if one not in kept]
