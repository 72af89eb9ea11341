"""Score lines of {"text", "label"}: which of them are taken for a secret ("secret") and which are not ("none").

`python -m benchmarks.secrets FILE` prints each line that is read otherwise, then the rates.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from memory.understand.secrets import find_secrets


def main(path: str) -> None:
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    found = false = 0
    for one in lines:
        hits, secret = find_secrets(one["text"]), one["label"] == "secret"
        found += bool(hits) and secret
        false += bool(hits) and not secret
        if bool(hits) != secret:
            print(f"{'missed' if secret else 'false':<7} {one.get('kind', ''):<20} {one['text']!r}")
    secrets = sum(one["label"] == "secret" for one in lines)
    print(f"found: {found} of {secrets}; taken for one: {false} of {len(lines) - secrets}")


if __name__ == "__main__":
    main(sys.argv[1])
