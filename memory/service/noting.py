"""What is told becomes memories in the ledger, and what it changes is no longer current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from memory.ledger import Noted
from memory.life import Learned, Picture
from memory.life.learned import is_read_again
from memory.life.slot import slot_of
from memory.models import Memory, Profile, Slot, Status, Vectors
from memory.service.base import expiry
from memory.service.checking import secret_in, secret_of
from memory.service.telling import Telling


class Noting(Telling):
    """Writes down what people told."""

    def _note(
        self,
        profile: Profile,
        told: Sequence[Learned],
        known: Sequence[Memory],
        source: Mapping[str, Any],
        unkept: Sequence[Learned] = (),
    ) -> list[Memory]:
        """The memories of what was told, new or seen again, in its order. A change of what is gone is none.

        Of what is `unkept`, nothing is written but that what it ends is no longer current: nobody is asked about it.

        Raises TooManyMemories, DiskFull: nothing was noted.
        """
        user_id = profile.user_id
        source = {**source, **self._line(user_id, source.get("in_reply_to"), source.get("drew_on", ()))}
        current = {memory.id for memory in known if memory.status == "current"}
        memories = _memories(told, profile, known, source)
        added: dict[str, tuple[Memory, Vectors]] = {}
        seen: list[str] = []
        ended = {change.memory_id: change for one in unkept for change in one.closes() if change.memory_id in current}
        status: dict[str, Status] = {
            id_: "done" if it.effect == "fulfils" else "superseded" for id_, it in ended.items()
        }
        current -= set(ended)
        for one in told:
            if one.same in current:
                if one.same not in seen and one.same not in added:
                    seen.append(one.same)
                continue
            memory = memories[one.id]
            if secret_of(memory):  # whoever writes, whatever was made of the words: none is ever written
                continue
            changes = [change for change in one.closes() if change.memory_id in current]
            if memory.supersedes not in current:
                memory = replace(memory, supersedes=None)
            status |= {one.memory_id: "done" if one.effect == "fulfils" else "superseded" for one in changes}
            current = current - {change.memory_id for change in changes} | {one.id}
            added[one.id] = memory, self._embed(memory.quote, source["in_reply_to"])
        if added:
            self._refuse_too_many(known, len(added))
        day = source["told_at"].date()
        # One told in this message and ended in it, too, is written with that status at once.
        rows = [
            (replace(memory, status=status.pop(id_), ended_on=day) if id_ in status else memory, vectors)
            for id_, (memory, vectors) in added.items()
        ]
        self._ledger.save_profile(profile)
        noted = Noted(rows, seen, status, dict.fromkeys(status, day))
        self._ledger.note(user_id, source["message_id"], noted, self._clock())
        self._add_to_index(user_id, list(added))
        return [self._ledger.memory(user_id, memory_id) for memory_id in dict.fromkeys([*added, *seen])]

    def _slot(self, learned: Learned, known: Sequence[Memory]) -> Slot | None:
        """The slot of what is told, beside all that is known."""
        memory = learned.memory("", self._clock(), "", "")
        return next(one.slot for one in slotted([(learned, memory)], known))


def _memories(
    told: Sequence[Learned], profile: Profile, known: Sequence[Memory], source: Mapping[str, Any]
) -> dict[str, Memory]:
    """Each as a memory, by its id."""
    made = [
        replace(
            one.memory(profile.user_id, source["told_at"], source["channel"], source["message_id"]),
            in_reply_to=source["in_reply_to"],
            drew_on=source["drew_on"],
            expires_at=expiry(source["told_at"], profile.retention_days),
        )
        for one in told
    ]
    return {memory.id: memory for memory in slotted(list(zip(told, made, strict=True)), known)}


def slotted(made: Sequence[tuple[Learned, Memory]], known: Iterable[Memory]) -> Iterator[Memory]:
    """Memories with their slots, which are those of the picture after all of them."""
    picture = Picture.of([*known, *(memory for _, memory in made)])
    cast = tuple(picture.members.values())
    of = {state.memory_id: member for member in cast for state in member.states}
    for learned, memory in made:
        yield replace(memory, slot=slot_of(learned, of.get(memory.id), cast))


def without_secrets(told: Sequence[Learned]) -> tuple[list[Learned], list[str]]:
    """What was told, without what a secret is in however it was put, and the kinds of these: a statement is made of
    words, too."""
    kinds = {one.id: secret_in(one.quote, one.statement, one.value) for one in told}
    return [one for one in told if not kinds[one.id]], [kind for kind in kinds.values() if kind]


def once_each(told: Sequence[Learned]) -> list[Learned]:
    """What is kept of a message: of several that would be shown alike, the one that matters most; and no name by itself
    that stands with something else in the same words, as "my aunt Wilhelmina sings"."""
    kept = [one for one in told if one.kept]
    for name in [one for one in kept if one.attribute == "name" and one.who and not one.changes]:
        beside = [at for at, one in enumerate(kept) if _says_too(one, name)]
        for at in beside:
            one = kept[at]
            kept[at] = replace(one, who=replace(one.who, name=one.who.name or name.value) if one.who else None)
        if beside:
            kept.remove(name)
    kept = [one for one in kept if not is_read_again(one, kept)]
    best: dict[tuple[str, str], Learned] = {}
    for one in kept:
        shown = one.statement, one.quote
        if shown not in best or _matters(one) > _matters(best[shown]):
            best[shown] = one
    return [one for one in kept if one in best.values()]


def _matters(one: Learned) -> tuple[bool, int]:
    """What somebody is called is told nowhere else in a message; of the rest the weight counts."""
    return one.attribute == "name" and one.who is not None, one.weight


def _says_too(one: Learned, name: Learned) -> bool:
    """Whether another thing told in the same words shows the name, too."""
    same = one is not name and one.attribute != "name" and one.quote == name.quote
    of_them = one.who is not None and name.who is not None and one.who.id == name.who.id
    return same and of_them and name.value.casefold() in one.statement.casefold()
