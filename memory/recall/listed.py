"""A question for all there is of a topic ("what do I like", "what have I got coming up"), answered from the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from memory.life.picture import Picture
from memory.life.tables import ME
from memory.models import Memory
from memory.recall.lexical import stems
from memory.recall.topics import Topic, noun_in, said_words, verb_in
from memory.recall.wanted import Wanted
from memory.understand.question import Question

_OPENS = re.compile(
    r"^\W*(?:and |so |ok |hey )*(?:what|whats|which|who|list|name|show|tell me|remind me|how many"
    r"|anything|do i have any|have i got any)\b",
    re.IGNORECASE,
)
_BESIDE = frozenset(
    stems(
        "got have had any all everything list name show tell me remind know remember told far again please "
        "kind kinds sort"
        " things thing stuff there many anything planned really most now currently still on up coming"
    )
)
"""What may stand in such a question beside its topic."""


def listed(question: Question, wanted: Wanted, picture: Picture, today: date) -> list[Memory]:
    """The memories of the topic that a question asks for as a whole; none where it asks for something within it."""
    topic = topic_of(question)
    if topic is None or wanted.whom.unknown:
        return []
    of = set(wanted.whom.ids) or {ME}
    told = [memory for memory in picture.memories if (memory.who.id if memory.who else ME) in of and _holds(memory)]
    if topic.name == "plans":
        return _plans(told, question, today)
    if topic.name == "pets":
        told = [memory for memory in told if topic.holds(memory)]
        return _each([*_animals(picture), *(one for one in told if one.who is None)])
    if topic.name in ("people", "names", "birthdays"):
        return []
    wishes = topic.name == "goals"
    denied = {(one.message_id, one.value) for one in told if one.negated or one.attribute == "dislikes"}
    return _each(
        memory
        for memory in told
        if topic.holds(memory)
        and (wishes or memory.modality != "wish")
        and (topic.name in ("tastes", "dislikes") or (memory.message_id, memory.value) not in denied)
    )


def topic_of(question: Question) -> Topic | None:
    """The topic that the question asks for and nothing beside it."""
    said = said_words(question.first_person)
    topic = verb_in(said) or noun_in(said)
    if topic is None or not _OPENS.match(question.first_person):
        return None
    noun = next((word for word in reversed(said) if word in topic.nouns), None)
    if topic.name != "plans" and noun and not noun.endswith("s"):
        return None
    days = question.interval.phrase if question.interval else ""
    topical = " ".join((*topic.nouns, *topic.verbs)).replace("-", " ")
    rest = set(stems(" ".join(said))) - set(stems(topical)) - set(stems(days)) - _BESIDE
    return None if rest else topic


def _holds(memory: Memory) -> bool:
    return memory.status == "current" and memory.modality in ("holds", "habit", "plan", "wish")


def _plans(told: Sequence[Memory], question: Question, today: date) -> list[Memory]:
    """What is ahead, by day; what has no day comes last."""
    days = question.interval
    ahead = [
        memory
        for memory in told
        if not memory.negated
        and (memory.about.to >= today if memory.about else memory.modality == "plan")
        and (memory.modality == "plan" or memory.attribute in (None, "plan", "trip", "event", "schedule"))
        and memory.repeats is None
        and (days is None or bool(memory.about and memory.about.from_ <= days.to and days.from_ <= memory.about.to))
    ]
    return _each(sorted(ahead, key=lambda one: (one.about.from_ if one.about else date.max, one.told_at)))


def _animals(picture: Picture) -> list[Memory]:
    """What says best of each animal who it is: its name, or what was told of it first."""
    by_id = {memory.id: memory for memory in picture.memories}
    found = []
    for member in picture.members.values():
        if member.kind == "animal" and (states := [one for one in member.states if one.current and not one.negated]):
            naming = [one for one in states if one.attribute in ("name", "pet", "breed", "kind")]
            found.append(by_id[(naming or states)[0].memory_id])
    return sorted(found, key=lambda memory: memory.told_at)


def _each(memories: Iterable[Memory]) -> list[Memory]:
    """Each once, by its words."""
    seen: dict[str, Memory] = {}
    for memory in memories:
        seen.setdefault(memory.quote.casefold(), memory)
    return list(seen.values())
