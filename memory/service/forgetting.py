"""Forgetting, for good: see memory/erasure.py for how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from memory.models import Erasure, ErasureReport
from memory.service.base import Base


class Forgetting(Base):
    """Erases what the person names, and what has expired. The running conversations of all their accounts go, too."""

    def forget(self, user_id: str, memory_ids: Sequence[str]) -> ErasureReport:
        """Erases memories with what they superseded. Raises MemoryNotFound where one is not the person's."""
        with self._lock(user_id):
            for memory_id in memory_ids:
                self._ledger.memory(user_id, memory_id)
            return self._eraser.erase_all(self._plans(user_id, self._with_all(user_id, memory_ids)))

    def forget_category(self, user_id: str, category: str | None) -> ErasureReport:
        """Erases all memories of a category, or of all categories; the profile stays."""
        with self._lock(user_id):
            ids = [memory.id for memory in self.memories(user_id, category=category)]
            return self._eraser.erase_all(self._plans(user_id, self._with_all(user_id, ids)))

    def forget_person(self, user_id: str) -> ErasureReport:
        """Erases everything about the person, in all their accounts: afterwards they are not known."""
        with self._lock(user_id):
            for account in self._ledger.accounts(user_id):
                self._waiting.take(account)
                self._unsure_names.take(account)
                self._codes.drop(account)
                self._unasked.pop(account, None)
                self._transcripts.end_sessions(account)  # first: no other browser is to look on
            ids = [memory.id for memory in self._ledger.memories(user_id)]
            return self._eraser.erase_all(self._plans(user_id, ids, person=True))

    def sweep_expired(self) -> int:
        """Erases the memories whose time is over, once a clock that nobody can set agrees; returns how many."""
        now = self._clock()
        expired = self._ledger.expired(now)
        ripe = self._expiry.ripe((id_ for ids in expired.values() for id_ in ids), now)
        return self._forget_expired({user: [id_ for id_ in ids if id_ in ripe] for user, ids in expired.items()})

    def forget_expired(self) -> int:
        """Erases them at once, by the clock alone; returns how many."""
        return self._forget_expired(self._ledger.expired(self._clock()))

    def _forget_expired(self, expired: Mapping[str, list[str]]) -> int:
        """Erases these memories, by person, with what they superseded."""
        expired = {user_id: ids for user_id, ids in expired.items() if ids}
        if not expired:
            return 0
        with self._lock(*expired):
            of_person: dict[str, tuple[str, list[str]]] = {}
            for user_id, ids in expired.items():
                of_person.setdefault(self._ledger.person(user_id), (user_id, []))[1].extend(ids)
            plans = [plan for user, ids in of_person.values() for plan in self._plans(user, self._with_all(user, ids))]
            return self._eraser.erase_all(plans).memories

    def finish_forgetting(self) -> int:
        """Tries again to finish erasures that were cut short, as by a full disk; returns how many there were."""
        return self._eraser.resume()

    def _plans(self, user_id: str, memory_ids: Iterable[str], *, person: bool = False) -> list[Erasure]:
        """One erasure for each account of the person: what was told there, and the conversation that runs there."""
        self._readings.drop()
        for account in self._ledger.accounts(user_id):
            self._talks.drop(account)  # it may have spoken of whom nothing is known any more
        owner = {memory.id: memory.user_id for memory in self._ledger.memories(user_id)}
        return [
            self._eraser.plan(account, [id_ for id_ in memory_ids if owner.get(id_) == account], person=person)
            for account in self._ledger.accounts(user_id)
        ]

    def _with_all(self, user_id: str, memory_ids: Sequence[str]) -> list[str]:
        """What goes along: how it went, which quotes it, and what it all superseded."""
        named = [*memory_ids, *(memory.id for memory in self.outcomes(user_id, memory_ids))]
        former = [memory.id for memory_id in named for memory in self.history(user_id, memory_id)]
        return list(dict.fromkeys([*named, *former]))
