"""Forgetting: what was told goes from the ledger, the index and the transcript, and then every file is searched for it.

"Forgotten" is said only after the search. What is out of reach is said in docs/privacy.md.
"""

from __future__ import annotations

import json
import logging
import secrets
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from memory.caches import empty_caches
from memory.errors import ErasureIncomplete
from memory.forgotten import Forgotten, mark
from memory.index import Index
from memory.ledger import Ledger
from memory.models import Erasure, ErasureReport, Memory, Vectors
from memory.transcripts import Transcripts

logger = logging.getLogger(__name__)

VECTOR_PIECE_BYTES, VECTOR_PIECE_EVERY = 32, 192
TEXT_PIECE_BYTES, TEXT_PIECE_EVERY = 8, 4
"""Of vectors and texts, pieces from the beginning to the end are searched for: a file can hold a part of one.

A piece of a text alone is no residue, since others may have said it, too; it is a reason to write the files anew.
"""

SHORTEST = 4
"""Shorter texts are not searched for: any file of some size has them by chance."""


@dataclass(frozen=True)
class Traces:
    """What an erasure is searched for by: `texts`, `pieces` of them, and `vectors`, of which `vector` is any one."""

    texts: frozenset[bytes]
    pieces: frozenset[bytes]
    vectors: frozenset[bytes]
    vector: Vectors | None


@dataclass
class Waiting:
    """What somebody waits to be erased; another's erasure may take it along, and set the `report` or the `error`."""

    erasures: Sequence[Erasure]
    since: float = field(default_factory=time.perf_counter)
    report: ErasureReport | None = None
    error: Exception | None = None


