"""Forgetting: what was told goes from the ledger, the index and the transcript, and then every file is searched for it.

"Forgotten" is said only after the search. What is out of reach is said in docs/privacy.md.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from memory.index import Index
from memory.ledger import Ledger
from memory.models import ErasureReport, Memory, Vectors

logger = logging.getLogger(__name__)

RESUME = "erasing"
"""The file in the home that is there while an erasure runs: found at a start, the files are compacted again."""

PIECE_BYTES = 64
"""How many bytes of a vector are searched for: sixteen numbers, which no other vector shares."""

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
    """Removes memories or a person from everything under `home`."""

    def __init__(self, ledger: Ledger, index: Index, transcripts: Transcripts, home: Path) -> None:
        self._ledger, self._index, self._transcripts, self._home = ledger, index, transcripts, home

    def erase(self, user_id: str, memories: Sequence[Memory], *, person: bool = False) -> ErasureReport:
        """Removes these memories, and with `person` also the profile; the running transcript goes in both cases."""
        started = time.perf_counter()
        ids = [memory.id for memory in memories]
        pseudonym = self._ledger.pseudonym(user_id)
        pieces = self._pieces(user_id, ids)
        blank = [] if person else self._answers_to(user_id, memories)
        marker = self._home / RESUME
        marker.touch(mode=0o600)
        # The ledger first: what the index still holds without it is found and removed at the next start.
        if person:
            self._ledger.erase_person(user_id)
        else:
            self._ledger.erase(user_id, ids, blank)
        vectors = self._index.erase(pseudonym, ids) if pseudonym and ids else 0
        if pseudonym and blank:
            self._index.erase(pseudonym, blank)
            self._index.add(self._ledger.entries(user_id, blank))
        turns = self._transcripts.erase(user_id)
        if ids or turns or person:
            self.compact()
        scanned, residue = self._search({text for m in memories for text in (m.quote, m.statement)}, pieces)
        marker.unlink(missing_ok=True)
        report = ErasureReport(
            memories=len(ids),
            vectors=vectors,
            transcript_turns=turns,
            scanned_files=scanned,
            residue=residue,
            took_ms=round(1000 * (time.perf_counter() - started), 1),
        )
        if residue:
            logger.error("Erasure left %d places with something of %d memories.", residue, len(ids))
        return report

    def compact(self) -> None:
        """Writes every database anew, so that no free page holds a piece of what was deleted."""
        self._ledger.compact()
        self._index.compact()
        self._transcripts.compact()

    def resume(self) -> None:
        """Finishes what an erasure had not come to when the process ended; the index has been reconciled before."""
        if (self._home / RESUME).exists():
            self.compact()
            (self._home / RESUME).unlink()

    def _answers_to(self, user_id: str, memories: Sequence[Memory]) -> list[str]:
        """The ids of memories that stay but answer a line which names something of `memories`."""
        ids = {memory.id for memory in memories}
        names = {m.quote for m in memories} | {m.statement for m in memories}
        names |= {m.slot.value for m in memories if m.slot and m.slot.value}
        lowered = [name.casefold() for name in names if len(name) >= SHORTEST]
        return [
            memory.id
            for memory in self._ledger.memories(user_id)
            if memory.id not in ids and any(name in (memory.in_reply_to or "").casefold() for name in lowered)
        ]

    def _pieces(self, user_id: str, ids: Sequence[str]) -> list[bytes]:
        vectors: list[Vectors] = [entry.vectors for entry in self._ledger.entries(user_id, ids)]
        return [row.tobytes()[PIECE_BYTES : 2 * PIECE_BYTES] for pair in vectors for row in pair]

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
        [sys.executable, "-I", "-S", str(script), str(home)],
        input=json.dumps([needle.hex() for needle in needles]).encode(),
        capture_output=True,
        check=True,
        timeout=600,
    )
    return cast("dict[str, Any]", json.loads(ran.stdout))
