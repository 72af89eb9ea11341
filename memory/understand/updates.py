"""Compare what was told with what is remembered: new, the same again, a change, an end, or not clear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from memory.models import Memory, Slot, Told
from memory.understand.slots import FORMER, SINGLE

PARAPHRASE = 0.90
"""Cosine from which two sentences without a slot say the same, if they share their words too."""
_PERSONAL = {"name", "age", "birthday", "home", "work", "marital"}
"""Attributes of somebody else of which there is one, unless there are several such people."""


@dataclass(frozen=True)
class Change:
    """What a told thing does to the memories: `memory_id` is the one it is the same as, replaces or ends."""

    kind: Literal["new", "same", "supersedes", "ends", "unclear"]
    memory_id: str | None = None


def compare(told: Told, current: Sequence[Memory], similarity: Mapping[str, float]) -> Change:
    """Decide what `told` does to `current`; `similarity` is the cosine of its quote to each memory, by id."""
    nearest = sorted(current, key=lambda memory: similarity.get(memory.id, 0.0), reverse=True)
    if told.slot is None:
        return _compare_words(told, nearest, similarity)
    slot = told.slot
    same_slot = [memory for memory in nearest if memory.slot and memory.slot.key == slot.key]
    if told.change == "ends":
        return _end(slot, nearest)
    for memory in same_slot:
        if memory.slot and _same(memory.slot.value, slot.value) and (slot.value is not None or similarity.get(memory.id, 0.0) >= PARAPHRASE):
            if _names_and_tells_more(told) and not _says_the_same(memory, told, similarity):
                return Change("new")
            return Change("same", memory.id)
    if slot.attribute.startswith(FORMER):
        now = [memory for memory in nearest if memory.slot and memory.slot.key == (slot.entity, slot.attribute.removeprefix(FORMER))]
        ended = next((memory.id for memory in now if memory.slot and _same(memory.slot.value, slot.value)), None)
        return Change("ends", ended) if ended else Change("new")
    opposite = {"likes": "dislikes", "dislikes": "likes", "avoids": "likes"}.get(slot.attribute)
    for memory in nearest:
        if opposite and memory.slot and memory.slot.key == (slot.entity, opposite) and _same(memory.slot.value, slot.value):
            return Change("supersedes", memory.id)
    single = slot.attribute in SINGLE or slot.attribute.startswith("favourite ")
    if single and same_slot:
        if slot.entity != "self" and told.change != "corrects":
            return Change("unclear" if slot.attribute == "name" else "supersedes", same_slot[0].id)
        return Change("supersedes", same_slot[0].id)
    return Change("new")


def _compare_words(told: Told, nearest: Sequence[Memory], similarity: Mapping[str, float]) -> Change:
    for memory in nearest[:3]:
        if _says_the_same(memory, told, similarity):
            return Change("same", memory.id)
    if told.change == "ends" and nearest and similarity.get(nearest[0].id, 0.0) >= 0.5:
        return Change("ends", nearest[0].id)
    return Change("new")


def _says_the_same(memory: Memory, told: Told, similarity: Mapping[str, float]) -> bool:
    if memory.about != told.about:
        return False
    return _plain(memory.quote) == _plain(told.quote) or (
        similarity.get(memory.id, 0.0) >= PARAPHRASE and _overlap(memory.quote, told.quote) >= 0.6 and _named(memory.quote) == _named(told.quote)
    )


def _names_and_tells_more(told: Told) -> bool:
    """ "My daughter Mei cried": beside the name that is known, it tells something new."""
    return told.slot is not None and told.slot.attribute == "name" and not told.statement.endswith(f"name is {told.slot.value}")


def _end(slot: Slot, nearest: Sequence[Memory]) -> Change:
    for memory in nearest:
        if memory.slot and memory.slot.key == slot.key and (slot.value is None or _same(memory.slot.value, slot.value)):
            return Change("ends", memory.id)
    if slot.attribute == "work":
        for memory in nearest:
            if memory.slot and memory.slot.entity == slot.entity and memory.slot.attribute in {"employer", "field"}:
                return Change("ends", memory.id)
    if slot.attribute == "relation":
        for memory in nearest:
            if memory.slot and memory.slot.entity == slot.entity:
                return Change("ends", memory.id)
    return Change("new")


def _plain(text: str | None) -> str:
    return " ".join(re.findall(r"[^\W_]+", (text or "").lower()))


def _same(one: str | None, other: str | None) -> bool:
    first, second = _core(one), _core(other)
    return first == second or bool(first and second) and (first <= second or second <= first)


def _core(value: str | None) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _plain(value).split() if word not in {"a", "an", "the", "my", "city", "really"})


def _named(text: str) -> frozenset[str]:
    """Names and numbers, and what something is called: where they differ, another thing is meant."""
    return frozenset(word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z]\w+|\d+|(?<=called )\w+|(?<=named )\w+", text)) - {"i"}


def _overlap(one: str, other: str) -> float:
    first, second = set(_plain(one).split()), set(_plain(other).split())
    return len(first & second) / max(1, len(first | second))
