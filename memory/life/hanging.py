"""What ends along with something: a death, a break-up, a plan that is off take with them what hangs on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from memory.life.endings import before_end
from memory.life.ends import COUPLE, ended_kinds, is_couple
from memory.life.learned import Change
from memory.life.member import Member, State
from memory.life.picture import Picture
from memory.life.tables import ME, Relation, relation_in, words
from memory.recall.lexical import stems

STAYS = frozenset(
    [
        "name",
        "also_known_as",
        "kind",
        "breed",
        "colour",
        "birthday",
        "birthplace",
        "origin",
        "relation",
        "age",
        "height",
        "pronouns",
        "visited",
    ]
)
"""What is true of somebody for good, however it ends."""
_PAST = frozenset({"event", "trip", "health_event", "worked", "studied", "visited"})
"""What happened has happened."""
_WITH = frozenset({"partner", "lives_with", "pet", "marital_status"})


def hanging(state: State, picture: Picture, closes: frozenset[str]) -> Iterator[Change]:
    """The changes that follow from `state`, which itself closes the memories `closes`."""
    kinds = ended_kinds(state)
    member = picture.members.get(state.who)
    if member and "life" in ended_kinds(state, member.kind) and _is_of_them(state, member):
        yield from _all_of(member, picture, state, closes)
    if "couple" in kinds:
        for one in picture.members.values():
            if is_couple(state, one):
                yield from _all_of(one, picture, state, closes)
    for id_ in closes:
        old = next((one for one in picture.states if one.memory_id == id_), None)
        if old and old.modality == "plan" and ("off" in kinds or state.negated):
            yield from _parts(old, picture, state, closes)
    if "work" in kinds:
        yield from _work_of(state, picture)
    said = relation_in(state.quote) if _IS_TAKEN.search(state.quote) else None
    if said and said.name in COUPLE and not state.negated and state.modality == "holds":
        for old in picture.me:
            if old.current and old.attribute == "marital_status" and "single" in words(old.value):
                yield _ended(old)
    if state.who == ME and (relation := _who_died(state, kinds)):
        for old in picture.me:
            if old.current and old.modality == "plan" and relation_in(old.value) == relation:
                yield _ended(old)


_IS_TAKEN = re.compile(
    r"\b(?:(?:i|i've|ive|i now|i finally) (?:now )?(?:have|got|had|met|found)"
    r"|i'm (?:now )?(?:with|seeing|dating|engaged|married)) (?:a|an|my|to)\b",
    re.I,
)
"""Says that somebody is the person's own by now."""


def _work_of(state: State, picture: Picture) -> Iterator[Change]:
    """The work that a notice or a last day ends: the only one, or that which is named."""
    if state.about and state.about.from_ > state.told_at.date():
        return
    held = [
        old
        for old in picture.of_whom(state.who)
        if old.current and old.attribute in ("employer", "job") and old.modality == "holds"
        and not old.negated and old.told_at < state.told_at
    ]  # fmt: skip
    named = [old for old in held if set(stems(old.value)) & set(stems(state.quote))]
    one_each = all(sum(old.attribute == name for old in held) < 2 for name in ("employer", "job"))
    yield from map(_ended, named or (held if one_each else ()))


def _who_died(state: State, kinds: frozenset[str]) -> Relation | None:
    """Of whom a death or a loss is told, where it is told of the person: "my gran died", "I lost the baby"."""
    if "loss" in kinds:
        return relation_in(state.value)
    said = before_end(state.quote, "life")  # "my phone died on mum" is no death of hers
    return relation_in(said) if said else None


def _ended(old: State) -> Change:
    return Change("ends", old.memory_id, hangs=True)


def _is_of_them(state: State, member: Member) -> bool:
    """Whether it is they who died: "her mother died" is told of her, and she lives."""
    others = relation_in(state.value)
    return others is None or others == member.related


def _all_of(member: Member, picture: Picture, state: State, closes: frozenset[str]) -> Iterator[Change]:
    """What holds of one who is gone, and what the person has or plans with them."""
    named = {word for name in member.names for word in stems(name)}
    for old in picture.states:
        if not old.current or old.memory_id in closes or old.memory_id == state.memory_id or old.attribute in STAYS:
            continue
        past = old.attribute in _PAST and old.modality == "holds"
        said = old.quote if old.modality == "plan" else old.value  # "Nadia and I go to Rome": the value names her not
        with_them = old.who == ME and bool(named & set(stems(said))) and (
            old.modality in ("plan", "habit", "wish") or old.attribute in _WITH
        )  # fmt: skip
        if (old.who == member.id and not past) or with_them:
            yield _ended(old)


def _parts(plan: State, picture: Picture, state: State, closes: frozenset[str]) -> Iterator[Change]:
    """The other plans of the same one that are for the same thing."""
    about = set(stems(plan.value))
    for old in picture.of_whom(plan.who):
        if (
            old.current and old.modality == "plan" and old.memory_id not in closes and old.memory_id != state.memory_id
            and about & set(stems(old.value))
        ):  # fmt: skip
            yield _ended(old)
