"""What the bot can suggest: bot/catalog.yml, read at the start, compared by meaning with what was told."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from actions.authored import BOT, one_of, read_entries
from memory.embeddings import Embedder
from memory.models import Memory, Vectors

CATALOG = BOT / "catalog.yml"

KINDS = ("book", "film", "walk", "club", "place", "course", "game", "help")

NEAR = 0.42
"""Cosine of what was told to a taste of an item from which the item is near to it."""

PREFERRED = 0.05
"""What being offline, and being done with others, each count for beside a cosine."""


@dataclass(frozen=True)
class Item:
    """One thing to suggest."""

    id: str
    kind: str
    text: str
    tastes: tuple[str, ...]
    offline: bool
    people: bool

    @property
    def bonus(self) -> float:
        return PREFERRED * (self.offline + self.people)


class Catalog:
    """The items, and the vectors of their tastes and texts, which are made when the first is asked for."""

    def __init__(self, items: tuple[Item, ...], embedder: Embedder) -> None:
        self.items, self._embedder = items, embedder
        self._owners = [at for at, item in enumerate(items) for _ in item.tastes]

    def near(
        self, told: Sequence[Memory], without: Collection[str], kinds: Collection[str]
    ) -> tuple[Item, Memory] | None:
        """The item nearest to a taste that was told, with that memory; None where none is near."""
        scored = self._scored(told)
        best = None
        for memory, scores in zip(told, scored, strict=True):
            for item, score in zip(self.items, scores, strict=True):
                usable = item.id not in without and (not kinds or item.kind in kinds)
                if usable and score >= NEAR and (best is None or score + item.bonus > best[0]):
                    best = (score + item.bonus, item, memory)
        return (best[1], best[2]) if best else None

    def named(self, stems: Collection[str]) -> set[str]:
        """The items in whose texts a word begins so."""
        return {
            item.id
            for item in self.items
            if any(word.startswith(stem) for word in re.findall(r"\w+", item.text.lower()) for stem in stems)
        }

    def asked_for(self, request: str, without: Collection[str], kinds: Collection[str]) -> Item | None:
        """The item of these kinds that the words of a request are nearest to; None where none is left."""
        asked = self._embedder.embed([request])
        nearness = np.maximum(self._to_tastes(asked)[0], self._texts @ asked[0])
        left = [
            (near, item.id, item)
            for item, near in zip(self.items, nearness, strict=True)
            if item.id not in without and item.kind in kinds
        ]
        return max(left)[2] if left else None

    def unlike(self, item: Item, without: Collection[str]) -> Item | None:
        """The item of the same kind that is least like this one; None where none is left."""
        nearness = self._texts @ self._texts[self.items.index(item)]
        left = [
            (near, one.id, one)
            for one, near in zip(self.items, nearness, strict=True)
            if one.id not in without and one.kind == item.kind
        ]
        return min(left)[2] if left else None

    def far(
        self, told: Sequence[Memory], without: Collection[str], unlike: str | None, kinds: Collection[str] = ()
    ) -> Item | None:
        """The item farthest from everything told, of another kind than `unlike`, and of `kinds` where some are named.

        None where none is left.
        """
        nearest = np.max(self._scored(told), axis=0) if told else np.zeros(len(self.items))
        left = [
            (score - item.bonus, item.id, item)
            for item, score in zip(self.items, nearest, strict=True)
            if item.id not in without and item.kind != unlike and (not kinds or item.kind in kinds)
        ]
        return min(left)[2] if left else None

    def _scored(self, told: Sequence[Memory]) -> Any:
        """Cosines, shape (memories, items): of each memory to the nearest taste of each item."""
        if not told:
            return np.zeros((0, len(self.items)))
        return self._to_tastes(self._embedder.embed([memory.quote for memory in told]))

    def _to_tastes(self, vectors: Vectors) -> Any:
        """Cosines, shape (vectors, items): of each to the nearest taste of each item."""
        cosines = vectors @ self._tastes.T
        scores = np.full((len(vectors), len(self.items)), -1.0)
        for column, owner in enumerate(self._owners):
            scores[:, owner] = np.maximum(scores[:, owner], cosines[:, column])
        return scores

    @cached_property
    def _tastes(self) -> Vectors:
        return self._embedder.embed([taste for item in self.items for taste in item.tastes])

    @cached_property
    def _texts(self) -> Vectors:
        return self._embedder.embed([item.text for item in self.items])


def read_catalog(path: Path = CATALOG) -> tuple[Item, ...]:
    """The items in an author's file. Raises SettingsInvalid as `read_entries` does."""
    fields = {"id": str, "kind": str, "text": str, "tastes": list, "offline": bool, "people": bool}
    found = []
    for entry, where in read_entries(path, fields):
        one_of(entry, "kind", KINDS, where)
        found.append(Item(**{**entry, "tastes": tuple(entry["tastes"])}))
    return tuple(found)
