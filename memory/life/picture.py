"""The picture of a life: the cast and what holds of each, made of the memories alone.

Nothing of it is stored: with a memory that is forgotten go its states, and one of the cast of whom none is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import cast

from memory.life.ends import ended_kinds, has_parted
from memory.life.learned import Learned, closed
from memory.life.member import Member, State
from memory.life.tables import ME, relation_in, which_in, words
from memory.models import Memory, Who
from memory.reading import Kind, Known

_PRONOUNS = {
    "she": "she", "her": "she", "hers": "she", "herself": "she", "shes": "she", "she's": "she",
    "he": "he", "him": "he", "his": "he", "himself": "he", "hes": "he", "he's": "he",
    "it": "it", "its": "it", "it's": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "theyre": "they", "they're": "they",
}  # fmt: skip


def pronoun_in(words: str) -> str | None:
    """The pronoun that begins a mention ("her", "she's"), by its plain form; None for any other mention."""
    first = words.lower().replace("’", "'").split()[:1]
    return _PRONOUNS.get(first[0]) if first else None


@dataclass(frozen=True)
class Picture:
    """`members` by id, the one last told of first; `me` are the states of the person, in the order of telling.

    `unclear` are those of somebody of whom nobody can tell who it is: none of the cast, and not the person.
    """

    members: Mapping[str, Member] = field(default_factory=dict)
    me: tuple[State, ...] = ()
    unclear: tuple[State, ...] = ()
    memories: tuple[Memory, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, memories: Iterable[Memory]) -> Picture:
        """The picture that these memories make, in whatever order they come."""
        told = sorted(memories, key=lambda memory: memory.told_at)  # which keeps those of one message in order
        ids = _one_id_each(told)
        of: dict[str, list[Memory]] = {}
        for memory in told:
            of.setdefault(ids[memory.who.id] if memory.who else ME, []).append(memory)
        mine = tuple(State.of(memory) for memory in of.pop(ME, ()))
        members = [_member(id_, theirs) for id_, theirs in of.items()]
        ends = [state for state in mine if "couple" in ended_kinds(state)]
        members = [replace(one, relation="ex") if has_parted(one, ends) else one for one in members]
        members.sort(key=lambda member: member.last_told_at, reverse=True)
        cast = {one.id: one for one in members if one.names or one.relation or one.nouns}
        unclear = tuple(state for one in members if one.id not in cast for state in one.states)
        return cls(cast, mine, unclear, tuple(told))

    def after(self, learned: Learned, told_at: datetime, line: str | None = None) -> Picture:
        """The picture after a fact that is kept: it is in it, and what it closes holds no longer."""
        memory = learned.memory("", told_at, "", "", line)
        return Picture.of([*closed(self.memories, learned, told_at), memory])

    @property
    def states(self) -> tuple[State, ...]:
        """All states, of the person and of the cast."""
        return self.me + tuple(state for member in self.members.values() for state in member.states)

    @property
    def known(self) -> tuple[Known, ...]:
        """The cast, as a reader needs it."""
        return tuple(member.known for member in self.members.values())

    def of_whom(self, who: str) -> tuple[State, ...]:
        """The states of one of the cast, or of the person."""
        return self.me if who == ME else self.members[who].states if who in self.members else ()

    def who(self, memory: Memory) -> Who | None:
        """Whom a memory is of, as they are called by now: "she" of one memory has the name that another tells."""
        if memory.who is None:
            return None
        member = self.members.get(memory.who.id) or next(
            (one for one in self.members.values() if any(state.memory_id == memory.id for state in one.states)), None
        )
        if member is None:
            return memory.who
        return replace(memory.who, id=member.id, kind=member.kind, name=member.name, relation=member.relation)


def _one_id_each(told: Sequence[Memory]) -> dict[str, str]:
    """Each id with the first one under which the same one was known."""
    ids: dict[str, str] = {}
    for memory in told:
        if memory.who:
            own = ids.setdefault(memory.who.id, memory.who.id)
            other = memory.who.same_as and ids.setdefault(memory.who.same_as, memory.who.same_as)
            if other and other != own:
                ids = {id_: own if first == other else first for id_, first in ids.items()}
    return ids


def _member(id_: str, told: Sequence[Memory]) -> Member:
    whos = [memory.who for memory in told if memory.who]
    wrong = {memory.value for memory in told if memory.attribute == "name" and memory.status == "superseded"}
    names: dict[str, str] = {}
    for memory in told:
        who = memory.who
        for name in (
            memory.value if memory.attribute == "name" and not memory.negated else None,
            who.name if who else None,
            memory.value if memory.attribute == "also_known_as" and not memory.negated else None,
        ):
            if name and name not in wrong:
                names.setdefault(name.casefold(), name)
    relation, called_at = None, datetime.min.replace(tzinfo=timezone.utc)
    for memory in told:
        if memory.who and memory.who.relation and not memory.negated:
            relation, called_at = memory.who.relation, memory.told_at
        elif memory.attribute == "relation" and memory.value and not memory.negated and memory.status == "current":
            named = relation_in(memory.value)
            relation = named.name if named else relation or memory.value
    kinds = Counter(who.kind for who in whos if not pronoun_in(who.words)) or Counter(who.kind for who in whos)
    kind = cast(Kind, kinds.most_common(1)[0][0])
    said = Counter(pronoun for who in whos if (pronoun := pronoun_in(who.words)))
    related = relation_in(relation) if relation else None
    pronoun = (related and related.pronoun) or (said.most_common(1)[0][0] if said else None)
    return Member(id_, kind, tuple(names.values()), relation, pronoun, tuple(State.of(memory) for memory in told),
                  frozenset(noun for who in whos if (noun := noun_of(who))),
                  next((which for who in whos if who.relation and (which := which_in(who.words))), None),
                  called_at)  # fmt: skip


def noun_of(who: Who) -> str | None:
    """The noun by which a mention speaks of one of the cast, where it is no name and no pronoun."""
    said = words(who.words)
    return said[-1] if said and not who.name and not pronoun_in(who.words) else None
