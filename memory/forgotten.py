"""The list of what was forgotten: marks of ids and pseudonyms, with times. It lies beside the ledger and outlives it.

Whoever puts an older ledger in place, out of a backup or by hand, finds what was forgotten since forgotten again at the
next start.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from memory.models import Erasure


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
        for line in self._path.read_bytes().splitlines() if self._path.exists() else ():
            try:
                marks.update(json.loads(line)["forgotten"])
            except (ValueError, TypeError, KeyError):  # cut short: then nothing of it was forgotten yet
                continue
        return marks
