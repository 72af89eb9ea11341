"""Whether the files of the index can be used: looked at before Chroma opens them, which some damage ends or hangs."""

from __future__ import annotations

import ctypes
import logging
import os
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np

logger = logging.getLogger(__name__)

HNSW_HEADER = struct.Struct("<i6QiI3QdQ")
"""Source: chroma-core/hnswlib, hnswlib/hnswalg.h, `persistDirty` (header version 1)."""

M_PERTURB, PATTERN = -6, 0xA5
"""Source: mallopt(3); the pattern is any byte but 0."""

UPSERT = 2
"""In Chroma's log, operations up to UPSERT leave a vector. Source: chromadb 1.5.9, `_encode_operation`."""


def is_sound(path: Path, shards: int) -> bool:
    """Whether every shard in the folder can be read: tried in another process, since a damaged one can end it."""
    if not (path / "chroma.sqlite3").is_file():
        return not path.exists()
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "memory.index.probe", str(path), str(shards)]
    try:
        return subprocess.run(command, capture_output=True, timeout=600, env=here).returncode == 0
    except subprocess.TimeoutExpired:  # damage can also keep it from ever ending
        return False


def holds_people(path: Path) -> bool:
    """Whether there are vectors in the folder, as far as can be seen; not while Chroma has it open."""
    database = path / "chroma.sqlite3"
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as db:
            left = f"SELECT EXISTS (SELECT 1 FROM embeddings_queue WHERE operation <= {UPSERT})"
            return any(db.execute(one).fetchone()[0] for one in ("SELECT EXISTS (SELECT 1 FROM embeddings)", left))
    except sqlite3.Error:
        return any(header.stat().st_size for header in path.glob("*/header.bin"))


def is_whole(database: Path) -> bool:
    """Whether SQLite finds nothing wrong in its file; not while Chroma has it open."""
    try:
        with closing(sqlite3.connect(database, timeout=60)) as db:
            return [row[0] for row in db.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.Error:
        return False


def is_whole_graph(shard: Path) -> bool:
    """Whether a shard's files are as long as its header says, and its vectors and links are such.

    Chroma does not look: it opens a file that was cut or written over, and crashes or hangs at some later message.
    """
    try:
        header = HNSW_HEADER.unpack((shard / "header.bin").read_bytes())
        _, first, _, elements, size, label_at, vector_at, _, entry, upper, lower, _, _, _ = header
        lengths = (shard / "length.bin").stat().st_size
        if lengths < elements * 4 or not (first + 4 + 4 * lower <= vector_at < label_at < size):
            return False
        if not elements:
            return True
        level0 = np.memmap(shard / "data_level0.bin", np.uint8, "r")[: elements * size].reshape(elements, size)
        counts = np.ascontiguousarray(level0[:, first : first + 4]).view("<u4")[:, 0] & 0xFFFF
        links = np.ascontiguousarray(level0[:, first + 4 : first + 4 + 4 * lower]).view("<u4")
        vectors = np.ascontiguousarray(level0[:, vector_at:label_at]).view("<f4")
        squares = np.einsum("ij,ij->i", vectors, vectors)
        return bool(
            entry < elements
            and (counts <= lower).all()
            and (links[np.arange(lower) < counts[:, None]] < elements).all()
            and (np.abs(squares - 1) < 0.01).all()
            and _links_above((shard / "link_lists.bin").read_bytes(), elements, upper)
        )
    except (OSError, ValueError, struct.error):
        return False


def _links_above(data: bytes, elements: int, most: int) -> bool:
    """Whether the links of the upper levels lead to elements that there are."""
    at, words = 0, most + 1
    for _ in range(elements):
        (size,) = struct.unpack_from("<I", data, at)
        at += 4
        if size:
            if size % (4 * words) or at + size > len(data):
                return False
            levels = np.frombuffer(data, "<u4", size // 4, at).reshape(-1, words)
            counts = levels[:, 0] & 0xFFFF
            if (counts > most).any() or (levels[:, 1:][np.arange(most) < counts[:, None]] >= elements).any():
                return False
        at += size
    return at <= len(data)


def overwrite_freed_memory() -> None:
    """From here on, memory of this process is overwritten when it is freed and when it is taken again (glibc).

    Chroma writes the unused part of its graph to disk as it got it from the allocator: with vectors in it that were
    freed before, forgotten ones among them.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None or mallopt(M_PERTURB, PATTERN) != 1:
        logger.warning("Freed memory cannot be overwritten here: forgetting may report traces that are left.")
