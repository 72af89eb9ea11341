"""What every part of the service stands on: the stores, the clock, and one lock a person."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from memory.embeddings import Embedder
from memory.erasure import Eraser
from memory.errors import DiskFull, IndexFailed, NotRemembering, TooManyMemories
from memory.expiry import Expiry, steady_s
from memory.home import HomeLock
from memory.index import Index
from memory.ledger import Ledger
from memory.life import Learned
from memory.linkcodes import LinkCodes
from memory.models import Memory, Profile, Vectors
from memory.reading.adapter import ReadingReader
from memory.recall.paired import PairScorer
from memory.service.checking import Mentions
from memory.service.readings import Readings
from memory.service.talks import Talks
from memory.settings import MAX_MEMORIES
from memory.transcripts import Transcripts
from memory.understand import ReaderPool
from memory.waiting import WaitingRoom

MAX_TEXT = 10_000
"""Characters of a message; a longer one is refused."""

LOCKS = 64
"""People share locks by a hash of their id: a lock each would grow with everybody who ever wrote."""


MOST_UNASKED = 10_000
"""People whose settings are held in memory until they decide; beyond, those of who came first are dropped."""


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


class Base:
    """Every method takes the id of one of the person's accounts first and reaches that person's memories alone."""

    def __init__(
        self,
        ledger: Ledger,
        index: Index,
        embedder: Embedder,
        reader: ReadingReader | ReaderPool,
        eraser: Eraser,
        transcripts: Transcripts,
        *,
        retention_days: int | None = None,
        max_memories: int = MAX_MEMORIES,
        pairs: PairScorer | None = None,
        clock: Callable[[], datetime] = utc_now,
        steady: Callable[[], float] = steady_s,
        lock: HomeLock | None = None,
    ) -> None:
        """A person has at most `max_memories`; `pairs` says whether a memory answers. `steady` counts seconds and
        cannot be set, as `clock` can. `lock` is held until closed.
        """
        self._ledger, self._index, self._embedder, self._reader, self._eraser = ledger, index, embedder, reader, eraser
        self._transcripts, self._retention_days, self._clock, self._pairs = transcripts, retention_days, clock, pairs
        self.max_memories, self._expiry, self._home_lock = max_memories, Expiry(steady), lock
        self._mentions = Mentions()
        self._waiting, self._unsure_names = WaitingRoom[Learned](clock), WaitingRoom[Learned](clock)
        self._codes, self._talks = LinkCodes(clock), Talks()
        self._readings = Readings(reader.read, clock)
        self._unasked: dict[str, Profile] = {}
        self._locks = [threading.RLock() for _ in range(LOCKS)]

    def profile(self, user_id: str) -> Profile:
        """What the person decided; for one who is not known, that they were not asked yet."""
        default = Profile(user_id, retention_days=self._retention_days)
        return self._ledger.profile(user_id) or self._unasked.get(user_id) or default

    def memories(
        self, user_id: str, *, category: str | None = None, status: str | None = None, q: str | None = None
    ) -> list[Memory]:
        """The person's memories, the one told last first; `q` keeps those with all of its words in them."""
        return matching(self._kept(user_id), category, status, q)

    def _kept(self, user_id: str) -> list[Memory]:
        """All of the person's memories but those whose time is over, which the next sweep erases."""
        now = self._clock()
        return [one for one in self._ledger.memories(user_id) if one.expires_at is None or one.expires_at > now]

    def history(self, user_id: str, memory_id: str) -> list[Memory]:
        """What held before this memory, the latest first."""
        by_id = {memory.id: memory for memory in self._ledger.memories(user_id)}
        found: list[Memory] = []
        former = by_id[memory_id].supersedes if memory_id in by_id else None
        while former in by_id and by_id[former] not in found:
            found.append(by_id[former])
            former = by_id[former].supersedes
        return found

    def outcomes(self, user_id: str, memory_ids: Sequence[str]) -> list[Memory]:
        """What the person told when asked how these went; it is forgotten along with them."""
        told = {move.told_id for move in self._ledger.moves(user_id) if move.memory_id in memory_ids}
        return [
            memory for memory in self._ledger.memories(user_id) if memory.id in told and memory.id not in memory_ids
        ]

    @contextlib.contextmanager
    def _lock(self, *user_ids: str) -> Iterator[None]:
        """Takes the locks of these people; of one whose accounts were linked while this waited, the new one."""
        while True:
            places = self._places(user_ids)
            with contextlib.ExitStack() as locks:
                for place in places:
                    locks.enter_context(self._locks[place])
                if places == self._places(user_ids):
                    yield
                    return

    def _places(self, user_ids: Sequence[str]) -> list[int]:
        return sorted({hash(self._ledger.person(user_id)) % LOCKS for user_id in user_ids})

    def _refuse_too_many(self, known: Sequence[Memory], adds: int) -> None:
        """Raises TooManyMemories where there is no room for `adds` more beside what is `known`, superseded included."""
        room = max(0, self.max_memories - len(known))
        if adds > room:
            raise TooManyMemories(
                f"At most {self.max_memories:,} memories are kept of a person, former ones included; there is room for "
                f"{room:,} and this would add {adds:,}. Forget some and try again."
            )

    def _remembering(self, user_id: str) -> Profile:
        profile = self.profile(user_id)
        if profile.remembering in ("unasked", "off") or profile.consented_at is None:
            raise NotRemembering("Remembering is off for this person. Turn it on first, then tell.")
        return profile

    def _line(self, user_id: str, in_reply_to: str | None, drew_on: Sequence[str]) -> dict[str, Any]:
        """The line that a message answers, as its memories have it: none where what it rests on is forgotten."""
        there = {memory.id for memory in self._kept(user_id)} if in_reply_to and drew_on else set()
        if in_reply_to is None or not there.issuperset(drew_on):
            return {"in_reply_to": None, "drew_on": ()}
        return {"in_reply_to": in_reply_to, "drew_on": tuple(drew_on)}

    def _cosines(self, user_id: str, vector: Vectors) -> dict[str, tuple[float, float]]:
        """How near `vector` is to each memory; what the index lacks, or all where it fails, by the ledger's vectors."""
        near: dict[str, tuple[float, float]] = {}
        with contextlib.suppress(IndexFailed, DiskFull):  # it is mended meanwhile: see `tending`
            for pseudonym in self._ledger.pseudonyms(user_id):
                near |= self._index.cosines(pseudonym, vector)
        held = self._ledger.ids_by_pseudonym(self._ledger.pseudonyms(user_id)).values()
        lacking = [id_ for ids in held for id_ in ids if id_ not in near]
        for entry in self._ledger.entries(user_id, lacking):
            quote, context = (entry.vectors @ vector).tolist()
            near[entry.memory_id] = (quote, context)
        return near

    def _add_to_index(self, user_id: str, memory_ids: Sequence[str]) -> None:
        """Lets the index know what the ledger holds; where it cannot take that now, it gets it when it is mended."""
        with contextlib.suppress(IndexFailed, DiskFull):
            self._index.add(self._ledger.entries(user_id, memory_ids))

    def _embed(self, quote: str, in_reply_to: str | None) -> Vectors:
        return self._embedder.embed(embedded_texts(quote, in_reply_to))


def embedded_texts(quote: str, in_reply_to: str | None) -> list[str]:
    """The two texts whose vectors a memory has: its quote, and the quote after the line it answers."""
    return [quote, f"{in_reply_to} {quote}" if in_reply_to else quote]


def matching(memories: Sequence[Memory], category: str | None, status: str | None, q: str | None) -> list[Memory]:
    """Those of the category, of the status, and with all words of `q` in them, as far as these are given."""
    words = (q or "").casefold().split()
    return [
        memory
        for memory in memories
        if (category is None or memory.category == category)
        and (status is None or memory.status == status)
        and all(word in f"{memory.quote} {memory.statement}".casefold() for word in words)
    ]


def expiry(told_at: datetime, retention_days: int | None) -> datetime | None:
    return told_at + timedelta(days=retention_days) if retention_days else None


def new_id() -> str:
    return secrets.token_hex(16)
