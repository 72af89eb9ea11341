"""What remembering uses."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from memory.life.changes import PairScorer
from memory.life.linker import Linker
from memory.life.member import State
from memory.life.statement import Say

Near = Callable[[str, str | None, Sequence[State]], Mapping[str, tuple[float, ...]]]
"""Of a quote and the line that it answers the cosines to earlier states, by memory id: see `Nearness`."""


@dataclass(frozen=True)
class Means:
    """What remembering uses: who says statements; the rest may be left out."""

    say: Say
    near: Near | None = None
    linker: Linker | None = None
    pairs: PairScorer | None = None
    new_id: Callable[[], str] = lambda: secrets.token_hex(16)
