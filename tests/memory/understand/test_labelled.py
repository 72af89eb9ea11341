"""How often days and recall are right on sentences that we labelled, with a floor that it must not fall below.

Every second line was kept apart while the rules were written; both halves are held to the same floors. The figures of a
run are printed by `python -m benchmarks.labelled`.
"""

from __future__ import annotations

import pytest

from benchmarks import labelled
from memory.reading.adapter import ReadingReader


@pytest.mark.parametrize("half", ["worked on", "kept apart"])
@pytest.mark.parametrize(("name", "floor"), labelled.FLOORS.items())
def test_the_share_that_is_right_stays_above_its_floor(
    one_reader: ReadingReader, name: str, floor: float, half: str
) -> None:
    outcome = labelled.measure(name, one_reader, half)
    assert outcome.right >= floor, "\n".join(outcome.wrong)
