"""What the bot asks back: bot/questions.yml, read at the start, matched by meaning to what was told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from actions.authored import BOT, read_entries
from memory.embeddings import Embedder
from memory.errors import SettingsInvalid
from memory.models import CATEGORIES, Memory, Vectors

QUESTIONS = BOT / "questions.yml"

FITS = 0.3
"""Cosine to an example from which a question fits: below, what was told is about something else."""


@dataclass(frozen=True)
class Question:
    """An authored response that asks and says why.

    `follows` are the groups it may follow on, `asks` the attribute that it asks for, if it is one.
    """

    response: str
    follows: tuple[str, ...]
    fits: tuple[str, ...]
    unfit: tuple[str, ...]
    asks: str | None = None


class Questions:
    """The questions, and the vectors of their examples, which are made when the first is looked for."""

    def __init__(self, questions: tuple[Question, ...], embedder: Embedder) -> None:
        self._questions, self._embedder = questions, embedder
        self._vectors: dict[str, tuple[Vectors, Vectors]] = {}

    def fitting(self, memory: Memory, asked: Collection[str], known: Collection[str] = ()) -> Question | None:
        """The first question that fits what was told, was not `asked`, and asks for nothing that is `known`."""
        vector = None
        for question in self._questions:
            if question.response in asked or question.asks in known or memory.category not in question.follows:
                continue
            if not self._vectors:
                self._vectors = {
                    one.response: (self._embedder.embed(one.fits), self._embedder.embed(one.unfit))
                    for one in self._questions
                }
            vector = self._embedder.embed([memory.quote])[0] if vector is None else vector
            fits, unfit = (float((examples @ vector).max()) for examples in self._vectors[question.response])
            if fits >= max(FITS, unfit):
                return question
        return None


def read_questions(path: Path = QUESTIONS) -> tuple[Question, ...]:
    """The questions in an author's file. Raises SettingsInvalid as `read_entries` does."""
    found = []
    fields = {"id": str, "follows": list, "fits": list, "unfit": list}
    for entry, where in read_entries(path, fields, may_have={"asks": str}):
        for group in entry["follows"]:
            if group not in CATEGORIES:
                raise SettingsInvalid(f"{where}: `follows` names {group}, which is none of {', '.join(CATEGORIES)}.")
        follows, fits, unfit = (tuple(entry[name]) for name in ("follows", "fits", "unfit"))
        found.append(Question(entry["id"], follows, fits, unfit, entry.get("asks")))
    return tuple(found)
