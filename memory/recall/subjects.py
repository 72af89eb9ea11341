"""Find the memories that speak of a subject, by its words, by relation, and by the name told for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memory.models import CATEGORIES, Memory
from memory.recall.lexical import stems
from memory.understand.words import ANIMALS, KIN, PETS, RELATIONS, WIDER

_LEAD = re.compile(
    r"^(?:(?:everything|anything|all|what (?:i|you) (?:said|told you|know|remember)|that|it)\b\s*)*"
    r"(?:(?:about|of|on|regarding|concerning)\s+)?(?:(?:my|the|our|that|this|a|an|his|her)\s+)*",
    re.I,
)
_ONCE = re.compile(r"\b(?:used to|once|formerly|before|no longer|any ?more)\b")
"""Words that say of something that it was so, and are no part of what it was."""
_GROUPS = {
    "work": "work",
    "job": "work",
    "health": "health",
    "pets": "pets",
    "studies": "study",
    "study": "study",
    "goals": "goals",
    "plans": "plans",
    "tastes": "tastes",
    "habits": "habits",
    "religion": "belief",
    "beliefs": "belief",
}
_SMALL = frozenset(
    [
        "my",
        "the",
        "a",
        "an",
        "our",
        "his",
        "her",
        "their",
        "your",
        "me",
        "i",
        "and",
        "or",
        "of",
        "about",
        "with",
        "in",
        "on",
        "at",
        "to",
        "for",
        "is",
        "that",
        "this",
        "s",
    ]
)


def about(subject: str, memories: Sequence[Memory]) -> tuple[Memory, ...]:
    """The memories in which `subject` occurs ("my sister", "Ines", "the interview", "work"), in their order."""
    core = _LEAD.sub("", subject.strip().replace("\u2019", "'").rstrip("?!. ")).lower()
    if not core:
        return ()
    relations = _relations(core)
    names = {
        name.lower()
        for memory in memories
        if memory.slot
        and memory.slot.relation in relations
        and memory.slot.attribute == "name"
        and (name := memory.slot.value)
    }
    if not relations:
        owners = {
            memory.slot.relation
            for memory in memories
            if memory.slot
            and memory.slot.attribute == "name"
            and memory.slot.relation
            and (memory.slot.value or "").lower() == core
        }
        relations = {relation for relation in owners if relation}
        names = {core} if relations else set()
    words = {form for relation in relations for form in _forms(relation)} | names
    category = _GROUPS.get(core)
    found = []
    for memory in memories:
        slot = memory.slot
        if (
            slot
            and (slot.relation in relations or slot.entity in relations)
            and relations
            or any(_has(memory, word) for word in words)
            or not relations
            and _all_words(memory, core)
            or category in CATEGORIES
            and memory.category == category
        ):
            found.append(memory)
    return tuple(found) if found or relations else _in_other_forms(core, memories)


def _relations(core: str) -> set[str]:
    words = core.split()
    for at in range(len(words)):
        word = " ".join(words[at:])
        if word in WIDER:
            return {word, *WIDER[word]}
        relation = KIN.get(word) or ANIMALS.get(word)
        if relation:
            return {relation, *WIDER.get(relation, ())}
    return set(WIDER["pet"]) | {"pet"} if core in {"pets", "pet"} else set()


def _forms(relation: str) -> set[str]:
    every = {form for form, of in (*KIN.items(), *ANIMALS.items()) if of == relation}
    return every | set(RELATIONS.get(relation, ())) | set(PETS.get(relation, ()))


def _has(memory: Memory, word: str) -> bool:
    value = memory.slot.value or "" if memory.slot else ""
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", f"{memory.quote}\n{memory.statement}\n{value}", re.I))


def _all_words(memory: Memory, core: str) -> bool:
    words = [word for word in re.findall(r"[^\W_]+", core) if word not in _SMALL]
    text = f"{memory.quote}\n{memory.statement}\n{memory.category}".lower()
    return bool(words) and all(re.search(rf"\b{re.escape(_stem(word))}", text) for word in words)


def _in_other_forms(core: str, memories: Sequence[Memory]) -> tuple[Memory, ...]:
    """Where no memory has the words as they stand: "that I lived in Porto" is about "I live in Porto"."""
    asked = set(stems(_ONCE.sub(" ", core)))
    return tuple(one for one in memories if asked and asked <= set(stems(f"{one.quote}\n{one.statement}")))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
