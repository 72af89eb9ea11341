"""Score lines of {"asked", "text", "label", "beside"?}: what of them is taken for a yes or a no.

`python -m benchmarks.yes_no FILE` prints each line that is read otherwise than labelled, then the rates.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bot.nlu.yes_no import read_answer


def main(path: str) -> None:
    lines = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    read = [(one, read_answer(one["text"], one["asked"]).reading) for one in lines]
    for one, reading in read:
        if reading != one["label"]:
            print(f"{one['asked']:<10} {one['label']:<8} read {reading:<8} {one['text']}")
    for name, right in {
        "yes alone, taken as yes": [r == "yes" for one, r in read if one["label"] == "yes" and not one.get("beside")],
        "yes with more beside it, taken as yes": [r == "yes" for one, r in read if one.get("beside")],
        "no, taken as no": [r == "no" for one, r in read if one["label"] == "no"],
        "no or unclear, taken for a yes": [r == "yes" for one, r in read if one["label"] != "yes"],
    }.items():
        print(f"{name}: {sum(right)} of {len(right)}")


if __name__ == "__main__":
    main(sys.argv[1])
