"""Replays a voice message by message, and compares what was bound and changed with what the annotation says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from memory.life.learned import Learned
from memory.life.means import Means
from memory.life.picture import Picture
from memory.life.remembering import remember
from memory.life.talk import Talk
from memory.reading import Fact, Reading
from training.annotations import Fact as GoldFact
from training.annotations import read_voice
from training.life.gold import Gold
from training.life.pairs import VOICES, sent_at


@dataclass(frozen=True)
class Replayed:
    """A fact with what became of it; `owner` is the @name whose memories its id stands for, None for a new id."""

    voice: str
    reading: Reading
    fact: Fact
    gold: GoldFact
    learned: Learned
    owner: str | None
    first: bool
    """Whether the annotation speaks of this one for the first time."""
    wanted: Mapping[str, str] = field(default_factory=dict)
    """What the annotation says it does to memories that there are, by their ids."""

    @property
    def mention(self) -> str:
        """How it is said whom it is of: name, relation, pronoun, left out."""
        mention = self.fact.who
        if mention is None:
            return "me"
        if mention.name:
            return "name"
        if mention.pronoun:
            return "pronoun"
        return "relation" if mention.words.end > mention.words.start else "left out"

    @property
    def bound(self) -> bool:
        """Whether it is bound to the right one: to a new one at the first mention, and to that one from then on."""
        if self.learned.unclear or self.learned.who is None:
            return self.fact.who is None
        return self.owner is None if self.first else self.owner == self.gold.who

    @property
    def split(self) -> bool:
        """Whether it is bound to the right one, who stands in the cast a second time."""
        return self.owner == f"{self.gold.who} again"


def replay(voice: str, means: Means) -> Iterator[Replayed]:
    """The facts of a voice in order, end to end: a fault stays in the picture, and is built upon."""
    gold_reader, picture, talk, number = Gold(), Picture(), Talk(), 0
    owner: dict[str, str] = {}
    memory_of: dict[str, str] = {}
    for message in read_voice(VOICES / f"{voice}.jsonl"):
        if message.talk != number:
            talk, number = Talk(passing=talk.passing), message.talk
        reading, golds = gold_reader.read(message)
        remembered = remember(reading, picture, means, said_at=sent_at(message), line=message.bot, talk=talk)
        learned_of = remembered.learned if len(remembered.learned) == len(golds) else ()  # "I mean 9" tells no fact
        for fact, gold, learned in zip(reading.facts, golds, learned_of, strict=bool(learned_of)):
            known = owner.get(learned.who.id) if learned.who else None
            first = gold.who not in owner.values()
            wanted = {
                memory_of[target]: does
                for does, targets in gold.does
                for target in targets
                if target in memory_of and learned.kept
            }
            yield Replayed(voice, reading, fact, gold, learned, known, first, wanted)
            if learned.kept:
                memory_of[gold.id] = learned.same or learned.id
            if learned.who and not learned.unclear and first and known is None:
                owner[learned.who.id] = gold.who
            elif learned.who and not learned.unclear and known is None:
                owner[learned.who.id] = f"{gold.who} again"
        picture, talk = remembered.picture, remembered.talk
