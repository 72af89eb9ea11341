"""Whom a mention means: one of the cast, somebody new, or nobody that can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from memory.life.member import Member
from memory.life.picture import pronoun_in
from memory.life.tables import Relation, is_plural, relation_in, which_in, words
from memory.life.talk import Talk, name_words
from memory.reading import Mention

_THINGS = frozenset({"place", "work", "thing", "group"})


@dataclass(frozen=True)
class Bound:
    """`member` is who is meant; None where it is somebody new, or (`unclear`) where several fit alike or none does."""

    member: Member | None
    unclear: bool = False
    same_as: Member | None = None
    """Another of the cast, who by this mention is the same one."""


NEW, UNCLEAR = Bound(None), Bound(None, unclear=True)


def bind(mention: Mention, said: str, cast: Sequence[Member], talk: Talk, *, naming: bool = False) -> Bound:
    """Whom `mention` means, of which `said` are the words, empty where they are left out.

    A name goes before a relation, a relation before what is pointed at. `naming`: it tells what one is called.
    """
    if mention.name:
        return _by_name(mention, said, cast, talk, naming)
    if mention.pronoun or not said:
        return _pointed_at(mention, said, cast, talk)
    return _by_relation(mention, said, cast, talk)


def _is_called(member: Member, name: str) -> bool:
    """ "Anjali" is called "Anjali Rao", and the other way round; "Tom Baker" is not "Tom Miller"."""
    asked = name_words(name)
    return any(asked <= own or own <= asked for own in map(name_words, member.names) if own and asked)


def _by_name(mention: Mention, said: str, cast: Sequence[Member], talk: Talk, naming: bool) -> Bound:
    assert mention.name
    called = [member for member in cast if _is_called(member, mention.name)]
    relation = _relation(mention, said)
    if called and relation:
        fitting = [one for one in called if _may_be(one, relation, mention)]
        if fitting:
            nameless = [one for one in cast if not one.names and one.related == relation]
            other = nameless[0] if len(nameless) == 1 and not fitting[0].relation else None
            return Bound(fitting[0], same_as=other)
        return NEW
    if called:
        return _last(called, talk)
    related = [one for one in cast if relation and one.related == relation and _agrees(one, said)]
    if relation and related:
        nameless = [one for one in related if not one.names]
        if len(nameless) == 1 or (nameless and relation.one):
            return Bound(nameless[0])
        return Bound(related[0]) if relation.one and _is_kin_name(related[0]) else NEW
    asked = [one for one in cast if one.id in talk.asked and not one.names and one.kind == mention.kind]
    return Bound(asked[0]) if len(asked) == 1 and naming else NEW


def _is_kin_name(member: Member) -> bool:
    """Whether they are only called by what they are: "mum"."""
    return all(relation_in(name) for name in member.names)


def _may_be(member: Member, relation: Relation, mention: Mention) -> bool:
    """Whether somebody of that name can have this relation: "my cousin Tom" is not "my boss Tom"."""
    return member.related in (None, relation) and member.kind == mention.kind


def _relation(mention: Mention, said: str) -> Relation | None:
    return relation_in(mention.relation or "") or (relation_in(said) if said else None)


def _by_relation(mention: Mention, said: str, cast: Sequence[Member], talk: Talk) -> Bound:
    relation = _relation(mention, said)
    stated = (mention.relation or said).casefold()
    same = [one for one in cast if one.relation and one.relation.casefold() == stated]
    if same:
        meant = [one for one in same if _agrees(one, said)]
        return _last(meant, talk) if meant else NEW
    if is_plural(said) or is_of_another(said):
        return NEW
    if relation is None:
        alike = [one for one in cast if one.kind == mention.kind and _is_described(one, said)]
        return _last(alike, talk, latest=True) if alike and not _is_new(said) else NEW
    related = [one for one in cast if one.related == relation]
    if related:
        meant = [one for one in related if _agrees(one, said)]
        return _last(meant, talk) if meant else NEW
    asked = [one for one in cast if one.id in talk.asked and one.kind == mention.kind and one.relation is None]
    return Bound(asked[0]) if len(asked) == 1 and len(talk.asked) == 1 else NEW


def _agrees(member: Member, said: str) -> bool:
    """Whether it can be the same one: "my younger brother" is not the older one, and "my other sister" is another."""
    which = which_in(said)
    return which in (None, member.which) or (member.which is None and which != "other")


def _is_described(member: Member, said: str) -> bool:
    """Whether they were spoken of by the same noun, the last word of each: "the old van", "my van"."""
    return bool(words(said)) and words(said)[-1] in member.nouns


def _is_new(said: str) -> bool:
    """ "A man", "one VP": whoever is meant was not spoken of before."""
    return words(said)[:1] in (["a"], ["an"], ["one"], ["some"], ["another"])


def is_of_another(said: str) -> bool:
    """ "Lata's husband", "her mother": related to somebody else."""
    said = said.lower().replace("’", "'")
    return "'s " in said or said.split()[:1] in (["his"], ["her"], ["their"], ["its"])


def _last(fitting: Sequence[Member], talk: Talk, *, latest: bool = False) -> Bound:
    """The only one, or the one whom this talk spoke of last. Of several whom it did not speak of, nobody can tell;
    with `latest`, it is the one last told of."""
    if len(fitting) == 1:
        return Bound(fitting[0])
    for id_ in (*talk.spoken, *talk.asked):
        for member in fitting:
            if member.id == id_:
                return Bound(member)
    return Bound(fitting[0]) if latest else UNCLEAR


def _pointed_at(mention: Mention, said: str, cast: Sequence[Member], talk: Talk) -> Bound:
    pronoun = pronoun_in(said)
    by_id = {member.id: member for member in cast}
    spoken = [by_id[id_] for id_ in dict.fromkeys((*talk.spoken, *talk.asked)) if id_ in by_id]
    fitting = [member for member in spoken if _fits(member, pronoun, mention)]
    if not fitting:
        return UNCLEAR
    first = fitting[0]
    rivals = [one for one in fitting[1:] if {one.id, first.id} <= talk.together and _alike(one, first, pronoun)]
    return UNCLEAR if rivals else Bound(first)


def _fits(member: Member, pronoun: str | None, mention: Mention) -> bool:
    if pronoun is None:
        return member.kind == mention.kind
    if pronoun == "it":
        return member.kind in _THINGS or (member.kind == "animal" and member.pronoun in (None, "it"))
    if pronoun == "they":
        return member.kind in ("person", "group", "animal")
    return member.kind in ("person", "animal") and member.pronoun in (None, pronoun)


def _alike(one: Member, other: Member, pronoun: str | None) -> bool:
    """Whether nothing speaks for one of them more than for the other: one of whom the pronoun is known goes first."""
    return (one.pronoun == pronoun) == (other.pronoun == pronoun)
