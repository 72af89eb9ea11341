"""Puts the parts together: the memory in a folder, ready to be used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from memory.embeddings import Embedder, load_embedder
from memory.erasure import Eraser
from memory.index import open_index
from memory.ledger import Ledger
from memory.service import MemoryService, utc_now
from memory.settings import make_home
from memory.transcripts import NoTranscripts, Transcripts
from memory.understand import Reader, ReaderPool


def open_memory(
    home: Path,
    *,
    embedder: Embedder | None = None,
    reader: Reader | ReaderPool | None = None,
    transcripts: Transcripts | None = None,
    ledger_url: str = "",
    index_shards: int = 16,
    retention_days: int | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> MemoryService:
    """The memory in the folder `home`, which is made when it is missing; one process at a time may work on it.

    Where nothing is given, MiniLM embeds, the English rules read in this process, with no words of a crisis and no
    deadline, and no conversation is kept elsewhere.

    Raises:
        SettingsInvalid: the folder cannot be made or written.
    """
    make_home(home)
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
    )
    service.start()
    return service
