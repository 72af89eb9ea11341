"""Puts the parts together: the memory in a folder, ready to be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from memory.embeddings import Embedder, load_embedder
from memory.erasure import Eraser
from memory.home import HomeLock
from memory.index import open_index
from memory.ledger import Ledger
from memory.service import MemoryService, utc_now
from memory.settings import make_home
from memory.transcripts import NoTranscripts, Transcripts
from memory.understand import Reader


def open_memory(
    home: Path,
    *,
    embedder: Embedder | None = None,
    reader: Reader | None = None,
    transcripts: Transcripts | None = None,
    ledger_url: str = "",
    index_shards: int = 16,
    retention_days: int | None = None,
    clock: Callable[[], datetime] = utc_now,
    crisis: Sequence[re.Pattern[str]] = (),
    lock: HomeLock | None = None,
) -> MemoryService:
    """The memory in the folder `home`, which is made when it is missing; one process at a time may work on it.

    Where nothing is given, MiniLM embeds, the English rules read, no conversation is kept elsewhere, and no words are
    those of a `crisis`. `lock` is the folder's, where it was taken before; closing the service lets go of it.

    Raises:
        SettingsInvalid: the folder cannot be made or written.
        HomeInUse: another memory works on it.
    """
    make_home(home)
    lock = lock or HomeLock(home)
    embedder = embedder or load_embedder()
    transcripts = transcripts or NoTranscripts()
    ledger = Ledger(ledger_url or f"sqlite:///{home / 'ledger.db'}", embedder.name)
    index = open_index(home / "index", index_shards)
    service = MemoryService(
        ledger,
        index,
        embedder,
        reader or Reader(),
        Eraser(ledger, index, transcripts, home),
        transcripts,
        retention_days=retention_days,
        clock=clock,
        crisis=crisis,
        lock=lock,
    )
    service.start()
    return service
