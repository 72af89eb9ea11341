"""What the person writes down or corrects with their own hand, in \"What I remember\"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from memory.errors import InputInvalid, NotRead
from memory.life import Learned, Talk
from memory.models import CATEGORIES, Memory, Profile
from memory.service.base import MAX_TEXT, new_id
from memory.service.checking import check_source, follows_secret, secret_in, secret_of
from memory.service.noting import once_each
from memory.service.observing import Observing
from memory.understand.extent import part_read
from memory.understand.unmasked import without_controls

NO_SECRETS = (
    "It has a password, a code, a key, or the number of a card, an account or a paper in it; those are not kept."
)


class ByHand(Observing):
    """Notes and corrects what is not said in a conversation, and settles what the person was asked about."""

    def tell(self, user_id: str, text: str, *, channel: str, category: str | None = None) -> list[Memory]:
        """Notes what the person writes down by hand: understood like a message, and kept whole where it is not.

        Raises:
            NotRemembering: the person has not said yes, or has stopped remembering.
            InputInvalid: the text is empty or too long, or a secret; the category is none of ours.
            TooManyMemories: nothing was noted.
        """
        profile = self._remembering(user_id)
        message_id = new_id()
        check_source(channel, message_id)
        source = {"told_at": self._clock(), "channel": channel, "message_id": message_id, "in_reply_to": None}
        told = self._by_hand(text, profile, category, self._kept(user_id))
        if self._mentions.is_secret(user_id, text, self._clock()):
            raise InputInvalid(NO_SECRETS)
        with self._lock(user_id):
            return self._note(profile, told, self._kept(user_id), source)

    def correct(self, user_id: str, memory_id: str, changes: Mapping[str, Any], *, channel: str) -> Memory:
        """Changes a memory by the person's own hand; new words supersede the old, which stay in its history.

        Raises MemoryNotFound, InputInvalid, NotRemembering, TooManyMemories.
        """
        profile = self._remembering(user_id)
        with self._lock(user_id):
            memory = self._ledger.memory(user_id, memory_id)
            statement = without_controls(changes.get("statement") or "").strip()
            words = without_controls(changes.get("quote") or "").strip() or statement
            filed = {name: changes[name] for name in ("category", "status") if changes.get(name)}
            if not words or words == memory.quote:
                if filed:
                    self._ledger.change(user_id, memory_id, filed)
                return self._ledger.memory(user_id, memory_id)
            self._refuse_too_many(self._kept(user_id), 1)
            known = self._kept(user_id)
            about = Talk(spoken=(memory.who.id,)) if memory.who else None
            told = self._by_hand(words, profile, filed.get("category", memory.category), known, about)[0]
            others = [one for one in known if one.id != memory_id]
            former = replace(memory, id=new_id(), status="superseded")
            corrected = replace(
                told.read_into(replace(memory, **filed)),
                quote=words,
                statement=statement or told.statement,
                slot=self._slot(told, others) or memory.slot and replace(memory.slot, value=None),
                sensitivity=told.sensitivity,
                told_at=self._clock(),
                channel=channel,
                in_reply_to=None,
                drew_on=(),
                supersedes=former.id,
                imported_at=None,
                imported_from=None,
            )
            if secret_of(corrected) or follows_secret(memory.quote, words):
                raise InputInvalid(NO_SECRETS)
            self._ledger.replace(user_id, corrected, self._embed(words, None), former)
            self._add_to_index(user_id, [memory_id, former.id])
            return self._ledger.memory(user_id, memory_id)

    def settle_day(self, user_id: str, memory_id: str, first: date, last: date) -> None:
        """Of two days that its words may mean, the person named one; what was told along with it counts for that, too.

        Raises MemoryNotFound.
        """
        with self._lock(user_id):
            memory = self._ledger.memory(user_id, memory_id)
            for one in self._kept(user_id):
                if one.message_id == memory.message_id and one.about == memory.about:
                    self._ledger.change(user_id, one.id, {"about_from": first, "about_to": last})

    def end_former(self, user_id: str, memory_id: str, *, since: str) -> None:
        """What the person says holds no longer, since the memory `since` was told, is former from today on.

        Raises MemoryNotFound.
        """
        with self._lock(user_id):
            former, newer = self._ledger.memory(user_id, memory_id), self._ledger.memory(user_id, since)
            if former.status != "current":
                return
            self._ledger.change(user_id, former.id, {"status": "superseded", "ended_on": self._clock().date()})
            if newer.supersedes is None and newer.id not in {one.id for one in self.history(user_id, former.id)}:
                self._ledger.change(user_id, newer.id, {"supersedes": former.id})

    def _by_hand(
        self,
        text: str,
        profile: Profile,
        category: str | None,
        known: Sequence[Memory],
        talk: Talk | None = None,
    ) -> list[Learned]:
        """What the words say, whole; `talk` says whom "she" means."""
        words = without_controls(text).strip()
        if not words or len(words) > MAX_TEXT:
            raise InputInvalid(f"A memory needs between 1 and {MAX_TEXT} characters.")
        if category is not None and category not in CATEGORIES:
            raise InputInvalid(f"category has to be one of {', '.join(CATEGORIES)}.")
        if secret_in(words):
            raise InputInvalid(NO_SECRETS)
        try:
            read = self._read(profile.user_id, words, self._clock())
            told, kind = once_each(read.remembered(known, talk).learned), read.sensitivity
        except NotRead:  # it is kept as it stands then
            told, kind = [], None
        if not told or part_read(words) != words:  # nothing that is written by hand is left out
            told = [Learned(new_id(), words, words, category or "other", "other", words, sensitivity=kind)]
        return [replace(one, category=category or one.category) for one in told]
