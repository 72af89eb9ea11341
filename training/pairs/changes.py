"""Pairs of an earlier and a later fact of one voice, by what the later does to the earlier."""

from __future__ import annotations

import random
from collections.abc import Iterator

from memory.embeddings import Embedder
from memory.models import Vectors
from memory.reading.reading import KEPT
from training.annotations import Fact
from training.pairs.life import Life

QUIET = 0.35
"""The share of facts that do nothing to any earlier one of which pairs are made, too."""

SLOT, SAME, ANY = 15, 15, 8
"""How many earlier facts may be meant, the nearest by cosine: of one attribute of the same one, of that one, of any."""


def change_pairs(life: Life, embedder: Embedder) -> Iterator[tuple[str, str, str, str, str]]:
    """(group, earlier, later, label, source) of each pair; unrelated ones are drawn hard and at random."""
    drawn = random.Random(life.voice)
    shown = [life.fact(fact, one) for fact, one in life.facts]
    vectors = embedder.embed([one.quote for _, one in life.facts])
    places = {fact.id: at for at, (fact, _) in enumerate(life.facts)}
    for at, (later, one) in enumerate(life.facts):
        group, done = f"{life.voice} {later.id}", gold(later)
        for fact_id, label in done.items():
            if fact_id in places:
                yield group, shown[places[fact_id]], shown[at], label, label
        if not done and (later.modality not in KEPT or drawn.random() > QUIET):
            continue
        tied = chain(life, set(done) | {later.id})
        free = [i for i in range(at) if life.facts[i][0].id not in tied and life.facts[i][1] is not one]
        for i, source in _unrelated(life, later, free, vectors @ vectors[at], drawn, few=not done).items():
            yield group, shown[i], shown[at], "none", source


def gold(later: Fact) -> dict[str, str]:
    """What a fact does, by the id of the earlier one."""
    return {other: does for does, others in later.does for other in others}


def chain(life: Life, ids: set[str]) -> set[str]:
    """Facts that are tied to these by what facts do, over any number of steps."""
    ties = [(fact.id, other) for fact, _ in life.facts for _, others in fact.does for other in others]
    reached, size = set(ids), 0
    while len(reached) > size:
        size = len(reached)
        reached |= {a for a, b in ties if b in reached} | {b for a, b in ties if a in reached}
    return reached


def _unrelated(
    life: Life, later: Fact, free: list[int], near: Vectors, drawn: random.Random, few: bool
) -> dict[int, str]:
    """Earlier facts that the later one leaves alone, by place, and how they were found."""
    by_near = sorted(free, key=lambda i: -near[i])
    facts = {i: life.facts[i][0] for i in free}
    same_one = [i for i in by_near if facts[i].who == later.who]
    same_attribute = [i for i in by_near if facts[i].attribute == later.attribute]
    slot = [i for i in same_one if facts[i].attribute == later.attribute]
    another = [i for i in same_attribute if facts[i].who != later.who]
    chosen: dict[int, str] = {}
    for places, most, source in (
        (slot, 1 if few else 2, "slot"),
        (same_one, 1 if few else 2, "one"),
        (by_near, 1, "cosine"),
        (another, 0 if few else 1, "attribute"),
        (drawn.sample(free, len(free)), 0 if few else 1, "drawn"),
    ):
        for i in [i for i in places if i not in chosen][:most]:
            chosen[i] = source
    return chosen


def candidates(life: Life, at: int, near: Vectors) -> list[int]:
    """The earlier facts that fact `at` may change: those of the same one, its attribute first, and any near."""
    later, one = life.facts[at]
    earlier = sorted((i for i in range(at) if life.facts[i][1] is not one), key=lambda i: -near[i])
    same = [i for i in earlier if life.facts[i][0].who == later.who]
    slot = [i for i in same if life.facts[i][0].attribute == later.attribute]
    return sorted({*slot[:SLOT], *same[:SAME], *earlier[:ANY]})
