"""Taking in an export: what was told elsewhere, with its words and days; what was done here stays."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from memory.ledger.tables import FORGOTTEN
from memory.models import Imported, Memory, Profile, Refused, Vectors
from memory.service.base import Base, embedded_texts, expiry
from memory.service.checking import check_source, secret_of
from memory.understand.secrets import asks_for_secret
from memory.understand.sensitive import sensitivity
from memory.understand.unmasked import without_controls

BATCH = 64
"""How many quotes are embedded at once."""


class Importing(Base):
    """Adds memories that were exported; never changes one that is here, nor brings back one that was forgotten here."""

    def import_memories(self, user_id: str, exported: Sequence[Memory]) -> Imported:
        """Takes in the memories of an export, whose ids become new ones, always the same for the same account.

        Raises NotRemembering, DiskFull, InputInvalid: nothing is imported.
        """
        for one in exported:
            check_source(one.channel, one.message_id)
        self._remembering(user_id)
        # Slow, so before others wait for the lock.
        kinds = self._kinds(exported)
        made = dict(self._vectors(self._new(user_id, exported, kinds)[0]))
        with self._lock(user_id):
            self._remembering(user_id)
            new, there, refused = self._new(user_id, exported, kinds)
            ready = [(memory, made[memory.id]) for memory in new if memory.id in made]
            self._ledger.add(user_id, ready, self._clock())
            self._index.add(self._ledger.entries(user_id, [memory.id for memory, _ in ready]))
        return Imported(len(ready), there, tuple(refused))

    def _kinds(self, exported: Sequence[Memory]) -> dict[str, str | None]:
        """By their ids, what is sensitive of the memories and of what kind: by the quote, or else by the statement."""
        kinds: dict[str, str | None] = {}
        for start in range(0, len(exported), BATCH):
            batch = exported[start : start + BATCH]
            found = self._sensing.kinds([memory.quote for memory in batch])
            kinds |= {one.id: kind or sensitivity(one.statement) for one, kind in zip(batch, found, strict=True)}
        return kinds

    def _new(
        self, user_id: str, exported: Sequence[Memory], kinds: Mapping[str, str | None]
    ) -> tuple[list[Memory], int, list[Refused]]:
        """Of an export what is to be added, how many are there, and what is not taken."""
        profile, accounts = self.profile(user_id), self._ledger.accounts(user_id)
        known = self._kept(user_id)
        held, told = {memory.id for memory in known}, {_telling(memory) for memory in known}
        forgotten = {row["message_id"] for row in self._ledger.messages(user_id) if row["memory_id"] == FORGOTTEN}
        ids = {one.id: _held_id(one.id, accounts, held) for one in exported}
        new: dict[str, Memory] = {}
        there, refused = 0, []
        for one in exported:
            memory = replace(
                one,
                id=ids[one.id],
                user_id=user_id,
                quote=without_controls(one.quote),
                statement=without_controls(one.statement),
                in_reply_to=one.in_reply_to and without_controls(one.in_reply_to),
                told_at=min(one.told_at, self._clock()),
                supersedes=ids.get(one.supersedes or ""),
                expires_at=expiry(min(one.told_at, self._clock()), profile.retention_days),
                sensitivity=kinds[one.id] or one.sensitivity,
            )
            if memory.id in held or memory.id in new or _telling(memory) in told:
                there += 1
            elif why := self._refusal(memory, profile, forgotten):
                refused.append(why)
            else:
                new[memory.id] = memory
        known_ids = held | set(new)
        return [m if m.supersedes in known_ids else replace(m, supersedes=None) for m in new.values()], there, refused

    def _refusal(self, memory: Memory, profile: Profile, forgotten: set[str]) -> Refused | None:
        if kind := secret_of(memory) or (asks_for_secret(memory.in_reply_to) and "password"):
            return Refused("secret", kind)
        if memory.sensitivity and profile.sensitive != "keep":
            return Refused("sensitive", memory.sensitivity)
        if memory.message_id in forgotten:
            return Refused("forgotten", memory.category)
        if memory.expires_at and memory.expires_at <= self._clock():
            return Refused("expired", memory.category)
        return None

    def _vectors(self, memories: Sequence[Memory]) -> list[tuple[str, Vectors]]:
        made: list[tuple[str, Vectors]] = []
        for start in range(0, len(memories), BATCH):
            batch = memories[start : start + BATCH]
            texts = [text for memory in batch for text in embedded_texts(memory.quote, memory.in_reply_to)]
            vectors = self._embedder.embed(texts)
            made += [(memory.id, vectors[2 * n : 2 * n + 2]) for n, memory in enumerate(batch)]
        return made


def _telling(memory: Memory) -> tuple[str, str, object]:
    return memory.quote, memory.statement, memory.told_at


def _held_id(exported_id: str, accounts: Sequence[str], held: set[str]) -> str:
    """The id that an exported memory has here: its own where it is here still, else one made of it and the account.

    Never the exported one otherwise: it could be that of somebody else's memory.
    """
    made = [hashlib.sha256(f"{account}\0{exported_id}".encode()).hexdigest()[:32] for account in accounts]
    return next((id_ for id_ in (exported_id, *made) if id_ in held), made[0])
