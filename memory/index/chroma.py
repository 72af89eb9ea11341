"""The index: which of a person's memories is near to a vector. Chroma, in hash shards, rebuilt from the ledger at will.

It holds random ids, pseudonyms and vectors: no text, and nothing that says who without the ledger.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from memory.errors import DiskFull, IndexFailed, RetoldError
from memory.index.gate import Gate
from memory.index.sound import is_sound, overwrite_freed_memory
from memory.models import Entry, Vectors
from memory.outbound import forbid_telemetry

logger = logging.getLogger(__name__)

SYNC_THRESHOLD = 50
"""Writes after which Chroma flushes a shard to its files; also what makes it purge its log. See docs/decisions.md."""

BATCH = 5000
"""Vectors that one call names or answers. Chroma takes 5,461 at a time, and names in one SQL statement each that it
answers, of which SQLite takes 32,766. Source: chromadb 1.5.9, `client.get_max_batch_size()`.
"""

ADDED = 500
"""Memories that are added in one call: for about a second others wait."""

FULL = ("disk is full", "disk full", "no space left", "file too large", "quota exceeded", "(code: 778)")
"""How SQLite and the system say, through Chroma, that there is no room. 778: SQLITE_IOERR_WRITE."""

LEAST_FREE_BYTES = 1 << 20
"""With less room than this on the disk, whatever fails is taken to fail for want of it."""

KINDS = ("quote", "context")
"""Of each memory two vectors: of its quote, and of its quote after the line it answers."""


class Index:
    """Opens the index in the folder `path`; only one process may work on a folder. Safe for several threads.

    `needs_care` is set when something has failed: then it is to be compared with the ledger, and `clear`ed before
    where it `is_broken`. Every method raises:
        IndexFailed: Chroma failed, in whatever way.
        DiskFull: it failed for want of room.
    """

    def __init__(self, path: Path, shards: int) -> None:
        self.shards = shards
        self.needs_care, self.is_broken = threading.Event(), False
        self._path, self._gate = path, Gate()
        self._collections: dict[int, Any] = {}
        self._client: Any = None
        with self._chroma():
            self._open()

    def _open(self) -> None:
        forbid_telemetry()
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings

        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        try:
            self._client = chromadb.PersistentClient(str(self._path), settings)
        except BaseException:
            SharedSystemClient._identifier_to_system.pop(str(self._path), None)  # it would be handed out again
            raise

    def add(self, entries: Iterable[Entry]) -> None:
        """Adds entries, or puts them in the place of those with the same id; reads them bit by bit."""
        entries = iter(entries)
        while some := list(islice(entries, ADDED)):
            by_shard: dict[int, list[tuple[str, str, Vectors]]] = {}
            for entry in some:
                rows = by_shard.setdefault(self.shard(entry.pseudonym), [])
                rows += [
                    (_key(entry.memory_id, kind), entry.pseudonym, vector)
                    for kind, vector in zip(KINDS, entry.vectors, strict=True)
                ]
            with self._chroma():
                for shard, rows in by_shard.items():
                    self._collection(shard).upsert(
                        ids=[row[0] for row in rows],
                        embeddings=[row[2] for row in rows],
                        metadatas=[{"person": row[1]} for row in rows],
                    )

    def cosines(self, pseudonym: str, vector: Vectors) -> dict[str, tuple[float, float]]:
        """How near `vector` (length 1) is to each of the person's memories: cosines of quote and of context, by id.

        Only of those of which it has both.
        """
        near: dict[str, float] = {}
        with self._chroma():
            where = {"person": pseudonym}
            for found in self._pages(self.shard(pseudonym), where=where, include=["embeddings"]):
                cosines = np.asarray(found["embeddings"], np.float32) @ vector
                near.update(zip(found["ids"], cosines.tolist(), strict=True))
        ids = {key.split(":")[0] for key in near}
        both = {id_: [near.get(_key(id_, kind)) for kind in KINDS] for id_ in ids}
        return {id_: (q, c) for id_, (q, c) in both.items() if q is not None and c is not None}

    def keys(self) -> dict[str, set[str]]:
        """The ids of all memories in the index, by pseudonym."""
        return {pseudonym: ids for shard in range(self.shards) for pseudonym, ids in self.keys_of(shard).items()}

    def keys_of(self, shard: int) -> dict[str, set[str]]:
        """The ids of all memories in one shard, by pseudonym."""
        found: dict[str, set[str]] = {}
        with self._chroma():
            for page in self._pages(shard, include=["metadatas"]):
                for key, metadata in zip(page["ids"], page["metadatas"], strict=True):
                    found.setdefault(metadata["person"], set()).add(key.split(":")[0])
        return found

    def _pages(self, shard: int, **asked: Any) -> Iterator[Any]:
        """What a shard answers, BATCH vectors at a time."""
        collection, start = self._collection(shard), 0
        while (page := collection.get(limit=BATCH, offset=start, **asked))["ids"]:
            yield page
            start += len(page["ids"])
            if len(page["ids"]) < BATCH:
                return

    def probe(self) -> None:
        """Reads something through every shard's log, metadata and graph; raises where one is damaged."""
        with self._chroma():
            known = {_name(self.shards, shard) for shard in range(self.shards)}
            if others := {one.name for one in self._client.list_collections()} - known:
                raise ValueError(f"There are {len(others)} shards of another number of shards.")
            for shard in range(self.shards):
                collection = self._collection(shard)
                if got := collection.get(limit=1, include=["embeddings"])["ids"]:
                    collection.query(
                        query_embeddings=collection.get(ids=got, include=["embeddings"])["embeddings"], n_results=1
                    )

    def erase(self, pseudonym: str, memory_ids: Sequence[str]) -> int:
        """Removes the vectors of these memories from Chroma's files, but for the log's free pages (see `compact`).

        Chroma leaves a deleted vector where it was. So each is first overwritten with noise, which is made to reach the
        files before the deletion: a change and a deletion that Chroma applies together are a deletion alone.

        Returns how many vectors were removed.
        """
        removed = 0
        keys = [_key(memory_id, kind) for memory_id in memory_ids for kind in KINDS]
        with self._chroma():
            collection = self._collection(self.shard(pseudonym))
            for start in range(0, len(keys), BATCH):
                there = collection.get(ids=keys[start : start + BATCH], include=["embeddings"])
                if not there["ids"]:
                    continue
                noise = np.random.default_rng().normal(size=np.shape(there["embeddings"])).astype(np.float32)
                noise /= np.linalg.norm(noise, axis=1, keepdims=True)
                collection.update(ids=there["ids"], embeddings=list(noise))
                self._flush(collection, noise[0])
                collection.delete(ids=there["ids"])
                self._flush(collection, noise[0])
                removed += len(there["ids"])
        return removed

    def flush(self, pseudonym: str, vector: Vectors) -> None:
        """Makes Chroma write the person's shard to its files and purge its log; `vector` is any of its dimension."""
        with self._chroma():
            self._flush(self._collection(self.shard(pseudonym)), vector)

    @staticmethod
    def _flush(collection: Any, vector: Vectors) -> None:
        # Deletions of what is not there count as writes; a question makes Chroma apply all of them before it answers.
        collection.delete(ids=[f"phantom:{n}" for n in range(SYNC_THRESHOLD + 1)])
        collection.query(query_embeddings=[vector], n_results=1)

    def clear(self) -> None:
        """Makes the index anew, empty, once nobody uses it any more."""
        with self._gate.alone(), self._chroma(shared=False):
            with suppress(Exception):
                self._let_go()
            shutil.rmtree(self._path, ignore_errors=True)
            self._open()
            self.is_broken = False

    def compact(self) -> None:
        """Writes Chroma's database anew without what was deleted.

        In a process of its own: closing the file here would drop the locks that Chroma's own connection holds.
        """
        with self._chroma():
            vacuum(self._path / "chroma.sqlite3")

    def close(self) -> None:
        with self._gate.alone():
            self._let_go()

    def _let_go(self) -> None:
        self._collections.clear()
        client, self._client = self._client, None
        if client is not None:
            client.close()

    @contextmanager
    def _chroma(self, *, shared: bool = True) -> Iterator[None]:
        """Around all that Chroma does: whatever it raises, Rust's panics too, becomes ours, without its message."""
        try:
            if not shared:
                yield
                return
            with self._gate.shared():
                yield
        except (RetoldError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            self._failed(error)

    def _failed(self, error: BaseException) -> NoReturn:
        said = f"{error} {getattr(error, 'stderr', '')}".lower()
        self.is_broken = True  # a full disk, too, may leave Chroma waiting for itself for ever
        self.needs_care.set()
        if any(words in said for words in FULL) or shutil.disk_usage(self._path.parent).free < LEAST_FREE_BYTES:
            raise DiskFull("There is no room left on the disk for the index; free some.") from None
        raise IndexFailed(f"The index in {self._path} failed ({type(error).__name__}); it is made anew.") from None

    def shard(self, pseudonym: str) -> int:
        """In which shard the person's vectors are."""
        return int.from_bytes(hashlib.sha256(pseudonym.encode()).digest()[:4], "big") % self.shards

    def _collection(self, shard: int) -> Any:
        if shard not in self._collections:
            self._collections[shard] = self._client.get_or_create_collection(
                _name(self.shards, shard),
                embedding_function=None,
                configuration={
                    "hnsw": {"space": "cosine", "sync_threshold": SYNC_THRESHOLD, "batch_size": SYNC_THRESHOLD}
                },
            )
        return self._collections[shard]


def vacuum(database: Path) -> None:
    """Runs VACUUM on an SQLite file in another process."""
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=60, isolation_level=None);"
        "[c.execute(s).fetchall() for s in ('PRAGMA secure_delete=ON', 'PRAGMA temp_store=MEMORY', 'VACUUM', "
        "'PRAGMA wal_checkpoint(TRUNCATE)')]"
    )
    command = [sys.executable, "-I", "-S", "-c", script, str(database)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def open_index(path: Path, shards: int) -> Index:
    """The index in `path`; a missing or damaged one is made anew, empty. `service` fills it from the ledger."""
    overwrite_freed_memory()
    if path.exists() and not is_sound(path, shards):
        logger.warning("The index in %s cannot be read; it is made anew from the ledger.", path)
        shutil.rmtree(path)
    return Index(path, shards)


def _name(shards: int, shard: int) -> str:
    return f"memories-{shards}-{shard}"


def _key(memory_id: str, kind: str) -> str:
    return f"{memory_id}:{kind}"
