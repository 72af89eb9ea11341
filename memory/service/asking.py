"""What was told, given back: asked for, shown, and how it was used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from memory.errors import InputInvalid, MemoryNotFound
from memory.models import Candidate, Match, Memory, Recalled, Use
from memory.reading import Reading
from memory.recall import about, rank
from memory.recall.nearness import towards_answers
from memory.service.base import MAX_TEXT, Base, new_id
from memory.understand.unmasked import without_controls


class Asking(Base):
    """Reads what is kept, and records the replies that drew on it."""

    def memory(self, user_id: str, memory_id: str) -> Memory:
        """Raises MemoryNotFound."""
        memory = self._ledger.memory(user_id, memory_id)
        if memory.expires_at and memory.expires_at <= self._clock():
            raise MemoryNotFound(f"The time of memory {memory_id} is over: it is being erased.")
        return memory

    def recall(self, user_id: str, question: str, limit: int = 10) -> Recalled:
        """The memories that may answer the question, the surest first, and whether one does. Raises NotRead."""
        profile = self.profile(user_id)
        asked = self._reader.ask(question[:MAX_TEXT], asked_at=self._clock(), timezone=profile.timezone)
        vector = self._embedder.embed([asked.first_person])[0]
        cosines = self._cosines(user_id, towards_answers(asked, vector, self._embedder.name))
        candidates = [Candidate(memory, *cosines.get(memory.id, (0.0, 0.0))) for memory in self._kept(user_id)]
        found = rank(asked, candidates)
        asks_for: Literal["one", "several", "former"] = "several" if asked.answer_type == "list" else "one"
        return Recalled(found.answerable, found.matches[:limit], "former" if asked.history else asks_for)

    def read(self, user_id: str, text: str, *, in_reply_to: str | None = None) -> Reading:
        """What `text` says, clause by clause; keeps nothing. Raises InputInvalid, NotRead."""
        if len(text) > MAX_TEXT:
            raise InputInvalid(f"The message has {len(text)} characters; {MAX_TEXT} are the most. Send it in parts.")
        zone = self.profile(user_id).timezone
        line = without_controls(in_reply_to) if in_reply_to else None
        return self._reader.reading(text, sent_at=self._clock(), timezone=zone, in_reply_to=line)

    def similar(self, user_id: str, text: str) -> tuple[Match, ...]:
        """The current memories by how near their words are to `text`, the nearest first; `score` is the cosine."""
        cosines = self._cosines(user_id, self._embedder.embed([text[:MAX_TEXT]])[0])
        near = [
            Match(memory, cosines[memory.id][0])
            for memory in self._kept(user_id)
            if memory.status == "current" and memory.id in cosines
        ]
        return tuple(sorted(near, key=lambda match: match.score, reverse=True))

    def now(self) -> datetime:
        """The time by the memory's clock."""
        return self._clock()

    def about(self, user_id: str, subject: str) -> tuple[Memory, ...]:
        """All memories in which the subject ("my sister", "Ines", "the interview") occurs."""
        return about(subject, self._kept(user_id))

    def record_uses(self, user_id: str, memory_ids: Sequence[str], *, reply_id: str, channel: str) -> None:
        """Writes down that a reply drew on these memories; of one that is forgotten meanwhile nothing is written."""
        now = self._clock()
        with self._lock(user_id):
            there = {entry.memory_id for entry in self._ledger.entries(user_id, dict.fromkeys(memory_ids))}
            self._ledger.add_uses(user_id, [Use(new_id(), user_id, id_, reply_id, now, channel) for id_ in there])

    def transcript(self, user_id: str) -> list[dict[str, str]]:
        """The running conversations as far as they are kept: `by`, `text` and `at` of each line, in their order."""
        lines = [line for account in self._ledger.accounts(user_id) for line in self._transcripts.read(account)]
        return sorted(lines, key=lambda line: line["at"])

    def sessions(self, user_id: str) -> list[dict[str, str]]:
        """Where the person is signed in, in all accounts: see `Transcripts.sessions`."""
        return [one for account in self._ledger.accounts(user_id) for one in self._transcripts.sessions(account)]

    def messages(self, user_id: str) -> list[dict[str, Any]]:
        """Which messages became which memories, by their ids: kept so that one delivered twice is noted once."""
        return self._ledger.messages(user_id)

    def pseudonyms(self, user_id: str) -> dict[str, str | None]:
        """The name under which the index knows each of the person's accounts."""
        return {account: self._ledger.pseudonym(account) for account in self._ledger.accounts(user_id)}

    def uses(self, user_id: str, memory_id: str | None = None) -> list[Use]:
        return self._ledger.uses(user_id, memory_id)
