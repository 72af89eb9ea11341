"""The index: which of a person's memories is near to a vector. Chroma, in hash shards, rebuilt from the ledger at will.

It holds random ids, pseudonyms and vectors: no text, and nothing that says who without the ledger.
"""

from __future__ import annotations

import ctypes
import hashlib
import logging
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from memory.models import Entry, Vectors
from memory.outbound import forbid_telemetry

logger = logging.getLogger(__name__)

SYNC_THRESHOLD = 50
"""Writes after which Chroma flushes a shard to its files; also what makes it purge its log. See docs/decisions.md."""

BATCH = 5000
"""Chroma takes 5,461 entries at a time. Source: chromadb 1.5.9, `client.get_max_batch_size()`."""

M_PERTURB, PATTERN = -6, 0xA5
"""Source: mallopt(3); the pattern is any byte but 0."""

HNSW_HEADER = struct.Struct("<i6QiI3QdQ")
"""Of it, the fourth and fifth are how many elements there are and how many bytes each has."""

KINDS = ("quote", "context")
"""Of each memory two vectors: of its quote, and of its quote after the line it answers."""


class Index:
    """Opens the index in the folder `path`; only one process may work on a folder."""

    def __init__(self, path: Path, shards: int) -> None:
        self._path, self._shards = path, shards
        self._collections: dict[int, Any] = {}
        self._open()

    def _open(self) -> None:
        forbid_telemetry()
        import chromadb
        from chromadb.config import Settings

        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._client: Any = chromadb.PersistentClient(
            str(self._path), Settings(anonymized_telemetry=False, allow_reset=False)
        )

    def add(self, entries: Iterable[Entry]) -> None:
        """Adds entries, or puts them in the place of those with the same id."""
        by_shard: dict[int, list[tuple[str, str, Vectors]]] = {}
        for entry in entries:
            rows = by_shard.setdefault(self._shard(entry.pseudonym), [])
            rows += [
                (_key(entry.memory_id, kind), entry.pseudonym, vector)
                for kind, vector in zip(KINDS, entry.vectors, strict=True)
            ]
        for shard, rows in by_shard.items():
            for batch in (rows[start : start + BATCH] for start in range(0, len(rows), BATCH)):
                self._collection(shard).upsert(
                    ids=[row[0] for row in batch],
                    embeddings=[row[2] for row in batch],
                    metadatas=[{"person": row[1]} for row in batch],
                )

    def cosines(self, pseudonym: str, vector: Vectors) -> dict[str, tuple[float, float]]:
        """How near `vector` (length 1) is to each of the person's memories: cosines of quote and of context, by id."""
        found = self._collection(self._shard(pseudonym)).get(where={"person": pseudonym}, include=["embeddings"])
        if not found["ids"]:
            return {}
        nearness = dict(zip(found["ids"], (np.asarray(found["embeddings"], np.float32) @ vector).tolist(), strict=True))
        ids = {key.split(":")[0] for key in nearness}
        return {id_: (nearness.get(_key(id_, "quote"), 0.0), nearness.get(_key(id_, "context"), 0.0)) for id_ in ids}

    def keys(self) -> dict[str, set[str]]:
        """The ids of all memories in the index, by pseudonym."""
        found: dict[str, set[str]] = {}
        for shard in range(self._shards):
            got = self._collection(shard).get(include=["metadatas"])
            for key, metadata in zip(got["ids"], got["metadatas"], strict=True):
                found.setdefault(metadata["person"], set()).add(key.split(":")[0])
        return found

    def probe(self) -> None:
        """Reads something through every shard's log, metadata and graph; raises where one is damaged."""
        for shard in range(self._shards):
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
        collection = self._collection(self._shard(pseudonym))
        removed = 0
        keys = [_key(memory_id, kind) for memory_id in memory_ids for kind in KINDS]
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
        self._flush(self._collection(self._shard(pseudonym)), vector)

    @staticmethod
    def _flush(collection: Any, vector: Vectors) -> None:
        # Deletions of what is not there count as writes; a question makes Chroma apply all of them before it answers.
        collection.delete(ids=[f"phantom:{n}" for n in range(SYNC_THRESHOLD + 1)])
        collection.query(query_embeddings=[vector], n_results=1)

    def clear(self) -> None:
        """Makes the index anew, empty. Only while nobody uses it."""
        self.close()
        shutil.rmtree(self._path)
        self._open()

    def compact(self) -> None:
        """Writes Chroma's database anew without what was deleted.

        In a process of its own: closing the file here would drop the locks that Chroma's own connection holds.
        """
        vacuum(self._path / "chroma.sqlite3")

    def close(self) -> None:
        self._collections.clear()
        self._client.close()

    def _shard(self, pseudonym: str) -> int:
        return int.from_bytes(hashlib.sha256(pseudonym.encode()).digest()[:4], "big") % self._shards

    def _collection(self, shard: int) -> Any:
        if shard not in self._collections:
            self._collections[shard] = self._client.get_or_create_collection(
                f"memories-{self._shards}-{shard}",
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
    subprocess.run([sys.executable, "-I", "-S", "-c", script, str(database)], check=True, timeout=600)


def is_sound(path: Path, shards: int) -> bool:
    """Whether every shard in the folder can be read: tried in another process, since a damaged one can end it."""
    if not (path / "chroma.sqlite3").exists():
        return not path.exists()
    if not all(is_whole(header.parent) for header in path.glob("*/header.bin")):
        return False
    script = (
        "import sys; from pathlib import Path; from memory.index import Index;"
        "i = Index(Path(sys.argv[1]), int(sys.argv[2])); i.probe(); i.close()"
    )
    command = [sys.executable, "-c", script, str(path), str(shards)]
    try:
        return subprocess.run(command, capture_output=True, timeout=600).returncode == 0
    except subprocess.TimeoutExpired:  # damage can also keep it from ever ending
        return False


def is_whole(shard: Path) -> bool:
    """Whether the files of a shard's graph are as long as its header says, at least.

    Chroma does not look: it opens a file that was cut, and crashes or hangs at some later message.
    Source: chroma-core/hnswlib, hnswlib/hnswalg.h, `persistDirty` (header version 1).
    """
    try:
        header = (shard / "header.bin").read_bytes()
        _, _, _, elements, element_bytes, *_rest = HNSW_HEADER.unpack(header)
        links = (shard / "link_lists.bin").read_bytes()
        at = 0
        for _ in range(elements):
            (size,) = struct.unpack_from("<I", links, at)
            at += 4 + size
        vectors, lengths = ((shard / name).stat().st_size for name in ("data_level0.bin", "length.bin"))
    except (OSError, struct.error):
        return False
    return at <= len(links) and vectors >= elements * element_bytes and lengths >= elements * 4


def overwrite_freed_memory() -> None:
    """From here on, memory of this process is overwritten when it is freed and when it is taken again (glibc).

    Chroma writes the unused part of its graph to disk as it got it from the allocator: with vectors in it that were
    freed before, forgotten ones among them.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None or mallopt(M_PERTURB, PATTERN) != 1:
        logger.warning("Freed memory cannot be overwritten here: forgetting may report traces that are left.")


def open_index(path: Path, shards: int) -> Index:
    """The index in `path`; a missing or damaged one is made anew, empty. `service` fills it from the ledger."""
    overwrite_freed_memory()
    if path.exists() and not is_sound(path, shards):
        logger.warning("The index in %s cannot be read; it is made anew from the ledger.", path)
        shutil.rmtree(path)
    return Index(path, shards)


def _key(memory_id: str, kind: str) -> str:
    return f"{memory_id}:{kind}"


def missing(wanted: Iterable[Entry], index: Index) -> tuple[list[Entry], dict[str, list[str]]]:
    """What the index lacks of what it should hold, and what it holds that it should not, by pseudonym."""
    held = index.keys()
    lacks = []
    for entry in wanted:
        if entry.memory_id in held.get(entry.pseudonym, ()):
            held[entry.pseudonym].discard(entry.memory_id)
        else:
            lacks.append(entry)
    return lacks, {pseudonym: sorted(ids) for pseudonym, ids in held.items() if ids}
