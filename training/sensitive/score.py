"""`python -m training.sensitive.score FILE` prints how much of FILE is asked about; its lines are {"text", "kind"}.

A line is asked about if one of its clauses is read as sensitive; what it tells is noted unasked if a fact that is kept
of it is not.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from memory.reading import Context
from memory.reading.reader import TaughtReader
from memory.reading.reading import KEPT
from memory.reading.taught import Tagger
from memory.reading.taught.export import export_folder
from memory.reading.taught.sensitivity import NONE
from training.sensitive.lines import of_writer


def main() -> None:
    lines = of_writer(Path(sys.argv[1]))
    reader = TaughtReader(Tagger.load(export_folder()))
    asked, there, unasked, named = (Counter[str]() for _ in range(4))
    for line in lines:
        kind = line.clauses[0].kind
        reading = reader.read(line.text, Context(datetime.now(UTC)))
        there[kind] += 1
        asked[kind] += reading.sensitivity is not None
        named[kind] += reading.sensitivity == kind
        unasked[kind] += any(fact.modality in KEPT and not fact.sensitivity for fact in reading.facts)
        if "--show" in sys.argv and (reading.sensitivity or NONE) != kind:
            print(f"{kind} | {reading.sensitivity} | {line.text}")
    sensitive = there.total() - there[NONE]
    of = max(sensitive, 1)
    print(f"asked of {sensitive} sensitive: {(asked.total() - asked[NONE]) / of:.3f}", end=", ")
    print(f"of the right kind {(named.total() - named[NONE]) / of:.3f}", end=", ")
    print(f"something noted unasked {(unasked.total() - unasked[NONE]) / of:.3f}")
    print(f"falsely asked: {asked[NONE] / max(there[NONE], 1):.3f} ({asked[NONE]} of {there[NONE]})")
    for kind in sorted(set(there) - {NONE}):
        print(f"  {kind:12} {asked[kind] / there[kind]:.3f} ({asked[kind]} of {there[kind]})")


if __name__ == "__main__":
    main()
