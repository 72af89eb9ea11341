"""Taking in an export: what was told elsewhere, in its words; what was done here stays.

A file can be made by anybody. So what it says is marked as the file's word, and understood anew from the quotes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from memory.ledger.tables import FORGOTTEN
from memory.life import Learned
from memory.models import SENSITIVE, Imported, Memory, Profile, Refused, Vectors
from memory.service.base import expiry, new_id
from memory.service.believing import as_exported
from memory.service.checking import secret_in, secret_of
from memory.service.noting import Noting, once_each, slotted
from memory.understand.secrets import asks_for_secret
from memory.understand.unmasked import without_controls

BATCH = 64
"""How many quotes are embedded at once."""

IMPORT = "import"
"""The channel of what came in a file."""

_CHANNEL = re.compile(r"[a-z][a-z ]{0,19}")


class Importing(Noting):
    """Adds memories that were exported; never changes one that is here, nor brings back one that was forgotten here."""

    def import_memories(self, user_id: str, exported: Sequence[Memory]) -> Imported:
        """Takes in the memories of an export, whose ids become new ones, always the same for the same account.

        Raises NotRemembering, TooManyMemories, DiskFull: nothing is imported.
        """
        self._remembering(user_id)
        # Reading and embedding are slow, so they are done before others wait for the lock.
        read: dict[str, Learned] = {}
        wanted = self._new(user_id, exported, read)[0]
        self._refuse_too_many(self._kept(user_id), len(wanted))
        made = dict(self._vectors(wanted))
        with self._lock(user_id):
            self._remembering(user_id)
            new, there, refused = self._new(user_id, exported, read)
            ready = [(memory, made[memory.id]) for memory in new if memory.id in made]
            self._refuse_too_many(self._kept(user_id), len(ready))
            self._ledger.add(user_id, ready, self._clock())
            self._add_to_index(user_id, [memory.id for memory, _ in ready])
        return Imported(len(ready), there, tuple(refused))

    def _new(
        self, user_id: str, exported: Sequence[Memory], read: dict[str, Learned]
    ) -> tuple[list[Memory], int, list[Refused]]:
        """Of an export what is to be added, how many are there, and what is not taken; `read` is filled on the way."""
        profile, accounts, now = self.profile(user_id), self._ledger.accounts(user_id), self._clock()
        known = self._kept(user_id)
        held, told = {memory.id for memory in known}, {_telling(memory) for memory in known}
        forgotten = {row["message_id"] for row in self._ledger.messages(user_id) if row["memory_id"] == FORGOTTEN}
        cast = {memory.who.id for memory in known if memory.who}
        pseudonyms = [self._ledger.pseudonym(account) or account for account in accounts]
        new: dict[str, Memory] = {}
        there, refused = 0, []
        for one in sorted(exported, key=lambda one: one.told_at):  # whom "she" means was told before
            id_ = _held_id(one.id, pseudonyms, held)
            if id_ in held or id_ in new:
                there += 1
                continue
            if kind := secret_in(one.quote) or (asks_for_secret(one.in_reply_to) and "password"):
                refused.append(Refused("secret", kind))
                continue
            if id_ not in read:
                read[id_] = self._read_again(one, user_id, [*known, *new.values()])
            says = read[id_]
            memory = replace(
                says.read_into(one),
                id=id_,
                user_id=user_id,
                told_at=min(one.told_at, now),
                channel=IMPORT,
                imported_from=_token(one.imported_from if one.channel == IMPORT else one.channel),
                imported_at=now,
                message_id=_message_id(accounts[0], one.message_id),
                in_reply_to=None,
                drew_on=(),
                quote=without_controls(one.quote),
                statement=without_controls(says.statement),
                slot=None,  # made anew below, of the picture
                supersedes=_held_id(one.supersedes, pseudonyms, held) if one.supersedes else None,
                expires_at=expiry(min(one.told_at, now), profile.retention_days),
                sensitivity=says.sensitivity or _kind(one.sensitivity),
            )
            memory = as_exported(one, memory, lambda who: _held_id(who, pseudonyms, cast))
            if _telling(memory) in told:
                there += 1
            elif why := self._refusal(memory, profile, forgotten & {one.message_id, memory.message_id}):
                refused.append(why)
            else:
                new[memory.id] = memory
        known_ids = held | set(new)
        whole = [m if m.supersedes in known_ids else replace(m, supersedes=None) for m in new.values()]
        return list(slotted([(read[memory.id], memory) for memory in whole], known)), there, refused

    def _read_again(self, one: Memory, user_id: str, before: Sequence[Memory]) -> Learned:
        """What the quote itself says. Of a file nothing is believed but the quote: else it could say anything.

        Of a sentence that told several things, the file has a memory for each: the one it means, or the next.
        """
        read = self._read(user_id, one.quote, min(one.told_at, self._clock()))
        told = once_each(read.remembered(before).learned)
        used = {memory.statement for memory in before if memory.quote == one.quote}
        meant = [said for said in told if said.statement == one.statement]
        left = [said for said in told if said.statement not in used]
        found = next(iter([*meant, *left]), Learned(new_id(), one.quote, one.quote, one.category, "other", one.quote))
        return replace(found, sensitivity=found.sensitivity or read.sensitivity)

    def _refusal(self, memory: Memory, profile: Profile, forgotten: set[str]) -> Refused | None:
        if kind := secret_of(memory):
            return Refused("secret", kind)
        if memory.sensitivity and profile.sensitive != "keep":
            return Refused("sensitive", memory.sensitivity)
        if forgotten:
            return Refused("forgotten", memory.category)
        if memory.expires_at and memory.expires_at <= self._clock():
            return Refused("expired", memory.category)
        return None

    def _vectors(self, memories: Sequence[Memory]) -> list[tuple[str, Vectors]]:
        made: list[tuple[str, Vectors]] = []
        for start in range(0, len(memories), BATCH):
            batch = memories[start : start + BATCH]
            vectors = self._embedder.embed([memory.quote for memory in batch])
            made += [(memory.id, np.stack([one, one])) for memory, one in zip(batch, vectors, strict=True)]
        return made


def _telling(memory: Memory) -> tuple[str, str, object]:
    return memory.quote, memory.statement, memory.told_at


def _token(channel: str | None) -> str:
    """A channel's name as a file says it, which is anybody's text, where it has the form of one."""
    return channel if channel and _CHANNEL.fullmatch(channel) and not secret_in(channel) else "another place"


def _kind(sensitive: str | None) -> str | None:
    """What a file says is sensitive counts as that, by a name of ours."""
    return sensitive if sensitive in (None, *SENSITIVE) else "other"


def _message_id(account: str, message_id: str) -> str:
    """In the place of what a file calls its message: no words, and the same again for the same account."""
    return "import-" + hashlib.sha256(f"{account}\0{message_id}".encode()).hexdigest()[:32]


def _held_id(exported_id: str, pseudonyms: Sequence[str], held: set[str]) -> str:
    """The id that an exported memory has here: its own where it is here still, else one made of it and the account.

    Never the exported one otherwise: it could be that of somebody else's memory. The account's pseudonym, which is a
    new one after everything was forgotten: what is brought back then is not what is in the list of the forgotten.
    """
    made = [hashlib.sha256(f"{pseudonym}\0{exported_id}".encode()).hexdigest()[:32] for pseudonym in pseudonyms]
    return next((id_ for id_ in (exported_id, *made) if id_ in held), made[0])
