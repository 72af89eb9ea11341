"""From a text to what it tells: read once, bound to the cast, compared with what is known. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast

import numpy as np

from memory.life import Means, Nearness, Picture, Remembered, Talk, remember
from memory.life.facts import sensitive_kind
from memory.life.means import Near
from memory.life.member import State
from memory.models import Memory, Vectors
from memory.reading import Context, Reading
from memory.service.base import Base, new_id


@dataclass(frozen=True)
class Read:
    """A text that was read, with the means to make memories of it. What is said and embedded for it once is held with
    them, so that it can be remembered anew where something else was told meanwhile."""

    reading: Reading
    means: Means
    said_at: datetime
    line: str | None = None

    @property
    def sensitivity(self) -> str | None:
        """Of what kind sensitive it is, whether or not that part of it tells anything."""
        return sensitive_kind(self.reading.sensitivity)

    def remembered(self, known: Sequence[Memory], talk: Talk | None = None) -> Remembered:
        """What it tells, where `known` is all that was told before. Raises NotRead."""
        picture = Picture.of(known)
        return remember(self.reading, picture, self.means, said_at=self.said_at, line=self.line, talk=talk)


class Telling(Base):
    """Understands what people tell."""

    def _read(self, user_id: str, text: str, said_at: datetime, line: str | None = None) -> Read:
        """Raises NotRead."""
        context = Context(said_at, self.profile(user_id).timezone, line)
        return Read(self._readings.read(text, context), self._means(user_id), said_at, line)

    def _means(self, user_id: str) -> Means:
        return Means(cache(self._reader.say), self._near(user_id), new_id=new_id)

    def _near(self, user_id: str) -> Near:
        @cache
        def embedded(text: str) -> Vectors:
            (vector,) = self._embedder.embed([text])
            return cast(Vectors, vector)

        def near(quote: str, line: str | None, earlier: Sequence[State]) -> Mapping[str, tuple[float, ...]]:
            entries = self._ledger.entries(user_id, [old.memory_id for old in earlier])
            known = {entry.memory_id: entry.vectors for entry in entries}
            return Nearness(lambda texts: np.stack([embedded(text) for text in texts]), known)(quote, line, earlier)

        return near
