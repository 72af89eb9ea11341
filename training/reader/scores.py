"""How well the tagger reads messages whose gold is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from memory.reading.reading import KEPT
from memory.reading.taught import FactTag, Tagged
from training.reader.gold import Example, GoldFact, Place

LEAST_CASES = 5
"""Acts with fewer cases are left out of the macro F1."""


@dataclass
class Count:
    """Right, said and there: precision, recall and F1."""

    right: int = 0
    said: int = 0
    there: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.said + self.there) if self.said + self.there else 0.0


@dataclass
class Facts:
    """Facts of kept modalities: `all` and by attribute and voice; and what was kept wrongly."""

    all: Count = field(default_factory=Count)
    by_attribute: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    by_voice: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    nothing_told: int = 0
    """Kept facts from a clause that tells none."""
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Gold facts whose value was found; of those with the attribute; of those the who, modality, negation."""


def boundaries(pairs: Iterable[tuple[Example, Tagged]]) -> Count:
    """Where clauses begin, the first of a message left out."""
    count = Count()
    for example, tagged in pairs:
        gold = {clause.place[0] for clause in example.clauses[1:]}
        said = {clause.start for clause in tagged.clauses[1:]}
        count.right += len(gold & said)
        count.said += len(said)
        count.there += len(gold)
    return count


def acts(
    pairs: Iterable[tuple[Example, Sequence[set[str]]]],
) -> tuple[float, Count, dict[str, Count]]:
    """Macro F1 of acts with enough cases, the micro count, and each act; a set of acts for each gold clause."""
    each: dict[str, Count] = defaultdict(Count)
    total = Count()
    for example, said in pairs:
        for clause, names in zip(example.clauses, said, strict=True):
            for name in {*names, *clause.acts}:
                for count in (each[name], total):
                    count.right += name in names and name in clause.acts
                    count.said += name in names
                    count.there += name in clause.acts
    scored = [count.f1 for count in each.values() if count.there >= LEAST_CASES]
    return sum(scored) / max(1, len(scored)), total, dict(each)


def acts_of(example: Example, tagged: Tagged, least: Callable[[str], float]) -> list[set[str]]:
    """The acts said of each gold clause: those of the clause of `tagged` that shares most with it."""
    found = []
    for clause in example.clauses:
        best = max(tagged.clauses, key=lambda one: shared((one.start, one.end), clause.place), default=None)
        found.append({name for name, p in best.acts.items() if p >= least(name)} if best else set[str]())
    return found


def shared(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def facts(pairs: Iterable[tuple[Example, Tagged]], least: float) -> Facts:
    """What is kept from `least` probable on, and what of it is right."""
    found = Facts()
    for example, tagged in pairs:
        kept = sorted((f for f in tagged.facts if is_kept(f, least)), key=lambda f: -f.probability)
        gold = [fact for fact in example.facts if fact.modality in KEPT]
        left = list(gold)
        for fact in kept:
            for count in _counts(found, fact.attribute, example.voice):
                count.said += 1
            right = next((one for one in left if is_right(example, tagged, fact, one)), None)
            if right:
                left.remove(right)
                for count in _counts(found, fact.attribute, example.voice):
                    count.right += 1
            elif not fact.in_reply:
                told = {one.clause for one in example.facts}
                spans = [c.place for c in example.clauses]
                value = (fact.value_start, fact.value_end)
                found.nothing_told += not any(shared(spans[n], value) for n in told)
        for one in gold:
            for count in _counts(found, one.attribute, example.voice):
                count.there += 1
            _look(found, example, tagged, kept, one)
    return found


def _counts(found: Facts, attribute: str, voice: str) -> tuple[Count, Count, Count]:
    return found.all, found.by_attribute[attribute], found.by_voice[voice]


def _look(found: Facts, example: Example, tagged: Tagged, kept: list[FactTag], one: GoldFact) -> None:
    """How far the best of `kept` comes with a gold fact."""
    near = [fact for fact in kept if has_value(example, fact, one)]
    named = [fact for fact in near if fact.attribute == one.attribute]
    found.found["value"] += bool(near)
    found.found["attribute"] += bool(named)
    if named:
        fact = named[0]
        found.found["who"] += has_who(example, tagged, fact, one)
        found.found["modality"] += modality(fact) == one.modality
        found.found["negated"] += (fact.negated >= 0.5) == one.negated


def modality(fact: FactTag) -> str:
    return max(fact.modality, key=lambda name: fact.modality[name])


def is_kept(fact: FactTag, least: float) -> bool:
    return fact.probability >= least and modality(fact) in KEPT


def is_right(example: Example, tagged: Tagged, fact: FactTag, gold: GoldFact) -> bool:
    """Attribute, at least half of the value's words, who, modality, and not denied wrongly."""
    return (
        fact.attribute == gold.attribute
        and has_value(example, fact, gold)
        and has_who(example, tagged, fact, gold)
        and modality(fact) == gold.modality
        and (fact.negated >= 0.5) == gold.negated
    )


def has_value(example: Example, fact: FactTag, gold: GoldFact) -> bool:
    """Half of the words of the gold value at least."""
    if fact.in_reply != gold.in_reply:
        return False
    text = (example.bot or "") if gold.in_reply else example.text
    value = text[slice(*gold.place)]
    at, right, words = gold.place[0], 0, value.split()
    for word in words:
        at = text.index(word, at)
        right += shared((at, at + len(word)), (fact.value_start, fact.value_end)) > 0
        at += len(word)
    return bool(words) and right * 2 >= len(words)


def has_who(example: Example, tagged: Tagged, fact: FactTag, gold: GoldFact) -> bool:
    """The person, words that mean the gold one anywhere in the message, or rightly nobody named in it."""
    if isinstance(fact.who, int):
        said = tagged.mentions[fact.who]
        return any(
            shared((said.start, said.end), mention.place) for mention in example.mentions if mention.who == gold.of
        )
    return fact.who == ("me" if gold.of == "me" else "left_out" if gold.who is None else None)


def spans(pairs: Iterable[tuple[set[Place], set[Place]]]) -> Count:
    """Spans said and there; right where they share half of the characters of both."""
    count = Count()
    for said, there in pairs:
        count.said += len(said)
        count.there += len(there)
        count.right += sum(
            any(2 * shared(one, other) >= max(one[1] - one[0], other[1] - other[0]) for other in said) for one in there
        )
    return count
