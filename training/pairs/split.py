"""Which taught voices the model is taught on, and on which it is only weighed."""

from __future__ import annotations

import json
import random

from training.check import VOICES

HELD, LAST = 8, "v084"
"""So many taught voices, none after `LAST`, the model does not see: weights beside its score are fitted on scores of
new voices. Those that came later leave the draw as it was."""


def taught() -> list[str]:
    """All that split.json calls taught."""
    voices: list[str] = json.loads((VOICES.parent / "split.json").read_text())["taught"]
    return sorted(voices)


def weighed_on() -> list[str]:
    """The taught voices held back from the model; drawn once with a fixed seed."""
    return sorted(random.Random(7).sample([voice for voice in taught() if voice <= LAST], HELD))


def taught_on() -> list[str]:
    """The taught voices that the model sees."""
    return [voice for voice in taught() if voice not in set(weighed_on())]
