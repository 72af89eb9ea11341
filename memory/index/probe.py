"""`python -m memory.index.probe FOLDER SHARDS` ends with 0 where the index can be used. It may crash, or never end."""

import sys
from pathlib import Path

from memory.index.chroma import Index
from memory.index.sound import is_whole, is_whole_graph


def main(path: Path, shards: int) -> int:
    """The exit code; Chroma opens the folder only where its files look right."""
    if not is_whole(path / "chroma.sqlite3"):
        return 1
    if not all(is_whole_graph(header.parent) for header in path.glob("*/header.bin")):
        return 1
    index = Index(path, shards)
    index.probe()
    index.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
