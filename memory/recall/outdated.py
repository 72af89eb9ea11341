"""An answer as things are by now: what was put right in place of what was, and the death of whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from memory.life.ends import ended_kinds
from memory.life.member import Member
from memory.life.picture import Picture
from memory.life.tables import relation_in
from memory.models import Match, Memory, Recalled
from memory.recall.lexical import stems
from memory.recall.wanted import Wanted
from memory.understand.question import Question

_HAVE = re.compile(r"^\W*(?:(?:and|so|ok|hey)\W+)*(?:do i (?:still )?(?:have|own|keep)|have i (?:still )?got)\b", re.I)

_WHO = re.compile(r"^\W*(?:(?:and|so|ok|hey)\W+)*who(?:'s| is| was|s)\s+[\w'-]+\W*$", re.I)


def as_it_is_now(found: Recalled, question: Question, wanted: Wanted, picture: Picture) -> Recalled:
    """`found`, where what answers was replaced, with what replaced it; of one who died, with the death beside it."""
    answers = found.answers
    if not answers or question.history:
        return found
    now = [_latest(memory, picture.memories) for memory in answers]
    ended = found.ended and now[0].status != "current"
    ids = dict.fromkeys([*wanted.whom.ids, *(memory.who.id for memory in answers if memory.who)])
    members = [picture.members[id_] for id_ in ids if id_ in picture.members]
    now += deaths(members, picture)
    leading = list({memory.id: memory for memory in now}.values())
    if leading == list(answers):
        return found
    least = found.matches[found.answering - 1].score
    old = {match.memory.id: match.score for match in found.matches}
    first = [Match(memory, max(old.get(memory.id, 0.0), least)) for memory in leading]
    rest = [match for match in found.matches if match.memory.id not in {one.id for one in leading}]
    return replace(found, matches=(*first, *rest), answering=len(first), ended=ended)


def _latest(memory: Memory, memories: Sequence[Memory]) -> Memory:
    """What tells the same of the same one in place of `memory`; itself where nothing does."""
    while memory.status == "superseded":
        after = next((one for one in memories if one.supersedes == memory.id and _is_like(one, memory)), None)
        if after is None:
            break
        memory = after
    return memory


def _is_like(one: Memory, old: Memory) -> bool:
    return one.attribute == old.attribute and not one.negated and one.modality == old.modality


def deaths(members: Sequence[Member], picture: Picture) -> Iterator[Memory]:
    """What tells of the death of each of these that died."""
    by_id = {memory.id: memory for memory in picture.memories}
    for member in members:
        for state in member.states:
            if state.current and "life" in ended_kinds(state, member.kind) and _is_theirs(state.value, member):
                yield by_id[state.memory_id]
                break


def _is_theirs(value: str, member: Member) -> bool:
    """Whether it is they who died: "her mother died" is told of her, and she lives."""
    others = relation_in(value)
    return others is None or others == member.related


def owned(question: Question, wanted: Wanted, picture: Picture) -> list[Memory]:
    """What says who they are, of those whom "do I have a dog?" asks for; and of each whom "who is Tom?" may mean."""
    two = len(wanted.whom.ids) > 1 and _WHO.search(question.first_person) is not None
    if not wanted.of_cast or not (two or _HAVE.search(question.first_person)):
        return []
    by_id = {memory.id: memory for memory in picture.memories}
    members = (picture.members[id_] for id_ in wanted.whom.ids if id_ in picture.members)
    naming = (
        next((one for one in member.states if one.current and one.attribute == "name"), None)
        or next((one for one in member.states if one.current and not one.negated), None)
        for member in members
    )
    return [by_id[state.memory_id] for state in naming if state]


def is_of_somebody_else(memory: Memory, wanted: Wanted, picture: Picture) -> bool:
    """Whether a memory is of another one of the cast than is asked for, and does not name whom it is asked of."""
    who = picture.who(memory)
    if not wanted.of_cast or wanted.whom.pointed or who is None or who.id in wanted.whom.ids:
        return False
    asked = [picture.members[id_] for id_ in wanted.whom.ids if id_ in picture.members]
    called = {word for member in asked for name in (*member.names, member.relation or "") for word in stems(name)}
    return bool(asked) and not called & {*stems(memory.quote), *stems(memory.statement)}
