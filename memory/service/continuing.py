"""What the bot did of its own accord, and what came of it: plans that are over, and how they went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from memory.life import Learned
from memory.models import Memory, Move, MoveAnswer, MoveKind
from memory.reading import Context
from memory.service.base import new_id
from memory.service.checking import without_secret
from memory.service.observing import Observing
from memory.understand.unmasked import without_controls


class Continuing(Observing):
    """Keeps account of what was asked, given and suggested, so that each is done once."""

    def conclude(
        self,
        user_id: str,
        memory_id: str,
        words: str,
        *,
        message_id: str,
        channel: str,
        in_reply_to: str | None,
        drew_on: Sequence[str] = (),
    ) -> Memory | None:
        """A plan or goal is over. Keeps `words`, in which the person said how it went, and returns that memory.

        None where no words are kept: there are none, the person paused remembering, or they are secret or sensitive.

        Raises MemoryNotFound, NotRead.
        """
        with self._lock(user_id):
            over = self._ledger.memory(user_id, memory_id)
            if over.status == "current":
                self._ledger.change(user_id, memory_id, {"status": "done"})
            profile, now = self.profile(user_id), self._clock()
            known = self._kept(user_id)
            noted = set(self._ledger.noted(user_id, message_id))
            if noted or not words.strip() or profile.remembering != "on":
                told_now = next((memory for memory in known if memory.id in noted and memory.id != memory_id), None)
                if told_now and told_now.slot is None:  # "badly" says nothing without what it is about
                    self._ledger.change(user_id, told_now.id, {"statement": how_it_went(over)})
                return told_now
            words = without_controls(words)
            read = self._reader.read(words, Context(now, profile.timezone))
            if read.crisis or read.secrets or read.sensitivity:
                return None
            line = without_secret(in_reply_to)
            source: dict[str, Any] = {"told_at": now, "channel": channel, "message_id": message_id}
            source |= {"in_reply_to": line, "drew_on": tuple(drew_on) if line else ()}
            told = Learned(new_id(), words, how_it_went(over), "events", "event", words, over.who)
            return next(iter(self._note(profile, [told], known, source)), None)

    def record_move(
        self, user_id: str, kind: MoveKind, item: str = "", *, memory_id: str | None = None, channel: str
    ) -> Move | None:
        """Writes down what the bot does of its own accord; nothing without the person's yes, or while it is off."""
        with self._lock(user_id):
            profile = self.profile(user_id)
            if profile.consented_at is None or profile.remembering == "off":
                return None
            move = Move(new_id(), user_id, kind, item, memory_id, channel, self._clock())
            self._ledger.save_move(move)
            return move

    def answer_move(self, user_id: str, move: Move, answer: MoveAnswer, told_id: str | None = None) -> None:
        """Writes down that the person answered, or would rather not."""
        with self._lock(user_id):
            if any(known.id == move.id for known in self._ledger.moves(user_id)):
                self._ledger.save_move(replace(move, answer=answer, answered_at=self._clock(), told_id=told_id))

    def moves(self, user_id: str) -> list[Move]:
        """What the bot did of its own accord, the latest first."""
        return self._ledger.moves(user_id)


def how_it_went(over: Memory) -> str:
    """What the words say in which somebody told how a plan or goal went; they stand beside it as the quote."""
    return f"How it went with “{over.quote}”"
