"""Of whom a talk speaks: those whom a line of the bot or a clause names, in the order in which they may be "she"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from memory.life.member import Member
from memory.life.tables import is_plural, relation_in, which_in, words

_TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "sir", "madam", "the", "my", "our", "old", "big", "little", "young"]
)


@dataclass(frozen=True)
class Talk:
    """Of whom this talk has spoken: ids, the last one first, and those of the line that is answered.

    `together` are the ids that one clause spoke of last: of those neither came before the other.
    """

    spoken: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    together: frozenset[str] = field(default_factory=frozenset)
    passing: tuple[Member, ...] = ()
    """Who was spoken of, and of whom nothing was kept: a picture does not have them."""

    def then(self, ids: Iterable[str]) -> Talk:
        """After a clause that spoke of these."""
        said = tuple(dict.fromkeys(ids))
        if not said:
            return self
        rest = tuple(one for one in self.spoken if one not in said)
        return replace(self, spoken=said[::-1] + rest, together=frozenset(said))


def named_in(text: str, cast: Sequence[Member], own: frozenset[str]) -> tuple[str, ...]:
    """The ids of those whom a text names, in its order; `own` are the words before a relation of theirs ("my")."""
    said = words(text)
    found: dict[str, int] = {}
    for at, word in enumerate(said):
        called = [one for one in cast if any(word in name_words(name) for name in one.names)]
        if not called and _is_own(said, at, own) and (relation := relation_in(word)) and not is_plural(word):
            called = [one for one in cast if one.related == relation and _may_be(one, said[at - 1])]
        for one in called if len(called) == 1 else ():
            found[one.id] = at
    return tuple(sorted(found, key=lambda id_: found[id_]))


def passing_in(text: str, cast: Sequence[Member], own: frozenset[str], new_id: Callable[[], str]) -> tuple[Member, ...]:
    """Of whom a text speaks by a relation that none of the cast has: somebody new, of whom nothing is told yet."""
    said, found = words(text), list[Member]()
    for at, word in enumerate(said):
        relation = relation_in(word) if _is_own(said, at, own) and not is_plural(word) else None
        others = (one for one in (*cast, *found) if one.related == relation)
        if relation and not any(_may_be(one, said[at - 1]) for one in others):
            which = which_in(said[at - 1])
            found.append(Member(new_id(), relation.kind, (), relation.name, relation.pronoun, which=which))
    return tuple(found)


def _may_be(member: Member, before: str) -> bool:
    """Whether the word before a relation leaves it open that this one is meant: "younger" is not the older one."""
    return which_in(before) in (None, member.which) or member.which is None


def _is_own(said: Sequence[str], at: int, own: frozenset[str]) -> bool:
    """Whether a word has "my" before it, or "my older"."""
    return (at > 0 and said[at - 1] in own) or (at > 1 and said[at - 2] in own and which_in(said[at - 1]) is not None)


def name_words(name: str) -> frozenset[str]:
    said = [word for word in words(name) if word not in _TITLES]
    return frozenset(said or words(name))
