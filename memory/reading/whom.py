"""Whom a mention means, among those that the person has told of: their entity, relation, and what to call them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memory.models import Memory
from memory.reading.reading import Fact, Mention, Reading
from memory.understand.antecedents import MEN, WOMEN
from memory.understand.words import ANIMALS, KIN

_HE = frozenset({"he", "him", "his", "himself", "hes", "he's"})
_SHE = frozenset({"she", "her", "hers", "herself", "shes", "she's"})
_MANLY = MEN | {"grandson", "stepbrother", "half-brother", "fiancé", "landlord", "godfather"}
_WOMANLY = WOMEN | {"granddaughter", "stepsister", "half-sister", "fiancée", "landlady", "godmother"}


@dataclass(frozen=True)
class Somebody:
    """As slots name them: `entity` "sister" or "priya", and `called` "your sister Priya"."""

    entity: str
    relation: str | None
    called: str
    is_pet: bool = False


class Whom:
    """Follows a reading; whoever was named in it or before may be meant by "she"."""

    def __init__(self, known: Sequence[Memory] = ()) -> None:
        self._names: dict[str, tuple[str, str | None]] = {}
        """A name in small letters to entity and relation."""
        self._latest: list[tuple[Mention, Somebody]] = []
        self._of_relation: dict[str, set[str]] = {}
        for memory in known:
            slot = memory.slot
            if slot and slot.attribute == "name" and slot.value and slot.entity != "self":
                self._names[slot.value.lower()] = slot.entity, slot.relation
                self._of_relation.setdefault(slot.relation or "", set()).add(slot.value.lower())

    def look_ahead(self, facts: Iterable[Fact]) -> None:
        """Take in which names a message gives before any of its facts is put into words."""
        for fact in facts:
            if fact.who and fact.attribute == "name" and (relation := _relation(fact.who)):
                self._names.setdefault(fact.value_text.lower(), (relation, relation))
                self._of_relation.setdefault(relation, set()).add(fact.value_text.lower())

    def of(self, mention: Mention, reading: Reading) -> Somebody | None:
        """Who is meant; None where nobody can tell."""
        if mention.words.start == mention.words.end or mention.pronoun:
            return self._pointed(reading.words(mention.words).lower(), mention)
        relation = _relation(mention)
        name = mention.name
        if relation is None and name and name.lower() in self._names:
            _, relation = self._names[name.lower()]
        if relation is None and name is None:
            return None
        entity = relation or (name or "").lower()
        several = len(self._of_relation.get(relation or "", set()) | ({name.lower()} if name else set())) > 1
        if relation and name and several:
            entity = name.lower()
        is_pet = mention.kind == "animal" or relation in set(ANIMALS.values())
        found = Somebody(entity, relation, _called(mention, relation, name), is_pet)
        self._latest.append((mention, found))
        return found

    def _pointed(self, word: str, mention: Mention) -> Somebody | None:
        """The one spoken of last that "he" or "she" fits; of words left out, the last one."""
        for other, somebody in reversed(self._latest):
            if word in _HE and somebody.relation in _WOMANLY or word in _SHE and somebody.relation in _MANLY:
                continue
            if word in _HE | _SHE and other.kind not in ("person", "animal"):
                continue
            return somebody
        return None


def _relation(mention: Mention) -> str | None:
    """As slots have it: the plain word of the family that the relation belongs to."""
    if mention.relation is None or "'s " in mention.relation:
        return None
    return KIN.get(mention.relation) or ANIMALS.get(mention.relation) or mention.relation


def _called(mention: Mention, relation: str | None, name: str | None) -> str:
    said = mention.relation if mention.relation and "'s " not in mention.relation else relation
    shown = name[:1].upper() + name[1:] if name else ""
    if not said:
        return shown
    return f"your {said} {shown}".strip()
