"""The typed slot of a fact, by the names that memories have so far, and the group in which it is shown."""

from __future__ import annotations

import re
from datetime import date

from memory.models import About, Slot
from memory.reading.reading import Fact
from memory.reading.whom import Somebody
from memory.understand.slots import FORMER, SINGLE, cased
from memory.understand.topics import topic

NAMED = {
    "job": "work",
    "marital_status": "marital",
    "birthplace": "origin",
    "diet": "main diet",
    "cannot_eat": "avoids",
    "drives": "vehicle",
    "speaks": "language",
    "studied": "study",
    "wish": "goal",
    "shift": "habit",
    "schedule": "habit",
}
"""Attributes of a reading that slots call otherwise."""

UNSLOTTED = frozenset(
    ["event", "plan", "trip", "other", "worry", "feeling", "health_event", "state", "money", "relation"]
)
"""What is told in words alone: two of these are compared by what they say."""

RELATIVES = frozenset(
    ["partner", "child", "parent", "sibling", "relative", "friend", "colleague", "neighbour", "pet", "lives_with"]
)
"""Whose value is somebody: a slot of that one, not of the person."""

GROUPS = {
    "self": "name also_known_as age birthday height pronouns language speaks",
    "people": "partner child parent sibling relative friend colleague neighbour lives_with marital_status",
    "pets": "pet",
    "places": "home origin birthplace visited",
    "work": "job employer worked shift schedule",
    "study": "school studied",
    "tastes": "likes dislikes favourite cannot_eat diet",
    "health": "condition medicine allergy health_event",
    "belief": "believes",
    "habits": "habit plays",
    "possessions": "owns drives",
    "goals": "goal wish",
    "plans": "plan",
}
_GROUP_OF = {name: group for group, names in GROUPS.items() for name in names.split()}
_FAVOURITE = re.compile(r"\bfav(?:ou?rite|e)?s? ([\w-]+(?: [\w-]+)??)(?='s| is\b| are\b| was\b| of\b|,|:|$)", re.I)


def slot_of(fact: Fact, somebody: Somebody | None, quote: str) -> Slot | None:
    """None where the fact is told in words alone, or nobody can say of whom it is."""
    if fact.attribute in UNSLOTTED | RELATIVES or fact.who is not None and somebody is None:
        return None
    attribute = NAMED.get(fact.attribute, fact.attribute)
    if attribute == "favourite":
        found = _FAVOURITE.search(quote)
        if found is None:
            return None
        attribute = f"favourite {found[1].lower()}"
    if attribute == "likes" and fact.negated:
        attribute = "dislikes"
    if fact.modality == "was" and attribute in SINGLE:
        attribute = FORMER + attribute
    if fact.modality in ("plan", "wish") and attribute in SINGLE:
        return None  # "I will move to Leeds" says nothing of the home now
    entity, relation = (somebody.entity, somebody.relation) if somebody else ("self", None)
    if attribute == "name" and relation:
        entity = relation
    return Slot(entity, relation, attribute, cased(fact.value_text, attribute))


def category_of(fact: Fact, somebody: Somebody | None, quote: str, today: date) -> str:
    """How "What I remember" groups it."""
    about: About | None = fact.about
    ahead = about is not None and about.to > today
    if fact.modality == "plan" or ahead and fact.attribute in {"event", "plan", "trip", "health_event"}:
        return "plans"
    if fact.attribute in {"event", "trip", "visited", "plan"} and about:
        return "events"
    if somebody and somebody.is_pet:
        return "pets"
    if somebody and fact.attribute not in {"condition", "medicine", "allergy", "health_event"}:
        return "people"
    return _GROUP_OF.get(fact.attribute) or topic(quote)
