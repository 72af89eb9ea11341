"""A fact of a reading, bound to one of the cast: whom it is of, and in which group it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from memory.life.binding import Bound, bind, is_of_another
from memory.life.member import Member
from memory.life.picture import Picture, noun_of
from memory.life.tables import attribute, is_plural, relation_in, which_in
from memory.life.talk import Talk
from memory.models import Who
from memory.reading import Fact, Mention, Reading

_HAPPENS = frozenset({"event", "plan", "trip", "health_event"})

_SENSITIVE = {"crime": "criminal record", "status": "immigration status"}


def cast_of(picture: Picture, talk: Talk) -> tuple[Member, ...]:
    """The cast, and who was only spoken of in passing."""
    return (*picture.members.values(), *(one for one in talk.passing if one.id not in picture.members))


_APPOSED = re.compile(
    r"\b(?:my|our|an?)\s+(?:[\w-]+\s+)?(?!(?:called|named)\b)([\w-]+),?\s+(?:(?:is\s+|that's\s+)?(?:called|named)\s+)?\Z",
    re.IGNORECASE,
)
"""What stands before a name in "my girlfriend Nadia", "a dog called Rex"."""


def in_full(reading: Reading, fact: Fact) -> Fact:
    """The fact with the relation of its mention, where that stands before the name."""
    mention = fact.who
    if mention is None or mention.relation or not mention.name:
        return fact
    before = _APPOSED.search(reading.text[max(0, mention.words.start - 40) : mention.words.start])
    relation = relation_in(before[1]) if before and not is_plural(before[1]) else None
    if relation is None or relation.kind != mention.kind:
        return fact
    return replace(fact, who=replace(mention, relation=relation.name))


def said_of(reading: Reading, mention: Mention) -> str:
    """The words of a mention, with the one before where that tells which is meant: "younger brother"."""
    said = reading.words(mention.words)
    before = reading.text[: mention.words.start].split()[-1:]
    return f"{before[0]} {said}" if said and before and which_in(before[0]) and not which_in(said) else said


def whom(reading: Reading, fact: Fact, picture: Picture, talk: Talk) -> Bound | None:
    """Whom a fact is of: None for the person."""
    if fact.who is None:
        return None
    naming = fact.attribute == "name"
    return bind(fact.who, said_of(reading, fact.who), cast_of(picture, talk), talk, naming=naming)


def who_of(reading: Reading, fact: Fact, bound: Bound | None, new_id: Callable[[], str]) -> Who | None:
    mention = fact.who
    if mention is None or bound is None:
        return None
    said = said_of(reading, mention)
    relation = mention.relation
    if relation is None and said and not mention.pronoun and (found := relation_in(said)):
        relation = found.name if not is_of_another(said) else said
    elif relation and (found := relation_in(relation)) and not is_of_another(relation):
        relation = found.name
    kind = bound.member.kind if bound.member else mention.kind
    if bound.member and not bound.member.states:  # spoken of in passing: no memory says yet who it is
        name, relation = mention.name or bound.member.name, relation or bound.member.relation
        said = said or f"{bound.member.which or ''} {relation or ''}".strip()
    else:
        name = mention.name
    same = bound.same_as.id if bound.same_as else None
    return Who(bound.member.id if bound.member else new_id(), kind, name, relation, said, same)


def seen(bound: Bound, who: Who, fact: Fact) -> Member:
    """Who is meant, as far as is known after this fact."""
    if bound.member is None:
        relation = relation_in(who.relation or "")
        name = who.name or (fact.value_text if fact.attribute == "name" else None)
        return Member(who.id, fact.who.kind if fact.who else "person", (name,) if name else (), who.relation,
                      relation.pronoun if relation else None,
                      nouns=frozenset(filter(None, [noun_of(who)])),
                      which=which_in(who.words) if who.relation else None)  # fmt: skip
    names = bound.member.names or ((who.name,) if who.name else ())
    return replace(bound.member, names=names, relation=bound.member.relation or who.relation)


def category_of(fact: Fact, today: date) -> str:
    """In which group of "What I remember" it is shown: what is of somebody else stands with people or pets, unless it
    is of their health."""
    ahead = fact.about is not None and fact.about.from_ > today and not fact.goes_on
    if fact.modality == "plan" or (ahead and fact.attribute in _HAPPENS):
        return "plans"
    own = attribute(fact.attribute).category
    if fact.who is None or own == "health":
        return own
    return {"person": "people", "animal": "pets", "place": "places", "work": "work"}.get(fact.who.kind, own)


def sensitive_kind(sensitivity: str | None) -> str | None:
    """A kind of sensitive things as it is called where it is asked about."""
    return _SENSITIVE.get(sensitivity or "", sensitivity)


_WHERE = frozenset({"home", "employer", "school", "origin", "birthplace", "visited"})
_AT = re.compile(r"(?:in|at|from|to)\s+(?=\w)", re.IGNORECASE)


def value_of(reading: Reading, fact: Fact) -> str:
    """The value in words, of a place without "in"."""
    value = fact.value_text or reading.words(fact.value or fact.quote)
    return _AT.sub("", value, count=1) if fact.attribute in _WHERE and _AT.match(value) else value


def place_of(reading: Reading, fact: Fact) -> tuple[str, int] | None:
    """The words of the mention, and where they begin in the quote; None where they do not stand in it."""
    if fact.who is None or fact.who.words.start == fact.who.words.end:
        return None
    begins = fact.who.words.start - fact.quote.start
    inside = begins >= 0 and fact.who.words.end <= fact.quote.end
    return (reading.words(fact.who.words), begins) if inside else None
