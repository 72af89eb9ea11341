"""Taking in an export: what was told elsewhere, with its words and days; what was done here stays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from memory.ledger.tables import FORGOTTEN
from memory.models import Imported, Memory, Profile, Refused, Vectors
from memory.service.base import Base, embedded_texts, expiry
from memory.traces import Words
from memory.understand.sensitive import asks_for_secret, find_secrets, sensitivity

BATCH = 64
"""How many quotes are embedded at once."""


class Importing(Base):
    """Adds memories that were exported; never changes one that is here, nor brings back one that was forgotten here."""

    def import_memories(self, user_id: str, exported: Sequence[Memory]) -> Imported:
        """Takes in the memories of an export, whose ids become new ones, always the same for the same account.

        Raises NotRemembering, TooManyMemories, DiskFull: nothing is imported.
        """
        self._remembering(user_id)
        wanted = self._new(user_id, exported)[0]
        self._refuse_too_many(self._kept(user_id), len(wanted))
        made = dict(self._vectors(wanted))  # slow, so before others wait for the lock
        with self._lock(user_id):
            self._remembering(user_id)
            new, there, refused = self._new(user_id, exported)
            ready = [(memory, made[memory.id]) for memory in new if memory.id in made]
            self._refuse_too_many(self._kept(user_id), len(ready))
            self._ledger.add(user_id, ready, self._clock())
            self._add_to_index(user_id, [memory.id for memory, _ in ready])
        return Imported(len(ready), there, tuple(refused))

    def _new(self, user_id: str, exported: Sequence[Memory]) -> tuple[list[Memory], int, list[Refused]]:
        """Of an export what is to be added, how many are there, and what is not taken."""
        profile, accounts = self.profile(user_id), self._ledger.accounts(user_id)
        known = self._kept(user_id)
        held, told = {memory.id for memory in known}, {_telling(memory) for memory in known}
        forgotten = {row["message_id"] for row in self._ledger.messages(user_id) if row["memory_id"] == FORGOTTEN}
        pseudonyms = [self._ledger.pseudonym(account) or account for account in accounts]
        ids = {one.id: _held_id(one.id, pseudonyms, held) for one in exported}
        new: dict[str, Memory] = {}
        there, refused, left_out = 0, [], []
        for one in exported:
            memory = replace(
                one,
                id=ids[one.id],
                user_id=user_id,
                told_at=min(one.told_at, self._clock()),
                drew_on=tuple(ids.get(memory_id, memory_id) for memory_id in one.drew_on),
                supersedes=ids.get(one.supersedes or ""),
                expires_at=expiry(min(one.told_at, self._clock()), profile.retention_days),
                sensitivity=sensitivity(one.quote) or sensitivity(one.statement) or one.sensitivity,
            )
            if memory.id in held or memory.id in new or _telling(memory) in told:
                there += 1
            elif why := self._refusal(memory, profile, forgotten):
                refused.append(why)
                left_out.append(memory)
            else:
                new[memory.id] = memory
        known_ids = held | set(new)
        # What is not taken does not come in by another's line either.
        lines = {memory_id for memory in new.values() for memory_id in memory.drew_on}
        words = Words(left_out, lines - known_ids, [*known, *new.values()])
        taken = [words.without(memory) for memory in new.values()]
        return [m if m.supersedes in known_ids else replace(m, supersedes=None) for m in taken], there, refused

    def _refusal(self, memory: Memory, profile: Profile, forgotten: set[str]) -> Refused | None:
        slot, about = memory.slot, memory.about
        parts = [memory.quote, memory.statement, memory.in_reply_to, about and about.phrase]
        parts += [slot.entity, slot.relation, slot.attribute, slot.value] if slot else []
        secrets = [kind for part in parts if part for _, _, kind in find_secrets(part)]
        if secrets or asks_for_secret(memory.in_reply_to):
            return Refused("secret", secrets[0] if secrets else "password")
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


def _held_id(exported_id: str, pseudonyms: Sequence[str], held: set[str]) -> str:
    """The id that an exported memory has here: its own where it is here still, else one made of it and the account.

    Never the exported one otherwise: it could be that of somebody else's memory. The account's pseudonym, which is a
    new one after everything was forgotten: what is brought back then is not what is in the list of the forgotten.
    """
    made = [hashlib.sha256(f"{pseudonym}\0{exported_id}".encode()).hexdigest()[:32] for pseudonym in pseudonyms]
    return next((id_ for id_ in (exported_id, *made) if id_ in held), made[0])
