"""Old memories are read anew: what each says, and of whom. Ids, quotes, statements, days and statuses stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from memory.life.means import Means
from memory.life.picture import Picture
from memory.life.remembering import bound_facts
from memory.life.talk import Talk
from memory.models import Memory
from memory.reading import Context, MessageReader

TALK_S = 3600.0
"""Memories that were told so far apart at most, in seconds, are of one talk."""


def read_anew(
    memories: Sequence[Memory], unread: frozenset[str], reader: MessageReader, means: Means, timezone: str = "UTC"
) -> Iterator[Memory]:
    """The `unread` of a person's memories, in the order of telling, each with what its quote says.

    A memory is one quote: of several facts in it the one that matters most is taken. What was changed by what is not
    decided again. One in which nothing is read stays as it is, and is of the person.
    """
    told = sorted(memories, key=lambda memory: memory.told_at)
    done: list[Memory] = []
    talk = Talk()
    for before, memory in zip([None, *told], told, strict=False):
        if before and (memory.told_at - before.told_at).total_seconds() > TALK_S:
            talk = Talk(passing=talk.passing)
        if memory.id in unread:
            picture = Picture.of(done)
            context = Context(memory.told_at, timezone, memory.in_reply_to, picture.known)
            reading = reader.read(memory.quote, context)
            facts, talk = bound_facts(reading, picture, means, line=memory.in_reply_to, talk=talk)
            kept = [one for one in facts if one.kept]
            best = max(kept, key=lambda one: (one.weight, one.confidence), default=None)
            if best:
                memory = replace(
                    memory, who=best.who, attribute=best.attribute, value=best.value, modality=best.modality,
                    negated=best.negated, repeats=best.repeats, weight=best.weight,
                )  # fmt: skip
            yield memory
        done.append(memory)
