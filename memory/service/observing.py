"""What is said becomes memories; what is sensitive waits for a yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from memory.errors import InputInvalid
from memory.ledger import Noted
from memory.models import Memory, Observed, Profile, Refused, Told, Understood, Vectors
from memory.service.base import MAX_TEXT, Base, expiry, new_id
from memory.service.checking import check_source, secret_in, secret_of, without_secret
from memory.understand.extent import part_read
from memory.understand.off_record import BETWEEN_US
from memory.understand.unmasked import without_controls
from memory.understand.updates import compare
from memory.waiting import Withheld


class Observing(Base):
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
        before = self._ledger.noted(user_id, message_id)
        # Before the lock, which others may wait for.
        understood = self._reader.read(
            text,
            sent_at=sent_at,
            timezone=self.profile(user_id).timezone,
            in_reply_to=self._line(user_id, in_reply_to, drew_on)["in_reply_to"],
            known=[one for one in self._kept(user_id) if one.status == "current" and one.id not in before],
        )
        unread = len(text) - len(part_read(text))
        if understood.crisis:
            return Observed((), (Refused("crisis", "crisis"),), unread)
        if BETWEEN_US.search(part_read(text)):
            return Observed((), (Refused("asked", ""),), unread)
        if self._mentions.is_secret(user_id, text, self._clock()):
            return Observed((), (Refused("secret", "password"),), unread)
        understood = _without_secrets(understood)
        with self._lock(user_id):
            profile = self.profile(user_id)
            known = self._kept(user_id)
            line = self._line(user_id, in_reply_to, drew_on)
            before = self._ledger.noted(user_id, message_id)
            keep, withheld = _sort(understood.told, profile)
            withheld = [*understood.refused, *withheld]
            told_at = min(sent_at.astimezone(timezone.utc), self._clock())
            source = {"told_at": told_at, "channel": channel, "message_id": message_id, **line}
            asks = [one for one in understood.told if one.sensitivity] if profile.sensitive == "ask" else []
            if asks and profile.remembering == "on" and not before:
                self._waiting.put(user_id, asks, source)
            unsure = understood.unsure_name is not None and profile.remembering == "on" and not before
            if unsure and understood.unsure_name:
                self._unsure_names.put(user_id, [understood.unsure_name], source)
            if before or not keep:
                by_id = {memory.id: memory for memory in known}
                return Observed(tuple(by_id[id_] for id_ in before if id_ in by_id), tuple(withheld), unread, unsure)
            return Observed(tuple(self._note(profile, keep, known, source)), tuple(withheld), unread, unsure)

    def unsure_name(self, user_id: str) -> str | None:
        """What may be the person's name, and waits until they say whether it is."""
        waiting = self._unsure_names.peek(user_id)
        slot = waiting[-1].told[0].slot if waiting else None
        return slot.value if slot else None

    def settle_name(self, user_id: str, *, keep: bool) -> list[Memory]:
        """Notes the name that waits, or lets go of it; it waits no longer. Raises NotRemembering."""
        with self._lock(user_id):
            waiting = self._unsure_names.take(user_id)
            if not keep or not waiting:
                return []
            profile = self._remembering(user_id)
            return self._note(profile, waiting[-1].told, self._kept(user_id), waiting[-1].source)

    def has_secret(self, text: str) -> bool:
        """Whether something secret is in a text of which nothing is noted, so that no other file keeps it, either."""
        return secret_in(text) is not None

    def withheld(self, user_id: str) -> list[Withheld]:
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

    def _note(
        self, profile: Profile, told: Sequence[Told], known: Sequence[Memory], source: Mapping[str, Any]
    ) -> list[Memory]:
        user_id = profile.user_id
        source = {**source, **self._line(user_id, source.get("in_reply_to"), source.get("drew_on", ()))}
        current = {memory.id: memory for memory in known if memory.status == "current"}
        added: list[tuple[Memory, Vectors]] = []
        seen: list[str] = []
        status: dict[str, str] = {}
        for one in told:
            vectors = self._embed(one.quote, source["in_reply_to"])
            change = compare(one, list(current.values()), self._similarity(user_id, vectors[0], added))
            if change.kind == "same" and change.memory_id:
                if change.memory_id not in seen and all(memory.id != change.memory_id for memory, _ in added):
                    seen.append(change.memory_id)
                continue
            memory = Memory(
                id=new_id(),
                user_id=user_id,
                quote=one.quote,
                statement=one.statement,
                category=one.category,
                slot=one.slot,
                about=one.about,
                sensitivity=one.sensitivity,
                supersedes=change.memory_id if change.kind in ("supersedes", "ends") else None,
                expires_at=expiry(source["told_at"], profile.retention_days),
                **source,
            )
            if secret_of(memory):  # whoever writes, whatever was made of the words: none is ever written
                continue
            if memory.supersedes:
                status[memory.supersedes] = "superseded"
                current.pop(memory.supersedes, None)
            current[memory.id] = memory
            added.append((memory, vectors))
        if added:
            self._refuse_too_many(known, len(added))
        # One told in this message and superseded in it, too, is written with that status at once.
        added = [(replace(m, status="superseded") if status.pop(m.id, None) else m, v) for m, v in added]
        self._ledger.save_profile(profile)
        self._ledger.note(user_id, source["message_id"], Noted(added, seen, status), self._clock())
        ids = dict.fromkeys([memory.id for memory, _ in added] + seen)
        self._add_to_index(user_id, [memory.id for memory, _ in added])
        return [self._ledger.memory(user_id, memory_id) for memory_id in ids]

    def _similarity(self, user_id: str, vector: Vectors, added: Sequence[tuple[Memory, Vectors]]) -> dict[str, float]:
        near = {memory_id: quote for memory_id, (quote, _) in self._cosines(user_id, vector).items()}
        return near | {memory.id: float(vectors[0] @ vector) for memory, vectors in added}


def _without_secrets(understood: Understood) -> Understood:
    """What was understood, without what a secret is in however it was put: its statement is made of words, too."""
    kinds = {place: secret_in(one.quote, one.statement) for place, one in enumerate(understood.told)}
    if not any(kinds.values()):
        return understood
    told = tuple(one for place, one in enumerate(understood.told) if not kinds[place])
    refused = dict.fromkeys([*understood.refused, *(Refused("secret", kind) for kind in kinds.values() if kind)])
    return Understood(told, tuple(refused))


def _sort(told: Sequence[Told], profile: Profile) -> tuple[list[Told], list[Refused]]:
    """What of it may be kept, and what not and why."""
    if profile.remembering != "on":
        # Who tells of abuse is met, whatever is kept: that it was told of is said for as long as the turn lasts.
        told_of = [one.sensitivity if one.sensitivity == "abuse" else one.category for one in told]
        return [], [Refused(profile.remembering, name) for name in told_of]
    kept = [one for one in told if one.sensitivity is None or profile.sensitive == "keep"]
    return kept, [Refused("sensitive", one.sensitivity or "") for one in told if one not in kept]