class Eraser:
    """Removes memories or people from everything under `home`.

    What is to go is written down first and struck out last, so that an erasure that is cut short is finished later.
    While one runs, those that are asked for wait, and then go together: writing the files anew and searching them costs
    as much for many as for one.
    """

    def __init__(self, ledger: Ledger, index: Index, transcripts: Transcripts, home: Path) -> None:
        self._ledger, self._index, self._transcripts, self._home = ledger, index, transcripts, home
        self._forgotten = Forgotten(home / "forgotten.jsonl")
        self._lock, self._waiting = threading.Lock(), deque[Waiting]()

    def erase(self, user_id: str, memory_ids: Sequence[str], *, person: bool = False) -> ErasureReport:
        """Removes these memories, and with `person` also the profile; the running transcript goes in both cases.

        Raises:
            ErasureIncomplete: they are deleted, but the files could not be rid of what is left of them.
        """
        return self.erase_all([self.plan(user_id, memory_ids, person=person)])

    def plan(self, user_id: str, memory_ids: Sequence[str], *, person: bool = False) -> Erasure:
        pseudonym = self._ledger.pseudonym(user_id)
        return Erasure(secrets.token_hex(16), user_id, pseudonym, tuple(memory_ids), person)

    def erase_all(self, erasures: Sequence[Erasure]) -> ErasureReport:
        """Erases for several accounts at once, together with whatever else waits. Raises as `erase`."""
        own = Waiting(erasures)
        self._waiting.append(own)
        with self._lock:
            if own.report is None and own.error is None:
                together = [self._waiting.popleft() for _ in range(len(self._waiting))]
                try:
                    self._ledger.begin_erasures([erasure for one in together for erasure in one.erasures])
                    self._carry_out(together)
                except Exception as error:
                    for one in together:
                        one.error = error
        if own.report is None:
            raise own.error or ErasureIncomplete("It is not known whether it was erased. That is tried again.")
        return own.report

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
                self._carry_out([Waiting(pending)])
        return len(pending)

    def repeat(self) -> int:
        """Erases what was erased before and is back, as out of a backup; returns how many memories and people."""
        marks = self._forgotten.read()
        plans, count = list[Erasure](), 0
        for account, (pseudonym, ids) in self._ledger.holdings().items() if marks else ():
            person = mark(pseudonym) in marks
            back = ids if person else [id_ for id_ in ids if mark(id_) in marks]
            if person or back:
                plans.append(self.plan(account, back, person=person))
                count += len(back) + person
        if plans:
            self.erase_all(plans)
        return count

    def _carry_out(self, together: Sequence[Waiting]) -> None:
        """Erases what waits, and writes each report."""
        try:
            self._forgotten.add([erasure for one in together for erasure in one.erasures])
        except OSError as error:
            raise ErasureIncomplete(
                f"It is not deleted yet, since forgotten.jsonl cannot be written ({error.strerror or error}); mostly "
                "there is no room on the disk. That is tried again until it is done."
            ) from None
        removed = [self._remove_all(one.erasures) for one in together]
        empty_caches()
        traces = [one for one, _ in removed]
        erasures = [erasure for one in together for erasure in one.erasures]
        try:
            scanned, residue = self._clean(erasures, traces)
        except Exception as error:
            logger.error("Cleaning the files after an erasure failed: %s. It is tried again.", type(error).__name__)
            raise ErasureIncomplete(
                "It is deleted, but traces of it are left in the files, which could not be written anew; mostly there "
                "is no room on the disk. That is tried again until it is done."
            ) from None
        self._ledger.end_erasures(erasures)
        for one, (_, (memories, vectors, turns)), left in zip(together, removed, residue, strict=True):
            if left:
                logger.error("Erasure left %d places with something of %d memories.", left, memories)
            took_ms = round(1000 * (time.perf_counter() - one.since), 1)
            one.report = ErasureReport(memories, vectors, turns, scanned, left, took_ms)

    def _remove_all(self, erasures: Sequence[Erasure]) -> tuple[Traces, tuple[int, int, int]]:
        """Deletes everywhere; returns what to search for, and how many memories, vectors and turns went."""
        texts: set[bytes] = set()
        pieces: set[bytes] = set()
        vector: Vectors | None = None
        memories = vectors = turns = 0
        for erasure in erasures:
            user_id, ids = erasure.user_id, set(erasure.memory_ids)
            gone = [memory for memory in self._ledger.memories(user_id) if memory.id in ids]
            for text in (text for memory in gone for text in (memory.quote, memory.statement)):
                texts |= _written(text)
            for row in (row for entry in self._ledger.entries(user_id, erasure.memory_ids) for row in entry.vectors):
                vector = row
                pieces |= _pieces(row.tobytes(), VECTOR_PIECE_BYTES, VECTOR_PIECE_EVERY)
            memories += len(gone)
            # The transcript goes before and after: a turn of the person may draw on the ledger in between.
            turns += self._transcripts.erase(user_id)
            vectors += self._remove(erasure, gone)
            turns += self._transcripts.erase(user_id)
        parts = {part for text in texts for part in _pieces(text, TEXT_PIECE_BYTES, TEXT_PIECE_EVERY)} - texts
        return Traces(frozenset(texts), frozenset(parts), frozenset(pieces), vector), (memories, vectors, turns)

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

    def _clean(self, erasures: Sequence[Erasure], traces: Sequence[Traces]) -> tuple[int, list[int]]:
        """Rids the files of what was deleted, and searches them; returns the files read, and for each where it is left.

        Mostly a deleted row has been overwritten where it stood. Where a search finds that one was not, as SQLite had
        moved it from page to page before, or Chroma had writes to apply, the ledger is written anew.
        """
        self.compact()
        scanned, residue, parts = self._search(traces)
        if any(residue) or parts:
            vector = next((one.vector for one in traces if one.vector is not None), None)
            for pseudonym in {erasure.pseudonym for erasure in erasures if erasure.pseudonym}:
                if vector is not None:
                    self._index.flush(pseudonym, vector)
            self._ledger.rewrite()
            self.compact()
            scanned, residue, _ = self._search(traces)
        return scanned, residue

    def compact(self) -> None:
        """Rids logs and free pages of what was deleted."""
        self._ledger.empty_log()
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

    def _search(self, traces: Sequence[Traces]) -> tuple[int, list[int], int]:
        """How many files were read, in how many of them each has left something, and how many pieces of texts are."""
        needles = [(owner, needle) for owner, one in enumerate(traces) for needle in one.texts | one.vectors]
        pieces = sorted({piece for one in traces for piece in one.pieces})
        found = scan(self._home, [*(needle for _, needle in needles), *pieces])
        left: list[set[str]] = [set() for _ in traces]
        for (owner, _), places in zip(needles, found["places"], strict=False):
            left[owner].update(places)
        return found["files"], [len(places) for places in left], sum(map(bool, found["places"][len(needles) :]))


def _written(text: str) -> set[bytes]:
    """How a text may stand in a file."""
    return {text.encode(), json.dumps(text)[1:-1].encode()} if len(text) >= SHORTEST else set()


def _pieces(data: bytes, size: int, every: int) -> set[bytes]:
    return {data[at : at + size] for at in range(0, len(data) - size + 1, every)}


def scan(home: Path, needles: Sequence[bytes]) -> dict[str, Any]:
    """Searches every file under `home`: how many `files` were read, and in which ones each needle is (`places`).

    In a process of its own; the needles go through its standard input. See `memory.scan.search`.
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
