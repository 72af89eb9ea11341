"""The folder for all data: one process at a time works on it."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from memory.errors import HomeInUse


class HomeLock:
    """Takes the folder `home` for whoever holds this object, until `release` or the end of the process.

    Raises:
        HomeInUse: another memory works on it, in this process or in another one.
    """

    def __init__(self, home: Path) -> None:
        self._file: int | None = os.open(home / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.release()
            raise HomeInUse(
                f"Another memory service works on {home}. Stop it, or set RETOLD_HOME to another folder."
            ) from None

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __del__(self) -> None:
        self.release()
