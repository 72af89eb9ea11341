"""The typed slot of a memory, made of whom it is of, its attribute and its value."""

from __future__ import annotations

from memory.life.learned import Learned
from memory.life.member import Member
from memory.life.tables import attribute, words
from memory.models import FORMER, Slot

_CALLED = {"job": "work", "marital_status": "marital", "birthplace": "origin", "diet": "main diet",
           "cannot_eat": "avoids", "drives": "vehicle", "speaks": "language", "studied": "study",
           "wish": "goal", "shift": "habit", "schedule": "habit"}  # fmt: skip
"""Attributes that slots call otherwise."""
_IN_WORDS = frozenset(
    ["event", "plan", "trip", "other", "worry", "feeling", "health_event", "state", "money", "relation"]
)
"""What is told in words alone: its value says nothing by itself."""
_SOMEBODY = frozenset(
    ["partner", "child", "parent", "sibling", "relative", "friend", "colleague", "neighbour", "pet", "lives_with"]
)
"""Whose value is one of the cast: a slot of that one, not of the person."""


def slot_of(learned: Learned, member: Member | None, cast: tuple[Member, ...] = ()) -> Slot | None:
    """None where it is told in words alone, or nobody can say of whom it is. `member` is that one, of the `cast`."""
    if learned.unclear or learned.attribute in _IN_WORDS | _SOMEBODY or (learned.who and member is None):
        return None
    single = attribute(learned.attribute).one
    if single and learned.modality in ("plan", "wish"):
        return None  # "I will move to Leeds" says nothing of the home now
    if learned.negated and learned.attribute not in ("likes", "dislikes"):
        return None  # "not" fills nothing
    name = _CALLED.get(learned.attribute, learned.attribute)
    if name == "favourite":
        name = f"favourite {_favoured(learned)}"
    if learned.negated:
        name = "dislikes"
    if learned.modality == "was" and single:
        name = FORMER + name
    entity, relation = _entity(member, cast, naming=learned.attribute == "name")
    return Slot(entity, relation, name, learned.value)


def _entity(member: Member | None, cast: tuple[Member, ...], *, naming: bool) -> tuple[str, str | None]:
    """Whom or what it is about, in lower case, and how that is related: the relation where one alone has it."""
    if member is None:
        return "self", None
    related = member.related
    relation = related.name if related else None
    alone = relation and sum(other.related == related for other in cast) <= 1
    if relation and (naming or alone or not member.name):
        return relation, relation
    which = f"{member.which} {relation}" if member.which and relation else relation
    return (member.name or which or member.relation or "somebody").lower(), relation


def _favoured(learned: Learned) -> str:
    """ "film" of "my favourite film is Heat": the words after it, up to the verb or the value."""
    said = words(learned.quote)
    at = next((place for place, word in enumerate(said) if word.startswith("fav")), None)
    following = said[at + 1 : at + 3] if at is not None else []
    kept = [
        word
        for word in following
        if word not in ("is", "are", "was", "were", "of") and word not in words(learned.value)
    ]
    return " ".join(kept[: 1 if "is" in following or "are" in following else 2]) or "thing"
