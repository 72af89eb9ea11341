"""Forgetting: what was told goes from the ledger, the index and the transcript, and then every file is searched for it.

"Forgotten" is said only after the search. What is out of reach is said in docs/privacy.md.
"""

from __future__ import annotations

import json
import logging
import secrets
import sqlite3
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from memory.errors import DiskFull, ErasureIncomplete
from memory.index import Index
from memory.ledger import Ledger
from memory.models import Erasure, ErasureReport, Memory, Vectors

logger = logging.getLogger(__name__)

TRIES = 3
"""How often the index is flushed and searched again: Chroma purges its log a moment after it has answered."""

PIECE_BYTES, PIECE_EVERY_BYTES = 32, 384
"""Of a vector, pieces of eight numbers from its beginning to its end are searched for: a file can hold a part of it."""

SHORTEST = 4
"""Shorter texts are not searched for: any file of some size has them by chance."""


class Transcripts(ABC):
    """Where conversations are kept while they last, by whoever holds them."""

    @abstractmethod
    def erase(self, user_id: str) -> int:
        """Removes the person's running conversation, also from a turn that is under way; returns its turns."""

    @abstractmethod
    def read(self, user_id: str) -> list[dict[str, str]]:
        """The person's running conversation as it is kept: `by`, `text` and `at` of each line."""

    @abstractmethod
    def holds(self, text: str) -> bool:
        """Whether anybody's running conversation has this text in it."""

    @abstractmethod
    def compact(self) -> None:
        """Leaves no piece of what was erased in the file."""


class NoTranscripts(Transcripts):
    """For a memory that is used without a conversation."""

    def erase(self, user_id: str) -> int:
        return 0

    def read(self, user_id: str) -> list[dict[str, str]]:
        return []

    def holds(self, text: str) -> bool:
        return False

    def compact(self) -> None:
        pass


