"""Topics that a question or a wish to forget names as a whole ("my plans", "what do I like"), from `topics.tsv`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from memory.life.tables import words
from memory.models import Memory


@dataclass(frozen=True)
class Topic:
    """Attributes that tell of it, and the groups in which it stands where a memory has no attribute."""

    name: str
    attributes: frozenset[str]
    categories: frozenset[str]
    nouns: frozenset[str]
    verbs: frozenset[str]

    def holds(self, memory: Memory) -> bool:
        """Whether a memory tells of it."""
        if memory.attribute is None:
            return memory.category in self.categories
        plain = "favourite" if memory.attribute.startswith("favourite") else memory.attribute
        return plain in self.attributes or (self.name == "plans" and memory.modality == "plan")


@cache
def topics() -> tuple[Topic, ...]:
    rows = Path(__file__).with_name("topics.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return tuple(Topic(name, *(frozenset(cell.split()) - {"-"} for cell in rest)) for name, *rest in cells)


def noun_in(said: Sequence[str]) -> Topic | None:
    """The topic whose noun stands last among these words."""
    pairs = {f"{one}-{other}" for one, other in zip(said, said[1:], strict=False)}
    for topic in topics():
        if topic.nouns & pairs:
            return topic
    found = [topic for word in said for topic in topics() if word in topic.nouns]
    return found[-1] if found else None


def verb_in(said: Sequence[str]) -> Topic | None:
    """The topic whose verb ends a question of what the person does: "what do I like"."""
    if len(said) < 3 or said[-2] not in ("i", "we", "really", "most"):
        return None
    return next((topic for topic in topics() if said[-1] in topic.verbs), None)


def said_words(text: str) -> list[str]:
    """The words of a text, in lower case and without possessive ends."""
    return words(text)
