"""What the heads tell apart, in the order of their numbers; written beside the weights."""

from __future__ import annotations

from dataclasses import asdict

from memory.reading.taught.decode import Labels
from training.annotations import ACTS, ATTRIBUTES, KINDS, MODALITIES, SENSITIVE
from training.reader.settle import KIN, MERGED

FAVOURITE = "favourite"
"""`favourite_X` is taught as one attribute: what X is stands in the words."""

TYPES = ("open", "name", "number", "day", "place", "yes_no", "list")
TIMES = ("now", "before", "when")

LABELS = Labels(
    acts=tuple(sorted(ACTS)),
    attributes=tuple(sorted((ATTRIBUTES | {FAVOURITE}) - MERGED)),
    kinds=tuple(sorted(KINDS)),
    relations=tuple(sorted(set(KIN.values()))),
    modalities=("holds", *sorted(MODALITIES - {"holds"})),
    sensitive=tuple(sorted(SENSITIVE)),
    types=TYPES,
    times=TIMES,
)


def as_json() -> dict[str, list[str]]:
    return {name: list(of) for name, of in asdict(LABELS).items()}
