"""Reads every file of a folder for byte strings. Run as a script: needles as a JSON list of hex on standard input."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

CHUNK_BYTES = 1 << 23
FEW = 24
"""More needles than this are looked for in one pass, which costs as much as looking for a few one by one."""


def search(home: str, needles: list[bytes]) -> dict[str, object]:
    """How many files were read, and in how many of them each needle is. No needle is empty."""
    files, places = 0, [0] * len(needles)
    for path in sorted(Path(home).rglob("*")):
        try:
            if path.is_symlink() or not path.is_file():
                continue
            files += 1
            for number in _found_in(path, needles):
                places[number] += 1
        except FileNotFoundError:  # a journal that was there a moment ago
            continue
    return {"files": files, "places": places}


def _found_in(path: Path, needles: list[bytes]) -> set[int]:
    found: set[int] = set()
    short = [n for n, needle in enumerate(needles) if len(needles) <= FEW or len(needle) < 8]
    long = [n for n, needle in enumerate(needles) if len(needles) > FEW and len(needle) >= 8]
    for chunk in _chunks(path, max(map(len, needles), default=0)):
        found |= {n for n in short if n not in found and needles[n] in chunk}
        if long:
            found |= _many(chunk, {n: needles[n] for n in long if n not in found})
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
            if chunk.startswith(needles[number], start):
                found.add(number)
    return found


if __name__ == "__main__":
    wanted = [bytes.fromhex(needle) for needle in json.load(sys.stdin)]
    print(json.dumps(search(sys.argv[1], wanted)))
