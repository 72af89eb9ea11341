"""What was told, given back: asked for, shown, and how it was used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from memory.errors import InputInvalid, MemoryNotFound
from memory.life import Picture
from memory.models import Before, Candidate, Match, Memory, Recalled, Use
from memory.reading import Context, Reading
from memory.recall import about
from memory.recall.answering import answer
from memory.recall.following import followed
from memory.recall.forgetting import Means, ToForget, to_forget
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

    def recall(
        self,
        user_id: str,
        question: str,
        limit: int = 10,
        *,
        before: Before | None = None,
        without: Collection[str] = (),
    ) -> Recalled:
        """What answers the question, first of all from what holds of those whom it names; see `Recalled`.

        `before` is the question that was asked before it, on which it may lean; `without` are ids of memories
        that are no answer, as of what the message itself told. Raises NotRead.
        """
        now, zone = self._clock(), self.profile(user_id).timezone
        kept = [memory for memory in self._kept(user_id) if memory.id not in without]
        picture = Picture.of(kept)
        follows = None
        if before is not None:
            follows = followed(question[:MAX_TEXT], before, picture, {memory.id: memory for memory in kept})
        asked = self._reader.ask(follows.text if follows else question[:MAX_TEXT], asked_at=now, timezone=zone)
        vector = self._embedder.embed([asked.first_person])[0]
        cosines = self._cosines(user_id, towards_answers(asked, vector, self._embedder.name))
        candidates = [Candidate(memory, *cosines.get(memory.id, (0.0, 0.0))) for memory in kept]
        today = now.astimezone(self.profile(user_id).zone).date()
        found = answer(asked, candidates, picture, self._pairs, today, follows)
        return replace(found, matches=found.matches[:limit], answering=min(found.answering, limit))

    def read(self, user_id: str, text: str, *, in_reply_to: str | None = None) -> Reading:
        """What `text` says, clause by clause; keeps nothing. Raises InputInvalid, NotRead."""
        if len(text) > MAX_TEXT:
            raise InputInvalid(f"The message has {len(text)} characters; {MAX_TEXT} are the most. Send it in parts.")
        zone = self.profile(user_id).timezone
        line = without_controls(in_reply_to) if in_reply_to else None
        return self._readings.read(text, Context(self._clock(), zone, line))

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

    def to_forget(
        self, user_id: str, said: str, *, just_told: Sequence[str] = (), without: Collection[str] = ()
    ) -> ToForget:
        """What the words after "forget" mean. `just_told` are the memories that "that" means. Raises NotRead."""
        kept = [memory for memory in self._kept(user_id) if memory.id not in without]
        means = Means(
            ask=lambda question: self.recall(user_id, question, without=without),
            near=lambda words: [match for match in self.similar(user_id, words) if match.memory.id not in without],
            just_told=just_told,
        )
        return to_forget(said[:MAX_TEXT], kept, means)

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
