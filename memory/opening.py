"""Puts the parts together: the memory in a folder, ready to be used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from memory.embeddings import Embedder, load_embedder
from memory.erasure import Eraser
from memory.errors import LedgerUnusable
from memory.expiry import steady_s
from memory.home import HomeLock
from memory.index import holds_people, open_index
from memory.ledger import Ledger
from memory.ledger.checks import knows_nobody, ledger_file
from memory.reading.adapter import ReadingReader, open_reader
from memory.reading.export import export_folder
from memory.reading.pairs import PairScorer
from memory.service import MemoryService, utc_now
from memory.settings import MAX_MEMORIES, make_home
from memory.transcripts import NoTranscripts, Transcripts
from memory.understand import ReaderPool


def open_memory(
    home: Path,
    *,
    embedder: Embedder | None = None,
    reader: ReadingReader | ReaderPool | None = None,
    transcripts: Transcripts | None = None,
    ledger_url: str = "",
    pairs: PairScorer | None = None,
    index_shards: int = 16,
    retention_days: int | None = None,
    max_memories: int = MAX_MEMORIES,
    clock: Callable[[], datetime] = utc_now,
    steady: Callable[[], float] = steady_s,
    lock: HomeLock | None = None,
) -> MemoryService:
    """The memory in the folder `home`, which is made when it is missing; one process at a time may work on it.

    Where nothing is given, MiniLM embeds, the taught pair model says which memory answers, the taught reader reads in
    this process, with no words of a crisis and no deadline, and no conversation is kept elsewhere. `lock` is the
    folder's, where it was taken before; closing the service lets go of it.

    Raises:
        SettingsInvalid: the folder cannot be made or written.
        HomeInUse: another memory works on it.
        LedgerUnusable: the ledger is damaged or of a newer version; or it is empty where there are memories.
        DiskFull: there is no room to begin.
    """
    make_home(home)
    lock = lock or HomeLock(home)
    refuse_lost_ledger(ledger_url or f"sqlite:///{home / 'ledger.db'}", home / "index")
    embedder = embedder or load_embedder()
    transcripts = transcripts or NoTranscripts()
    ledger = Ledger(ledger_url or f"sqlite:///{home / 'ledger.db'}", embedder.name)
    index = open_index(home / "index", index_shards)
    service = MemoryService(
        ledger,
        index,
        embedder,
        reader or open_reader(),
        Eraser(ledger, index, transcripts, home),
        transcripts,
        retention_days=retention_days,
        max_memories=max_memories,
        pairs=pairs or load_pairs(),
        clock=clock,
        steady=steady,
        lock=lock,
    )
    service.start()
    return service


@cache
def load_pairs() -> PairScorer:
    """The pair model that set-up exported, one in a process.

    Raises:
        FileNotFoundError: it was not exported.
    """
    return PairScorer.load(export_folder())


def refuse_lost_ledger(ledger_url: str, index: Path) -> None:
    """A new ledger would tell everybody that they told nothing, and have the index erased that says otherwise.

    Raises:
        LedgerUnusable: the index holds memories of people, and the ledger is missing or knows nobody.
    """
    ledger = ledger_file(ledger_url)
    if ledger and knows_nobody(ledger) and holds_people(index):
        raise LedgerUnusable(
            f"The ledger {ledger} is {'empty' if ledger.exists() else 'missing'}, and the index in {index} holds "
            "memories of people. Restore the ledger from a backup; or, to begin anew without what they told, "
            f"delete the folder {index}."
        )
