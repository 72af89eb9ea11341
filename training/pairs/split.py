"""Which taught voices the model is taught on, and on which it is only weighed."""

from __future__ import annotations

import json
import random

from training.check import VOICES

HELD = 8
"""Taught voices that the model does not see, so that weights beside its score are fitted on scores of new voices."""


def _taught() -> list[str]:
    voices: list[str] = json.loads((VOICES.parent / "split.json").read_text())["taught"]
    return sorted(voices)


def weighed_on() -> list[str]:
    """The taught voices held back from the model; drawn once with a fixed seed."""
    return sorted(random.Random(7).sample(_taught(), HELD))


def taught_on() -> list[str]:
    """The taught voices that the model sees."""
    return [voice for voice in _taught() if voice not in set(weighed_on())]
