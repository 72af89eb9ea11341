"""Score lines of {"text", "name"}: what an answer to "What should I call you?" is taken for.

`python -m benchmarks.names FILE` prints each line that is read otherwise, then the rates.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from memory.understand import Reader


def main(path: str) -> None:
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    reader = Reader()
    right = wrong = false = asked = asked_wrongly = 0
    for one in lines:
        called, name = reader.called(one["text"]), one["name"]
        if called and called.sure:
            right += called.name == name
            wrong += name is not None and called.name != name
            false += name is None
        asked += called is not None and not called.sure and name is not None
        asked_wrongly += called is not None and not called.sure and name is None
        if (called.name if called and called.sure else None) != name:
            read = "none" if called is None else called.name if called.sure else f"{called.name} (asks)"
            print(f"{name!s:<18} {read:<22} {one['text']}")
    named = sum(one["name"] is not None for one in lines)
    print(f"found: {right} of {named}; another name: {wrong}; asked: {asked}")
    print(f"no name, taken for one: {false} of {len(lines) - named}; asked: {asked_wrongly}")


if __name__ == "__main__":
    main(sys.argv[1])
