"""What a question wants of the picture of a life: whose, which attribute, and what is told of it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from memory.life.picture import Picture
from memory.life.tables import ME, words
from memory.models import Memory
from memory.recall.whom import Whom
from memory.understand.question import Question


@cache
def told_as() -> Mapping[str, frozenset[str]]:
    """What the rules of a question call an attribute, with those of a reading that tell it."""
    rows = Path(__file__).with_name("attributes.tsv").read_text(encoding="utf-8").splitlines()
    cells = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {name: frozenset(attributes.split()) for name, attributes in cells}


VAGUE = told_as()["(vague)"]
"""Attributes of which one has many that need not speak of the same: that one is told does not answer another."""

_TRIED = frozenset(Path(__file__).with_name("tried.txt").read_text(encoding="utf-8").split())
"""Words of what may come to nothing: who applies somewhere does not work there."""


@dataclass(frozen=True)
class Wanted:
    """Whom a question is about, and by which attributes of a reading it is told; `by_rule`: its words say so plainly.

    `held` are the memories that tell it of them and hold; `ended` those that told it and hold no longer.
    """

    whom: Whom
    attributes: frozenset[str] = frozenset()
    by_rule: bool = False
    held: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    is_known: bool = False
    """Something was read of whom is asked for, and an attribute is asked for of which one has one."""
    relations: frozenset[str] = frozenset()
    """Relations that the question names, for what was told before memories said of whom they are."""

    @classmethod
    def of(cls, question: Question, whom: Whom, picture: Picture) -> Wanted:
        ruled, relations = attributes_of(question), frozenset(question.relations)
        read = question.asked.attribute if question.asked else None
        attributes = ruled or (frozenset({read}) if read else frozenset())
        if not attributes - VAGUE:
            return cls(whom, attributes, relations=relations)
        states = [state for id_ in whom.ids for state in picture.of_whom(id_)]
        told = [one for one in states if one.attribute in attributes and not one.negated]
        now = [one for one in told if one.current and one.modality in ("holds", "habit")]
        over = [one for one in told if one not in now and (not one.current or one.modality == "was")]
        held, ended = (tuple(one.memory_id for one in reversed(of)) for of in (now, over))
        if "name" in ruled and not held:
            held = _naming(picture, whom.ids)
        known = any(one.attribute != "other" for one in states)
        return cls(whom, attributes, bool(ruled), held, ended, known, relations)

    @property
    def is_specific(self) -> bool:
        return bool(self.attributes - VAGUE)

    @property
    def of_cast(self) -> bool:
        return self.whom.ids != (ME,) and bool(self.whom.ids or self.relations)

    def is_of(self, memory: Memory) -> bool:
        """Whether a memory is of whom is asked for."""
        return (memory.who.id if memory.who else ME) in self.whom.ids

    def tells(self, memory: Memory) -> bool:
        """Whether it tells what is asked for of whom it is asked."""
        return memory.attribute in self.attributes and self.is_of(memory)

    def is_no_state(self, memory: Memory) -> bool:
        """A plan, a wish, or what was only tried for, where it is asked how things are."""
        if not self.is_specific:
            return False
        tried = memory.attribute not in self.attributes and not _TRIED.isdisjoint(words(memory.quote))
        return tried or memory.modality in ("plan", "wish", "hearsay", "maybe")


def _naming(picture: Picture, ids: Sequence[str]) -> tuple[str, ...]:
    """Of each of the cast the first memory that calls them by their name: "my sister Mara moved"."""
    named: dict[str, str] = {}
    for memory in picture.memories:
        who = picture.who(memory) if memory.who and memory.who.name and memory.status == "current" else None
        if who and who.id in ids:
            named.setdefault(who.id, memory.id)
    return tuple(named.values())


def attributes_of(question: Question) -> frozenset[str]:
    """The attributes of a reading that the words of a question name."""
    name = question.attribute or ""
    if name.startswith("favourite "):
        return frozenset({name.replace(" ", "_"), "favourite"})
    return told_as().get(name, frozenset())
