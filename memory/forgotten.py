"""The list of what was forgotten: marks of ids and pseudonyms, with times. It lies beside the ledger and outlives it.

Whoever puts an older ledger in place, out of a backup or by hand, finds what was forgotten since forgotten again at the
next start.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from memory.models import Erasure

logger = logging.getLogger(__name__)

BEGINS = b'{"at": "'
"""How every line begins, also one that was cut short."""


def mark(id_: str) -> str:
    """What stands in the list for a random id, which is itself in no file once it is forgotten."""
    return hashlib.sha256(id_.encode()).hexdigest()[:32]


class Forgotten:
    """A file to which a line is added for each erasure, and from which nothing is ever taken away."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()

    def add(self, erasures: Sequence[Erasure]) -> None:
        """Writes down what goes; on return it is on the disk. Raises OSError where it cannot be."""
        at = datetime.now(timezone.utc).isoformat(timespec="seconds")
        lines = b""
        for one in erasures:
            gone = [*one.memory_ids, *([one.pseudonym] if one.person and one.pseudonym else [])]
            if gone:
                lines += json.dumps({"at": at, "forgotten": [mark(id_) for id_ in gone]}).encode() + b"\n"
        with self._lock, os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end and os.pread(file.fileno(), 1, end - 1) != b"\n":
                lines = b"\n" + lines  # a line that was cut short, as by a full disk, spoils no other
            try:
                if file.write(lines) != len(lines):
                    raise OSError("The list of what was forgotten could not be written whole.")
                os.fsync(file.fileno())
            except OSError:
                os.ftruncate(file.fileno(), end)
                raise

    def read(self) -> set[str]:
        """The marks of all memories and people that were forgotten."""
        marks = set[str]()
        for line in self._lines():
            try:
                marks.update(json.loads(line)["forgotten"])
            except (ValueError, TypeError, KeyError):  # cut short: then nothing of it was forgotten yet
                continue
        if not self.is_whole():
            logger.error("%s is damaged: an older ledger would bring back what it named. Put a copy back.", self._path)
        return marks

    def is_whole(self) -> bool:
        """Whether each line is one that was written here, be it cut short; damage that begins with one is not seen."""
        return all(line.startswith(BEGINS) or BEGINS.startswith(line) for line in self._lines())

    def is_empty(self) -> bool:
        return not any(self._lines())

    def _lines(self) -> list[bytes]:
        return self._path.read_bytes().splitlines() if self._path.exists() else []
