"""Reads every file of a folder for byte strings. Run as a script: needles as a JSON list of hex on standard input."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

CHUNK_BYTES = 1 << 23
FEW = 24
"""More needles than this are looked for in one pass, which costs as much as looking for a few one by one."""

INDEX, SHORTEST_IN_INDEX = "index", 12
"""Chroma gets no words, and has some of its own: shorter needles are not looked for in its folder."""


def search(home: str, needles: list[bytes]) -> dict[str, object]:
    """How many files were read, and in which of them each needle is. No needle is empty.

    A needle that a database in the folder holds, as SQL sees it, is nowhere: it is somebody else's, or our own.
    """
    files = 0
    places: list[list[str]] = [[] for _ in needles]
    for path in sorted(Path(home).rglob("*")):
        try:
            if path.is_symlink() or not path.is_file():
                continue
            files += 1
            name = path.relative_to(home)
            least = SHORTEST_IN_INDEX if name.parts[0] == INDEX else 0
            for number in _found_in(
                _chunks(path, max(map(len, needles), default=0)),
                {number: needle for number, needle in enumerate(needles) if len(needle) >= least},
            ):
                places[number].append(str(name))
        except FileNotFoundError:  # a journal that was there a moment ago
            continue
    found = {number: needles[number] for number, names in enumerate(places) if names}
    for number in _held(Path(home), found) if found else ():
        places[number] = []
    return {"files": files, "places": places}


def _held(home: Path, needles: dict[int, bytes]) -> set[int]:
    """Which needles are in the rows or the schema of a database in the folder. One that cannot be read holds none."""
    held: set[int] = set()
    for path in sorted(home.glob("*.db")):
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=60)) as db:
                held |= _found_in(_values(db), {n: needle for n, needle in needles.items() if n not in held})
        except sqlite3.Error:
            continue
    return held


def _values(db: sqlite3.Connection) -> Iterator[bytes]:
    """All that the database holds, in pieces that end where a value does."""
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    parts: list[bytes] = []
    size = 0
    for table in ("sqlite_master", *tables):
        for row in db.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, str | bytes):
                    parts.append(value.encode() if isinstance(value, str) else value)
                    size += len(parts[-1])
            if size > CHUNK_BYTES:
                yield b"\0".join(parts)
                parts, size = [], 0
    yield b"\0".join(parts)


def _found_in(chunks: Iterator[bytes], needles: dict[int, bytes]) -> set[int]:
    found: set[int] = set()
    long = {n for n, needle in needles.items() if len(needles) > FEW and len(needle) >= 8}
    for chunk in chunks:
        found |= {n for n, needle in needles.items() if n not in long and n not in found and needle in chunk}
        if long - found:
            found |= _many(chunk, {n: needles[n] for n in long - found})
        if len(found) == len(needles):
            break
    return found


def _chunks(path: Path, overlap: int) -> Iterator[bytes]:
    """The file in pieces, each with the end of the one before, so that a needle on a border is found."""
    with path.open("rb") as file:
        tail = b""
        while part := file.read(CHUNK_BYTES):
            chunk = tail + part
            yield chunk
            tail = chunk[-overlap:] if overlap else b""


def _many(chunk: bytes, needles: dict[int, bytes]) -> set[int]:
    """Which of many needles, each of 8 bytes at least, are in the chunk: by their first 2, then 8, then all bytes."""
    import numpy as np

    size = len(chunk) - 7
    if size <= 0 or not needles:
        return set()
    begins_with: dict[int, list[int]] = {}
    for number, needle in needles.items():
        begins_with.setdefault(int.from_bytes(needle[:8], "little"), []).append(number)
    firsts = np.array(sorted(begins_with), np.uint64)
    begins = np.zeros(1 << 16, bool)
    begins[firsts & np.uint64(0xFFFF)] = True
    # Both views begin at every byte of the chunk.
    twos, eights = (np.ndarray((size,), kind, chunk, strides=(1,)) for kind in ("<u2", "<u8"))
    likely = np.flatnonzero(begins[twos])
    likely = likely[np.isin(eights[likely], firsts)]
    found: set[int] = set()
    for start in likely.tolist():
        for number in begins_with[int(eights[start])]:
            if number not in found and chunk.startswith(needles[number], start):
                found.add(number)
    return found


if __name__ == "__main__":
    wanted = [bytes.fromhex(needle) for needle in json.load(sys.stdin)]
    print(json.dumps(search(sys.argv[1], wanted)))
