"""The memory as a whole: observe what is said, recall what was told, show it, correct it, forget it."""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any, Literal
from zoneinfo import ZoneInfo

from memory.embeddings import Embedder
from memory.erasure import Eraser, Transcripts
from memory.errors import InputInvalid, NotRemembering
from memory.index import Index, missing
from memory.ledger import Ledger, Noted
from memory.models import (
    CATEGORIES,
    Candidate,
    ErasureReport,
    Match,
    Memory,
    Move,
    MoveAnswer,
    MoveKind,
    Observed,
    Profile,
    Recalled,
    Refused,
    Told,
    Use,
    Vectors,
)
from memory.recall import about, rank
from memory.understand import Reader
from memory.understand.updates import compare
from memory.waiting import WaitingRoom, Withheld

logger = logging.getLogger(__name__)

MAX_TEXT = 10_000
"""Characters of a message; a longer one is refused."""

LOCKS = 64
"""People share locks by a hash of their id: a lock each would grow with everybody who ever wrote."""

LEVELS = ("quiet", "acknowledge", "attentive", "invested")

DECISIONS: Mapping[str, tuple[str, ...]] = {
    "remembering": ("unasked", "on", "paused", "off"),
    "sensitive": ("ask", "keep", "never"),
    "level": LEVELS,
}


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


