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
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np

from memory.caches import empty_caches
from memory.errors import DiskFull, ErasureIncomplete
from memory.forgotten import Forgotten, mark
from memory.index import Index
from memory.ledger import Ledger
from memory.models import Entry, Erasure, ErasureReport, Memory, Vectors
from memory.traces import Traces, Words
from memory.transcripts import Transcripts

logger = logging.getLogger(__name__)


@dataclass
class Removed:
    """What was deleted, what to search for in files, and by which words in the rows of whom it was erased for."""

    traces: Traces = field(default_factory=Traces)
    rows: list[tuple[Erasure, Words]] = field(default_factory=list)
    memories: int = 0
    vectors: int = 0
    turns: int = 0


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
            DiskFull: nothing is forgotten, nor written down to be.
            ErasureIncomplete: they are written down to be forgotten, and that is not done yet.
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
                        one.error = _refused(error)
        if own.report is None:
            raise own.error or ErasureIncomplete("It is not known whether it was erased. That is tried again.")
        return own.report

    def paused(self) -> AbstractContextManager[Any]:
        """While this is held, nothing is erased, and those who ask for it wait."""
        return self._lock

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

    def part(self, account: str) -> None:
        """Before `account` is a person of its own again: neither side keeps words that the other told."""
        with self._lock:
            told = self._ledger.memories(account)
            here = [memory for memory in told if memory.user_id == account]
            there = [memory for memory in told if memory.user_id != account]
            self._blank(account, (), blanked(here, Words(there, staying=here)))
            self._blank(account, (), blanked(there, Words(here, staying=there)))
            self.compact()
        empty_caches()

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
        erasures = [erasure for one in together for erasure in one.erasures]
        try:
            self._forgotten.add(erasures)
            removed = [self._remove_all(one.erasures) for one in together]
            scanned, residue = self._clean(erasures, removed)
            self._ledger.end_erasures(erasures)
        except Exception as error:
            logger.error("An erasure was cut short: %s. It is tried again.", type(error).__name__)
            raise ErasureIncomplete(
                "It is written down to be forgotten, but it is not done yet: the files could not be written anew; "
                "mostly there is no room on the disk. That is tried again until it is done."
            ) from None
        finally:
            empty_caches()
        for one, gone, left in zip(together, removed, residue, strict=True):
            if left:
                logger.error("Erasure left %d places with something of %d memories.", left, gone.memories)
            took_ms = round(1000 * (time.perf_counter() - one.since), 1)
            one.report = ErasureReport(gone.memories, gone.vectors, gone.turns, scanned, left, took_ms)

    def _remove_all(self, erasures: Sequence[Erasure]) -> Removed:
        """Deletes everywhere; returns what that was, and what to search for."""
        removed, gone, vectors = Removed(), list[Memory](), list[Vectors]()
        of_person: dict[str, list[Erasure]] = {}
        for erasure in erasures:
            of_person.setdefault(self._ledger.person(erasure.user_id), []).append(erasure)
        for theirs in of_person.values():
            ids = {memory_id for erasure in theirs for memory_id in erasure.memory_ids}
            kept = self._ledger.memories(theirs[0].user_id)
            going, staying = [one for one in kept if one.id in ids], [one for one in kept if one.id not in ids]
            words = Words(going, ids, staying)
            changed = blanked(staying, words)
            lines = {memory.id for memory in staying if memory.in_reply_to} & {one.id for one in changed}
            gone += going
            for erasure in theirs:
                removed.rows.append((erasure, words))
                vectors += [row for one in self._entries(erasure, erasure.memory_ids) for row in one.vectors]
                vectors += [one.vectors[1] for one in self._entries(erasure, lines) if _has_line(one)]
                # The transcript goes before and after: a turn of the person may draw on the ledger in between.
                removed.turns += self._transcripts.erase(erasure.user_id)
                removed.vectors += self._index.erase(erasure.pseudonym, erasure.memory_ids) if erasure.pseudonym else 0
                if erasure.person:
                    self._ledger.erase_person(erasure.user_id)
                else:
                    self._blank(erasure.user_id, erasure.memory_ids, changed)
                removed.turns += self._transcripts.erase(erasure.user_id)
        removed.memories, removed.traces = len(gone), Traces.of(gone, vectors)
        return removed

    def _entries(self, erasure: Erasure, memory_ids: Iterable[str]) -> list[Entry]:
        return list(self._ledger.entries(erasure.user_id, memory_ids))

    def _blank(self, user_id: str, memory_ids: Sequence[str], changed: Sequence[Memory]) -> None:
        """Deletes `memory_ids`; of what stays, `changed` says from here on what it says there."""
        for memory in changed:
            self._index.erase(self._ledger.pseudonym(memory.user_id) or "", [memory.id])
        self._ledger.erase(user_id, memory_ids, changed)
        # What is cut short between the two, the index lacks until it is tended.
        self._index.add(self._ledger.entries(user_id, [memory.id for memory in changed]))

    def _clean(self, erasures: Sequence[Erasure], removed: Sequence[Removed]) -> tuple[int, list[int]]:
        """Rids the files of what was deleted, and searches them; returns the files read, and for each where it is left.

        Mostly a deleted row has been overwritten where it stood. Where a search finds that one was not, as SQLite had
        moved it from page to page before, or Chroma had writes to apply, the ledger is written anew.
        """
        self.compact()
        traces = [one.traces for one in removed]
        scanned, residue, parts = self._search(traces)
        if any(residue) or parts:
            vector = next((one.vector for one in traces if one.vector is not None), None)
            for pseudonym in {erasure.pseudonym for erasure in erasures if erasure.pseudonym}:
                if vector is not None:
                    self._index.flush(pseudonym, vector)
            self._ledger.rewrite()
            self.compact()
            scanned, residue, _ = self._search(traces)
        return scanned, [left + self._rows_left(one) for left, one in zip(residue, removed, strict=True)]

    def _rows_left(self, removed: Removed) -> int:
        """How many rows of the people themselves still have something: the search of the files passes over rows."""
        left = 0
        for erasure, words in removed.rows:
            user_id = erasure.user_id
            if any(words.stand_in(line["text"]) for line in self._transcripts.read(user_id)):
                self._transcripts.erase(user_id)  # said once more meanwhile
            left += sum(words.stand_in(line["text"]) for line in self._transcripts.read(user_id))
            left += len(blanked(self._ledger.memories(user_id), words))
            left += self._ledger.rows_of(user_id) if erasure.person else 0
        return left

    def compact(self) -> None:
        """Rids logs and free pages of what was deleted."""
        self._ledger.empty_log()
        self._index.compact()
        self._transcripts.compact()

    def _search(self, traces: Sequence[Traces]) -> tuple[int, list[int], int]:
        """How many files were read, in how many of them each has left something, and how many pieces of texts are."""
        needles = [(owner, needle) for owner, one in enumerate(traces) for needle in one.texts | one.vectors]
        pieces = sorted({piece for one in traces for piece in one.pieces})
        found = scan(self._home, [*(needle for _, needle in needles), *pieces])
        left: list[set[str]] = [set() for _ in traces]
        for (owner, _), places in zip(needles, found["places"], strict=False):
            left[owner].update(places)
        return found["files"], [len(places) for places in left], sum(map(bool, found["places"][len(needles) :]))


def _refused(error: Exception) -> Exception:
    if not isinstance(error, DiskFull):
        return error
    return DiskFull("There is no room left on the disk to write down what is to be forgotten: nothing is. Free some.")


def blanked(staying: Iterable[Memory], words: Words) -> list[Memory]:
    """Of memories that stay, those that hold something of `words`, without it."""
    return [after for memory in staying if (after := words.without(memory)) != memory]


def _has_line(entry: Entry) -> bool:
    return not np.array_equal(entry.vectors[0], entry.vectors[1])


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
