"""What the bot can suggest: bot/catalog.yml, read at the start, compared by meaning with what was told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from memory.embeddings import Embedder
from memory.errors import SettingsInvalid
from memory.models import Memory, Vectors

CATALOG = Path(__file__).resolve().parents[1] / "bot" / "catalog.yml"

KINDS = ("book", "film", "walk", "club", "place", "course", "game", "help")

NEAR = 0.35
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
    """The items, and the vectors of their tastes, which are made when the first is asked for."""

    def __init__(self, items: tuple[Item, ...], embedder: Embedder) -> None:
        self.items, self._embedder = items, embedder
        self._owners = [at for at, item in enumerate(items) for _ in item.tastes]
        self._vectors: Vectors | None = None

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

    def far(self, told: Sequence[Memory], without: Collection[str], unlike: str | None) -> Item | None:
        """The item farthest from everything told, of another kind than `unlike`; None where none is left."""
        nearest = np.max(self._scored(told), axis=0) if told else np.zeros(len(self.items))
        left = [
            (score - item.bonus, item.id, item)
            for item, score in zip(self.items, nearest, strict=True)
            if item.id not in without and item.kind != unlike
        ]
        return min(left)[2] if left else None

    def _scored(self, told: Sequence[Memory]) -> Any:
        """Cosines, shape (memories, items): of each memory to the nearest taste of each item."""
        if self._vectors is None:
            self._vectors = self._embedder.embed([taste for item in self.items for taste in item.tastes])
        if not told:
            return np.zeros((0, len(self.items)))
        cosines = self._embedder.embed([memory.quote for memory in told]) @ self._vectors.T
        scores = np.full((len(told), len(self.items)), -1.0)
        for column, owner in enumerate(self._owners):
            scores[:, owner] = np.maximum(scores[:, owner], cosines[:, column])
        return scores


def read_catalog(path: Path = CATALOG) -> tuple[Item, ...]:
    """The items in an author's file; none where there is no such file.

    Raises:
        SettingsInvalid: the file cannot be read, or an entry is not as it has to be; says which and what to do.
    """
    if not path.exists():
        return ()
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsInvalid(f"{path} cannot be read: {error}.") from None
    if not isinstance(entries, list):
        raise SettingsInvalid(f"{path} has to be a list of entries, each with id, kind, text, tastes, offline, people.")
    items = tuple(_item(entry, f"{path}, entry {number}") for number, entry in enumerate(entries, 1))
    ids = [item.id for item in items]
    for doubled in {one for one in ids if ids.count(one) > 1}:
        raise SettingsInvalid(f"{path} has the id {doubled!r} twice; each needs one of its own.")
    return items


def _item(entry: Any, where: str) -> Item:
    fields = {"id": str, "kind": str, "text": str, "tastes": list, "offline": bool, "people": bool}
    if not isinstance(entry, dict) or set(entry) != set(fields):
        raise SettingsInvalid(f"{where} has to have id, kind, text, tastes, offline and people, and nothing else.")
    for name, kind in fields.items():
        if not isinstance(entry[name], kind) or entry[name] in ("", []):
            raise SettingsInvalid(f"{where}: `{name}` has to be {_NAMES[kind]}.")
    if entry["kind"] not in KINDS:
        raise SettingsInvalid(f"{where}: `kind` has to be one of {', '.join(KINDS)}.")
    if not all(isinstance(taste, str) and taste.strip() for taste in entry["tastes"]):
        raise SettingsInvalid(f"{where}: `tastes` has to be a list of texts.")
    if len(entry["id"]) > 100:
        raise SettingsInvalid(f"{where}: `id` has more than 100 characters.")
    return Item(**{**entry, "tastes": tuple(entry["tastes"])})


_NAMES: dict[type, str] = {str: "a text", list: "a list", bool: "true or false"}
