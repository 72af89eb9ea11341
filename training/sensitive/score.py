"""`python -m training.sensitive.score FILE` prints how much of FILE is asked about; its lines are {"text", "kind"}.

A line is asked about if the lexicon or what was taught finds it sensitive: as a whole, or one of its sentences.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from memory.embeddings import load_embedder
from memory.service.sensing import Sensing
from memory.understand.taught import NONE
from training.sensitive.train import read


def main() -> None:
    rows = read(Path(sys.argv[1]))
    sensing = Sensing(load_embedder())
    asked: Counter[str] = Counter()
    rightly_named = 0
    for text, kind in rows:
        found = sensing.kind_of_message(text)
        asked[kind] += found is not None
        rightly_named += kind != NONE and found == kind
    lines = Counter(kind for _, kind in rows)
    sensitive = sum(lines.values()) - lines[NONE]
    total = sum(asked.values()) - asked[NONE]
    share = total / max(sensitive, 1)
    print(f"asked of sensitive: {share:.3f} ({total} of {sensitive}), of the right kind: {rightly_named}")
    print(f"false alarms: {asked[NONE] / max(lines[NONE], 1):.3f} ({asked[NONE]} of {lines[NONE]})")
    for kind in sorted(set(lines) - {NONE}):
        print(f"  {kind:16} {asked[kind] / lines[kind]:.3f} ({asked[kind]} of {lines[kind]})")


if __name__ == "__main__":
    main()