class MemoryService:
    """Every method takes the person's id first and reaches that person's memories alone.

    Safe to call from several threads; what one person says is taken in one message after the other.
    """

    def __init__(
        self,
        ledger: Ledger,
        index: Index,
        embedder: Embedder,
        reader: Reader,
        eraser: Eraser,
        transcripts: Transcripts,
        *,
        retention_days: int | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._ledger, self._index, self._embedder, self._reader, self._eraser = ledger, index, embedder, reader, eraser
        self._transcripts, self._retention_days, self._clock = transcripts, retention_days, clock
        self._waiting = WaitingRoom(clock)
        self._locks = [threading.RLock() for _ in range(LOCKS)]

    def start(self) -> None:
        """Finishes erasures that were cut short, and makes the index what the ledger says. Call once, before use."""
        outdated = self._ledger.texts_of_another_model()
        self._ledger.set_vectors({memory.id: self._embed(memory.quote, memory.in_reply_to) for memory in outdated})
        self._eraser.resume(alone=True)
        lacks, surplus = missing(self._ledger.entries(), self._index)
        self._index.add(lacks)
        for pseudonym, ids in surplus.items():
            self._index.erase(pseudonym, ids)
        if surplus:
            self._eraser.compact()
        self.forget_expired()
        logger.info("Index ready: %d memories added, %d people tidied.", len(lacks), len(surplus))

    def close(self) -> None:
        """Lets go of the files; nothing is to be asked of the service afterwards."""
        self._index.close()
        self._ledger.close()

    # What is said

    def observe(
        self,
        user_id: str,
        text: str,
        *,
        message_id: str,
        sent_at: datetime,
        channel: str,
        in_reply_to: str | None = None,
    ) -> Observed:
        """Notes what the person told in `text`; the same `message_id` again changes nothing and answers the same.

        Raises:
            InputInvalid: the text is longer than MAX_TEXT characters.
            DiskFull: nothing was noted.
        """
        if len(text) > MAX_TEXT:
            raise InputInvalid(f"The message has {len(text)} characters; {MAX_TEXT} are the most. Send it in parts.")
        with self._lock(user_id):
            profile = self.profile(user_id)
            known = self._ledger.memories(user_id)
            before = self._ledger.noted(user_id, message_id)
            understood = self._reader.read(
                text,
                sent_at=sent_at,
                timezone=profile.timezone,
                in_reply_to=in_reply_to,
                known=[memory for memory in known if memory.status == "current" and memory.id not in before],
            )
            keep, withheld = _sort(understood.told, profile)
            withheld = [*understood.refused, *withheld]
            told_at = min(sent_at.astimezone(timezone.utc), self._clock())
            source = {"told_at": told_at, "channel": channel, "message_id": message_id, "in_reply_to": in_reply_to}
            asks = [one for one in understood.told if one.sensitivity] if profile.sensitive == "ask" else []
            if asks and profile.remembering == "on" and not before:
                self._waiting.put(user_id, asks, source)
            if before or not keep:
                by_id = {memory.id: memory for memory in known}
                return Observed(tuple(by_id[id_] for id_ in before if id_ in by_id), tuple(withheld))
            return Observed(tuple(self._note(profile, keep, known, source)), tuple(withheld))

    def withheld(self, user_id: str) -> list[Withheld]:
        """What is sensitive and waits for the person's yes, the oldest first."""
        return self._waiting.peek(user_id)

    def keep_withheld(self, user_id: str) -> list[Memory]:
        """Notes what waits, as if it had just been told. Raises NotRemembering."""
        with self._lock(user_id):
            profile = self._remembering(user_id)
            noted = []
            for one in self._waiting.take(user_id):
                noted += self._note(profile, one.told, self._ledger.memories(user_id), one.source)
            return noted

    def drop_withheld(self, user_id: str) -> int:
        """Lets go of what waits; returns how many things that were."""
        return sum(len(one.told) for one in self._waiting.take(user_id))

    def tell(self, user_id: str, text: str, *, channel: str, category: str | None = None) -> list[Memory]:
        """Notes what the person writes down by hand: understood like a message, and kept whole where it is not.

        Raises:
            NotRemembering: the person has not said yes, or has stopped remembering.
            InputInvalid: the text is empty or too long, or a secret; the category is none of ours.
        """
        profile = self._remembering(user_id)
        told = self._by_hand(text, profile, category)
        with self._lock(user_id):
            source = {"told_at": self._clock(), "channel": channel, "message_id": _new_id(), "in_reply_to": None}
            return self._note(profile, told, self._ledger.memories(user_id), source)

    # What was told

    def memories(
        self, user_id: str, *, category: str | None = None, status: str | None = None, q: str | None = None
    ) -> list[Memory]:
        """The person's memories, the one told last first; `q` keeps those with all of its words in them."""
        words = (q or "").casefold().split()
        return [
            memory
            for memory in self._ledger.memories(user_id)
            if (category is None or memory.category == category)
            and (status is None or memory.status == status)
            and all(word in f"{memory.quote} {memory.statement}".casefold() for word in words)
        ]

    def memory(self, user_id: str, memory_id: str) -> Memory:
        """Raises MemoryNotFound."""
        return self._ledger.memory(user_id, memory_id)

    def history(self, user_id: str, memory_id: str) -> list[Memory]:
        """What held before this memory, the latest first."""
        by_id = {memory.id: memory for memory in self._ledger.memories(user_id)}
        found: list[Memory] = []
        former = by_id[memory_id].supersedes if memory_id in by_id else None
        while former in by_id and by_id[former] not in found:
            found.append(by_id[former])
            former = by_id[former].supersedes
        return found

    def recall(self, user_id: str, question: str, limit: int = 10) -> Recalled:
        """The memories that may answer the question, the surest first, and whether one does."""
        profile = self.profile(user_id)
        asked = self._reader.ask(question[:MAX_TEXT], asked_at=self._clock(), timezone=profile.timezone)
        cosines = self._cosines(user_id, self._embedder.embed([asked.first_person])[0])
        candidates = [
            Candidate(memory, *cosines.get(memory.id, (0.0, 0.0))) for memory in self._ledger.memories(user_id)
        ]
        found = rank(asked, candidates)
        asks_for: Literal["one", "several", "former"] = "several" if asked.answer_type == "list" else "one"
        return Recalled(found.answerable, found.matches[:limit], "former" if asked.history else asks_for)

    def similar(self, user_id: str, text: str) -> tuple[Match, ...]:
        """The current memories by how near their words are to `text`, the nearest first; `score` is the cosine."""
        cosines = self._cosines(user_id, self._embedder.embed([text[:MAX_TEXT]])[0])
        near = [
            Match(memory, cosines[memory.id][0])
            for memory in self._ledger.memories(user_id)
            if memory.status == "current" and memory.id in cosines
        ]
        return tuple(sorted(near, key=lambda match: match.score, reverse=True))

    def now(self) -> datetime:
        """The time by the memory's clock."""
        return self._clock()

    def about(self, user_id: str, subject: str) -> tuple[Memory, ...]:
        """All memories in which the subject ("my sister", "Ines", "the interview") occurs."""
        return about(subject, self._ledger.memories(user_id))

    # Correcting

    def correct(self, user_id: str, memory_id: str, changes: Mapping[str, Any], *, channel: str) -> Memory:
        """Changes a memory by the person's own hand; new words supersede the old, which stay in its history.

        Raises MemoryNotFound, InputInvalid, NotRemembering.
        """
        profile = self._remembering(user_id)
        with self._lock(user_id):
            memory = self._ledger.memory(user_id, memory_id)
            words = changes.get("quote") or changes.get("statement")
            filed = {name: changes[name] for name in ("category", "status") if changes.get(name)}
            if not words or words == memory.quote:
                if filed:
                    self._ledger.change(user_id, memory_id, filed)
                return self._ledger.memory(user_id, memory_id)
            told = self._by_hand(words, profile, filed.get("category", memory.category))[0]
            former = replace(memory, id=_new_id(), status="superseded")
            corrected = replace(
                replace(memory, **filed),
                quote=words,
                statement=changes.get("statement") or told.statement,
                slot=told.slot or memory.slot and replace(memory.slot, value=None),
                about=told.about,
                sensitivity=told.sensitivity,
                told_at=self._clock(),
                channel=channel,
                in_reply_to=None,
                supersedes=former.id,
            )
            self._ledger.replace(user_id, corrected, self._embed(words, None), former)
            self._index.add(self._ledger.entries(user_id, [memory_id, former.id]))
            return self._ledger.memory(user_id, memory_id)

    def conclude(
        self, user_id: str, memory_id: str, words: str, *, message_id: str, channel: str, in_reply_to: str | None
    ) -> Memory | None:
        """A plan or goal is over. Keeps `words`, in which the person said how it went, and returns that memory.

        None where no words are kept: there are none, the person paused remembering, or they are secret or sensitive.

        Raises MemoryNotFound.
        """
        with self._lock(user_id):
            over = self._ledger.memory(user_id, memory_id)
            if over.status == "current":
                self._ledger.change(user_id, memory_id, {"status": "done"})
            profile, now = self.profile(user_id), self._clock()
            known = self._ledger.memories(user_id)
            noted = set(self._ledger.noted(user_id, message_id))
            if noted or not words.strip() or profile.remembering != "on":
                return next((memory for memory in known if memory.id in noted and memory.id != memory_id), None)
            read = self._reader.read(words, sent_at=now, timezone=profile.timezone)
            if read.refused or any(told.sensitivity for told in read.told):
                return None
            source = {"told_at": now, "channel": channel, "message_id": message_id, "in_reply_to": in_reply_to}
            told = Told(words, f"How it went (“{over.quote}”): {words}", "events")
            return self._note(profile, [told], known, source)[0]

    def outcomes(self, user_id: str, memory_ids: Sequence[str]) -> list[Memory]:
        """What the person told when asked how these went; it is forgotten along with them."""
        told = {move.told_id for move in self._ledger.moves(user_id) if move.memory_id in memory_ids}
        return [
            memory for memory in self._ledger.memories(user_id) if memory.id in told and memory.id not in memory_ids
        ]

    # Forgetting

    def forget(self, user_id: str, memory_ids: Sequence[str]) -> ErasureReport:
        """Erases memories with what they superseded. Raises MemoryNotFound where one is not the person's."""
        with self._lock(user_id):
            for memory_id in memory_ids:
                self._ledger.memory(user_id, memory_id)
            outcomes = [memory.id for memory in self.outcomes(user_id, memory_ids)]
            return self._eraser.erase(user_id, self._with_former(user_id, [*memory_ids, *outcomes]))

    def forget_category(self, user_id: str, category: str | None) -> ErasureReport:
        """Erases all memories of a category, or of all categories; the profile stays."""
        with self._lock(user_id):
            return self._eraser.erase(user_id, [memory.id for memory in self.memories(user_id, category=category)])

    def forget_person(self, user_id: str) -> ErasureReport:
        """Erases everything about the person, the profile included: afterwards they are not known."""
        with self._lock(user_id):
            self._waiting.take(user_id)
            return self._eraser.erase(user_id, [memory.id for memory in self._ledger.memories(user_id)], person=True)

    def forget_expired(self) -> int:
        """Erases the memories whose time is over, with what they superseded; returns how many."""
        expired = self._ledger.expired(self._clock())
        if not expired:
            return 0
        with contextlib.ExitStack() as locks:
            for lock in sorted({hash(user_id) % LOCKS for user_id in expired}):
                locks.enter_context(self._locks[lock])
            plans = [self._eraser.plan(user, self._with_former(user, ids)) for user, ids in expired.items()]
            return self._eraser.erase_all(plans).memories

    def finish_forgetting(self) -> int:
        """Tries again to finish erasures that were cut short, as by a full disk; returns how many there were."""
        return self._eraser.resume()

    # Profile and uses

    def profile(self, user_id: str) -> Profile:
        """What the person decided; for one who is not known, that they were not asked yet."""
        return self._ledger.profile(user_id) or Profile(user_id, retention_days=self._retention_days)

    def change_profile(self, user_id: str, changes: Mapping[str, Any]) -> Profile:
        """Takes any subset of a profile's fields; how long memories are kept counts for those told before, too.

        Raises InputInvalid.
        """
        for name, allowed in DECISIONS.items():
            if name in changes and changes[name] not in allowed:
                raise InputInvalid(f"{name} is {changes[name]!r}; it has to be one of {', '.join(allowed)}.")
        for channel, level in dict(changes.get("levels") or {}).items():
            if level not in LEVELS or not 1 <= len(channel) <= 40:
                raise InputInvalid(f"levels names {level!r} for a channel; it has to be one of {', '.join(LEVELS)}.")
        if "timezone" in changes:
            try:
                ZoneInfo(changes["timezone"])
            except (ValueError, OSError, KeyError, TypeError):
                raise InputInvalid("timezone is not a name of the IANA database, such as Europe/Lisbon.") from None
        with self._lock(user_id):
            before = self.profile(user_id)
            after = replace(before, **changes)
            if after.remembering == "on" and before.consented_at is None:
                after = replace(after, consented_at=self._clock())
            self._ledger.save_profile(after)
            if after.retention_days != before.retention_days:
                self._ledger.set_expiry(user_id, after.retention_days)
            if after.remembering != "on" or after.sensitive == "never":
                self._waiting.take(user_id)
        return after

    def record_uses(self, user_id: str, memory_ids: Sequence[str], *, reply_id: str, channel: str) -> None:
        """Writes down that a reply drew on these memories; of one that is forgotten meanwhile nothing is written."""
        now = self._clock()
        with self._lock(user_id):
            there = {entry.memory_id for entry in self._ledger.entries(user_id, dict.fromkeys(memory_ids))}
            self._ledger.add_uses(user_id, [Use(_new_id(), user_id, id_, reply_id, now, channel) for id_ in there])

    def record_move(
        self, user_id: str, kind: MoveKind, item: str = "", *, memory_id: str | None = None, channel: str
    ) -> Move | None:
        """Writes down what the bot does of its own accord; of a person who is not kept in the ledger nothing."""
        with self._lock(user_id):
            if self._ledger.profile(user_id) is None:
                return None
            move = Move(_new_id(), user_id, kind, item, memory_id, channel, self._clock())
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

    def transcript(self, user_id: str) -> list[dict[str, str]]:
        """The running conversation as far as it is kept: `by`, `text` and `at` of each line."""
        return self._transcripts.read(user_id)

    def messages(self, user_id: str) -> list[dict[str, Any]]:
        """Which messages became which memories, by their ids: kept so that one delivered twice is noted once."""
        return self._ledger.messages(user_id)

    def pseudonym(self, user_id: str) -> str | None:
        """The name under which the index knows the person."""
        return self._ledger.pseudonym(user_id)

    def uses(self, user_id: str, memory_id: str | None = None) -> list[Use]:
        return self._ledger.uses(user_id, memory_id)

    # Inside

    def _lock(self, user_id: str) -> threading.RLock:
        return self._locks[hash(user_id) % LOCKS]

    def _with_former(self, user_id: str, memory_ids: Sequence[str]) -> list[str]:
        former = [memory.id for memory_id in memory_ids for memory in self.history(user_id, memory_id)]
        return list(dict.fromkeys([*memory_ids, *former]))

    def _note(
        self, profile: Profile, told: Sequence[Told], known: Sequence[Memory], source: Mapping[str, Any]
    ) -> list[Memory]:
        user_id = profile.user_id
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
                id=_new_id(),
                user_id=user_id,
                quote=one.quote,
                statement=one.statement,
                category=one.category,
                slot=one.slot,
                about=one.about,
                sensitivity=one.sensitivity,
                supersedes=change.memory_id if change.kind in ("supersedes", "ends") else None,
                expires_at=_expiry(source["told_at"], profile.retention_days),
                **source,
            )
            if memory.supersedes:
                status[memory.supersedes] = "superseded"
                current.pop(memory.supersedes, None)
            current[memory.id] = memory
            added.append((memory, vectors))
        # One told in this message and superseded in it, too, is written with that status at once.
        added = [(replace(m, status="superseded") if status.pop(m.id, None) else m, v) for m, v in added]
        self._ledger.save_profile(profile)
        self._ledger.note(user_id, source["message_id"], Noted(added, seen, status), self._clock())
        ids = dict.fromkeys([memory.id for memory, _ in added] + seen)
        self._index.add(self._ledger.entries(user_id, [memory.id for memory, _ in added]))
        return [self._ledger.memory(user_id, memory_id) for memory_id in ids]

    def _by_hand(self, text: str, profile: Profile, category: str | None) -> list[Told]:
        words = text.strip()
        if not words or len(words) > MAX_TEXT:
            raise InputInvalid(f"A memory needs between 1 and {MAX_TEXT} characters.")
        if category is not None and category not in CATEGORIES:
            raise InputInvalid(f"category is {category!r}; it has to be one of {', '.join(CATEGORIES)}.")
        understood = self._reader.read(words, sent_at=self._clock(), timezone=profile.timezone)
        if any(refused.reason == "secret" for refused in understood.refused):
            raise InputInvalid(
                "It has a password, a key, or the number of a card or account in it; those are not kept."
            )
        told = list(understood.told) or [Told(words, words, category or "other")]
        return [replace(one, category=category) for one in told] if category else told

    def _remembering(self, user_id: str) -> Profile:
        profile = self.profile(user_id)
        if profile.remembering in ("unasked", "off"):
            raise NotRemembering("Remembering is off for this person. Turn it on first, then tell.")
        return profile

    def _cosines(self, user_id: str, vector: Vectors) -> dict[str, tuple[float, float]]:
        pseudonym = self._ledger.pseudonym(user_id)
        return self._index.cosines(pseudonym, vector) if pseudonym else {}

    def _similarity(self, user_id: str, vector: Vectors, added: Sequence[tuple[Memory, Vectors]]) -> dict[str, float]:
        near = {memory_id: quote for memory_id, (quote, _) in self._cosines(user_id, vector).items()}
        return near | {memory.id: float(vectors[0] @ vector) for memory, vectors in added}

    def _embed(self, quote: str, in_reply_to: str | None) -> Vectors:
        return self._embedder.embed([quote, f"{in_reply_to} {quote}" if in_reply_to else quote])


def _sort(told: Sequence[Told], profile: Profile) -> tuple[list[Told], list[Refused]]:
    """What of it may be kept, and what not and why."""
    if profile.remembering != "on":
        return [], [Refused(profile.remembering, one.category) for one in told]
    kept = [one for one in told if one.sensitivity is None or profile.sensitive == "keep"]
    return kept, [Refused("sensitive", one.sensitivity or "") for one in told if one not in kept]


def _expiry(told_at: datetime, retention_days: int | None) -> datetime | None:
    return told_at + timedelta(days=retention_days) if retention_days else None


def _new_id() -> str:
    return secrets.token_hex(16)
