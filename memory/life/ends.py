"""Which facts say that something has ended: a life, a couple, what was planned, or how it was until now."""

from __future__ import annotations

from collections.abc import Sequence

from memory.life.endings import ended_in
from memory.life.member import Member, State
from memory.life.tables import ME, relation_in
from memory.recall.lexical import stems

COUPLE = frozenset({"partner", "husband", "wife", "girlfriend", "boyfriend"})


def ended_kinds(state: State, kind: str | None = None) -> frozenset[str]:
    """What a fact says has ended: "life", "couple", "off"; "now" where it is otherwise from now on.

    With a `kind`, what has ended of one of the cast of that kind: a phone that "died" ends no life.
    """
    if state.negated and state.attribute == "partner":
        return frozenset({"couple"})
    if state.negated or state.modality not in ("holds", "was"):
        return frozenset()
    return ended_in(state.quote, kind)


def is_couple(state: State, member: Member) -> bool:
    """Whether an end of a couple is that of the person with this one of the cast."""
    if member.relation not in COUPLE:
        return False
    if state.who == member.id:
        return True
    if state.who != ME:
        return False
    named = {word for name in member.names for word in stems(name)}
    if named & set(stems(state.quote)) or state.attribute == "marital_status":
        return True
    said = relation_in(state.quote)  # "my parents split up" is told of no couple of the person's own
    return not named and (said is None or said.name in COUPLE)


def has_parted(member: Member, ends: Sequence[State]) -> bool:
    """Whether the person has told of the end, after they last called this one their own; `ends` are ends of couples."""
    if member.relation not in COUPLE:
        return False
    told = [state.told_at for state in ends if is_couple(state, member)]
    told += [state.told_at for state in member.states if "couple" in ended_kinds(state)]
    return bool(told) and max(told) > member.called_at