class Eraser:
    """Removes memories or people from everything under `home`, one erasure after the other.

    What is to go is written down first and struck out last, so that an erasure that is cut short is finished later.
    """

    def __init__(self, ledger: Ledger, index: Index, transcripts: Transcripts, home: Path) -> None:
        self._ledger, self._index, self._transcripts, self._home = ledger, index, transcripts, home
        self._lock = threading.Lock()

    def erase(self, user_id: str, memory_ids: Sequence[str], *, person: bool = False) -> ErasureReport:
        """Removes these memories, and with `person` also the profile; the running transcript goes in both cases.

        Raises:
            ErasureIncomplete: they are deleted, but there is no room to rid the files of what is left of them.
        """
        return self.erase_all([self.plan(user_id, memory_ids, person=person)])

    def plan(self, user_id: str, memory_ids: Sequence[str], *, person: bool = False) -> Erasure:
        pseudonym = self._ledger.pseudonym(user_id)
        return Erasure(secrets.token_hex(16), user_id, pseudonym, tuple(memory_ids), person)

    def erase_all(self, erasures: Sequence[Erasure]) -> ErasureReport:
        """Erases for several people at once, which costs little more than for one."""
        with self._lock:
            self._ledger.begin_erasures(erasures)
            return self._carry_out(erasures)

    def resume(self, *, alone: bool = False) -> int:
        """Finishes the erasures that were cut short; returns how many there were.

        Chroma may have been cut short, too, and have lost sight of a vector that is still in its files. So the index is
        emptied first, to be filled from the ledger again, where this is `alone` in using it.
        """
        with self._lock:
            pending = self._ledger.pending_erasures()
            if alone and any(True for e in pending for _ in self._ledger.entries(e.user_id, e.memory_ids)):
                self._index.clear()
            if pending:
                self._carry_out(pending)
        return len(pending)

    def _carry_out(self, erasures: Sequence[Erasure]) -> ErasureReport:
        started = time.perf_counter()
        texts: set[str] = set()
        vectors: dict[str, Vectors] = {}
        memories = removed = turns = 0
        for erasure in erasures:
            user_id, ids = erasure.user_id, set(erasure.memory_ids)
            gone = [memory for memory in self._ledger.memories(user_id) if memory.id in ids]
            texts |= {text for memory in gone for text in (memory.quote, memory.statement)}
            vectors |= {entry.memory_id: entry.vectors for entry in self._ledger.entries(user_id, erasure.memory_ids)}
            memories += len(gone)
            # The transcript goes before and after: a turn of the person may draw on the ledger in between.
            turns += self._transcripts.erase(user_id)
            removed += self._remove(erasure, gone)
            turns += self._transcripts.erase(user_id)
        try:
            scanned, residue = self._clean(erasures, texts, vectors)
        except (DiskFull, subprocess.CalledProcessError, sqlite3.Error):
            raise ErasureIncomplete(
                "It is deleted, but traces of it are left in the files, which could not be written anew; mostly there "
                "is no room on the disk. That is tried again until it is done."
            ) from None
        self._ledger.end_erasures(erasures)
        if residue:
            logger.error("Erasure left %d places with something of %d memories.", residue, memories)
        took_ms = round(1000 * (time.perf_counter() - started), 1)
        return ErasureReport(memories, removed, turns, scanned, residue, took_ms)

    def _remove(self, erasure: Erasure, memories: Sequence[Memory]) -> int:
        """Takes the memories out of the index, then out of the ledger; returns how many vectors that were."""
        blank = [] if erasure.person else self._answers_to(erasure.user_id, memories)
        removed = 0
        if erasure.pseudonym:
            removed = self._index.erase(erasure.pseudonym, erasure.memory_ids)
        for memory in blank:
            self._index.erase(self._ledger.pseudonym(memory.user_id) or "", [memory.id])
        if erasure.person:
            self._ledger.erase_person(erasure.user_id)
        else:
            self._ledger.erase(erasure.user_id, erasure.memory_ids, [memory.id for memory in blank])
        self._index.add(self._ledger.entries(erasure.user_id, [memory.id for memory in blank]))
        return removed

    def _clean(self, erasures: Sequence[Erasure], texts: set[str], vectors: Mapping[str, Vectors]) -> tuple[int, int]:
        """Rids the files of free pages, and searches all of them; returns the files read and the places found."""
        rows = {row.tobytes() for pair in vectors.values() for row in pair}
        pieces = [row[at : at + PIECE_BYTES] for row in rows for at in range(0, len(row), PIECE_EVERY_BYTES)]
        self.compact()
        scanned, residue = self._search(texts, pieces)
        for _ in range(TRIES):
            if not residue or not vectors:
                break
            for erasure in erasures:
                if erasure.pseudonym:
                    self._index.flush(erasure.pseudonym, next(iter(vectors.values()))[0])
            self._index.compact()
            scanned, residue = self._search(texts, pieces)
        return scanned, residue

    def compact(self) -> None:
        """Writes every database anew, so that no free page holds a piece of what was deleted."""
        self._ledger.compact()
        self._index.compact()
        self._transcripts.compact()

    def _answers_to(self, user_id: str, memories: Sequence[Memory]) -> list[Memory]:
        """The memories that stay but answer a line which names something of `memories`."""
        ids = {memory.id for memory in memories}
        names = {m.quote for m in memories} | {m.statement for m in memories}
        names |= {m.slot.value for m in memories if m.slot and m.slot.value}
        lowered = [name.casefold() for name in names if len(name) >= SHORTEST]
        return [
            memory
            for memory in self._ledger.memories(user_id)
            if memory.id not in ids and any(name in (memory.in_reply_to or "").casefold() for name in lowered)
        ]

    def _search(self, texts: set[str], pieces: Sequence[bytes]) -> tuple[int, int]:
        """Files read and places found, but for what somebody's remaining memory or conversation has too."""
        wanted = [text for text in sorted(texts) if len(text) >= SHORTEST]
        written = [(text, form) for text in wanted for form in {text.encode(), json.dumps(text)[1:-1].encode()}]
        found = scan(self._home, [form for _, form in written] + list(pieces))
        residue = 0
        for needle, places in enumerate(found["places"]):
            if not places:
                continue
            if needle < len(written):
                text = written[needle][0]
                held = self._ledger.holds(text) or self._transcripts.holds(text)
            else:
                held = self._ledger.holds_vector(pieces[needle - len(written)])
            residue += 0 if held else places
        return found["files"], residue


def scan(home: Path, needles: Sequence[bytes]) -> dict[str, Any]:
    """Searches every file under `home`: how many `files` were read, and in how many each needle is (`places`).

    In a process of its own, which never opens a database as one; the needles go through its standard input.
    """
    script = Path(__file__).with_name("scan.py")
    ran = subprocess.run(
        [sys.executable, "-I", str(script), str(home)],
        input=json.dumps([needle.hex() for needle in needles]).encode(),
        capture_output=True,
        check=True,
        timeout=600,
    )
    return cast("dict[str, Any]", json.loads(ran.stdout))
