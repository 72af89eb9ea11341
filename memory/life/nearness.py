"""How near the words of a fact are to those of earlier ones, by an embedder's vectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from memory.life.member import State
from memory.models import Vectors

BATCH = 32
Cosines = tuple[float, ...]
"""Four: see `Nearness`."""


class Nearness:
    """The `near` of `Means`. `embed` makes vectors of length 1 of texts; `known` are those of memories by id, each of
    shape (2, dimension): of the quote, and of the quote after the line it answers, as the ledger keeps them. Of others
    none is held beyond a call, so that none outlives what was forgotten."""

    def __init__(self, embed: Callable[[Sequence[str]], Vectors], known: Mapping[str, Vectors] | None = None) -> None:
        self._embed, self._known = embed, known or {}

    def __call__(self, quote: str, line: str | None, earlier: Sequence[State]) -> dict[str, Cosines]:
        """Cosines by memory id: of the quote, of the quote after its line, and of the line, each to the earlier quote;
        and of the quote after its line to the earlier quote after its own."""
        lacking = [old for old in earlier if old.memory_id not in self._known]
        texts = [text for old in lacking for text in (old.quote, _within(old.quote, old.in_reply_to))]
        own, within, asked, *made = self._vectors([quote, _within(quote, line), line or "", *texts])
        new = {old.memory_id: np.array(made[2 * at : 2 * at + 2]) for at, old in enumerate(lacking)}
        others = np.stack(
            [self._known[old.memory_id] if old.memory_id in self._known else new[old.memory_id] for old in earlier]
        )
        table = np.stack(
            [others[:, 0] @ own, others[:, 0] @ within, others[:, 0] @ asked * bool(line), others[:, 1] @ within],
            axis=1,
        )
        return {old.memory_id: tuple(row) for old, row in zip(earlier, table.tolist(), strict=True)}

    def _vectors(self, texts: Sequence[str]) -> list[Vectors]:
        distinct, made = list(dict.fromkeys(texts)), dict[str, Vectors]()
        for start in range(0, len(distinct), BATCH):
            some = distinct[start : start + BATCH]
            made |= zip(some, self._embed(some), strict=True)
        return [made[text] for text in texts]


def _within(quote: str, line: str | None) -> str:
    return f"{line} {quote}" if line else quote
