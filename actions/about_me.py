"""What the bot can say of itself: bot/about_me.yml, read at the start, matched by topic to what was told."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from actions.authored import BOT, one_of, read_entries
from memory.embeddings import Embedder
from memory.models import Vectors

ABOUT_ME = BOT / "about_me.yml"

FITS = 0.5
"""Cosine of what was told to a topic from which a detail fits."""
ANSWERS = 0.3
"""Cosine of a question about the bot to a topic from which a detail answers it."""

DEEP = re.compile(
    r"\b(?:afraid|scared|worr(?:y|ied|ying)|nervous|anxious|lonely|alone|lost|died|death|grie(?:f|ving)|mourn\w*|divorce\w*|"
    r"broke up|cry|cried|crying|hurt|hard|heavy|ashamed|regret\w*|miss(?:ed|ing)?|dream\w*|love[ds]? (?:him|her|them)|"
    r"meaning|hope|trust\w*|never told|proud)\b",
    re.I,
)
"""Words by which people say more than what they do or like: such a message is met at the same depth."""

Depth = Literal["light", "deep"]


@dataclass(frozen=True)
class Detail:
    """One thing the bot can say of itself. An `authored` one was made up for it, and says so when it is given."""

    id: str
    authored: bool
    depth: Depth
    topics: tuple[str, ...]
    text: str


class AboutMe:
    """The details, and the vectors of their topics, which are made when the first is asked for."""

    def __init__(self, details: tuple[Detail, ...], embedder: Embedder) -> None:
        self.details, self._embedder = details, embedder
        self._owners: list[Detail] = [detail for detail in details for _ in detail.topics]
        self._vectors: Vectors | None = None

    def fitting(self, text: str, given: Collection[str], depth: Depth) -> Detail | None:
        """The detail nearest to what was told, at this depth and not `given` yet; None where none is near enough."""
        return self._nearest(text, FITS, lambda detail: detail.id not in given and detail.depth == depth)

    def answering(self, question: str) -> Detail | None:
        """The detail that answers a question about the bot; None where none is near enough."""
        return self._nearest(question, ANSWERS, lambda detail: True)

    def _nearest(self, text: str, least: float, allows: Callable[[Detail], bool]) -> Detail | None:
        if not self._owners:
            return None
        if self._vectors is None:
            self._vectors = self._embedder.embed([topic for detail in self.details for topic in detail.topics])
        cosines = self._vectors @ self._embedder.embed([text])[0]
        for at in np.argsort(-cosines):
            if cosines[at] < least:
                return None
            detail = self._owners[int(at)]
            if allows(detail):
                return detail
        return None


def depth_of(text: str) -> Depth:
    """Whether what was told goes deeper than what a person does or likes."""
    return "deep" if DEEP.search(text) else "light"


def read_about_me(path: Path = ABOUT_ME) -> tuple[Detail, ...]:
    """The details in an author's file. Raises SettingsInvalid as `read_entries` does."""
    found = []
    for entry, where in read_entries(path, {"id": str, "source": str, "depth": str, "topics": list, "text": str}):
        one_of(entry, "source", ("fact", "authored"), where)
        one_of(entry, "depth", ("light", "deep"), where)
        authored = entry["source"] == "authored"
        found.append(Detail(entry["id"], authored, entry["depth"], tuple(entry["topics"]), entry["text"].strip()))
    return tuple(found)
