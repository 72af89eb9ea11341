"""Makes the pairs of question and memory that are taught, from what each voice told and asked.

python -m training.pairs.make            # counts them, by part of the split and by label
python -m training.pairs.make --read 60  # and prints so many of each label, to be read by eye
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from memory.embeddings import load_embedder
from memory.reading.pairs import ANSWERS, CHANGES
from memory.recall.lexical import bm25, frequencies, stems
from training.annotations import Fact
from training.pairs.changes import chain, change_pairs
from training.pairs.life import Asked, Life, lives
from training.pairs.today import Today

NEAREST, LIKEST, SAME_ONE, SAME_ATTRIBUTE, DRAWN = 4, 1, 1, 1, 1
"""How many memories a question gets beside those it names: nearest by MiniLM, by BM25, of the same one, of the same
attribute but another, and drawn at random."""

VAGUE = frozenset(
    ("event", "plan", "trip", "goal", "wish", "worry", "feeling", "other", "state", "habit", "health_event", "relation")
    + ("likes", "dislikes", "owns")
)
"""Attributes that two facts may share without speaking of the same."""

SAID_AGAIN = 0.6
"""From this share of the answer's words on a memory may say the answer again, and is no example of a wrong one."""


@dataclass(frozen=True)
class Pair:
    """Two texts and the label of the pair; `group` is the question, or the later fact. `source` says whence it is."""

    voice: str
    group: str
    first: str
    second: str
    label: str
    source: str
    named: str = ""
    """The second text with the name of whom it tells."""


def answer_pairs(life: Life, today: Today) -> Iterator[Pair]:
    """The pairs of each question of a voice."""
    drawn = random.Random(life.voice)
    for asked in life.asked:
        chosen = {at: (label, label) for label in reversed(ANSWERS) for at in asked.known.get(label, ())}
        chosen = {**chosen, **{at: ("answers", "again") for at in _said_again(life, asked) if at not in chosen}}
        chosen |= _others(life, today, asked, set(chosen), drawn)
        for at, (label, source) in chosen.items():
            one = life.told[at]
            yield Pair(life.voice, f"{life.voice} q{asked.number}", asked.text, one.text, label, source, one.named)


def _relevant(life: Life, asked: Asked, labels: Sequence[str]) -> list[Fact]:
    """The facts of what the question names, those whose value stands in the words before the others."""
    facts: list[Fact] = []
    for label in labels:
        of_clause = [fact for at in asked.known.get(label, ()) for fact in life.told[at].facts]
        exact = [fact for fact in of_clause if fact.value and fact.value in asked.words[label]]
        facts += exact or of_clause
    return facts


def _said_again(life: Life, asked: Asked) -> set[int]:
    """Memories that an annotation calls the same as the answer."""
    ids = {fact.id for fact in _relevant(life, asked, ["answers"])}
    same = set()
    for at, one in enumerate(life.told):
        for fact in one.facts:
            told = {other for does, others in fact.does for other in others if does == "same"}
            if told & ids or fact.id in {o for i in ids for d, os in life.by_id[i][0].does if d == "same" for o in os}:
                same.add(at)
    return same


def _may_answer(life: Life, asked: Asked) -> set[int]:
    """Memories that may answer it, too, so that none of them may stand for a wrong one."""
    facts = _relevant(life, asked, ["answers", "was"])
    keys = {(fact.who, fact.attribute) for fact in facts}
    keys |= {(who, "plan" if attribute == "event" else "event") for who, attribute in keys if attribute in VAGUE}
    tied = chain(life, {fact.id for fact in facts})
    known = [life.told[at] for label in ("answers", "was") for at in asked.known.get(label, ())]
    words = frozenset(stems(asked.words.get("answers", "")))
    found = set()
    for at, one in enumerate(life.told):
        beside = any(one.number == other.number and abs(one.place - other.place) <= 1 for other in known)
        again = bool(words) and len(words & one.stems) >= SAID_AGAIN * len(words)
        linked_to = any(fact.id in tied or (fact.who, fact.attribute) in keys for fact in one.facts)
        if beside or again or linked_to:
            found.add(at)
    return found


def _others(
    life: Life, today: Today, asked: Asked, known: set[int], drawn: random.Random
) -> dict[int, tuple[str, str]]:
    """Wrong memories, hard ones first, by place: their label and how they were found."""
    facts = _relevant(life, asked, ["answers", "was", "nearest"])
    whom = {fact.who for fact in facts} - {"me"}
    attributes = {fact.attribute for fact in facts} - VAGUE
    barred = known | _may_answer(life, asked)
    free = [at for at in range(len(life.told)) if at not in barred]
    cosine = today.cosines(asked.text)
    terms = tuple(dict.fromkeys(stems(asked.text)))
    words = set(terms)
    found = frequencies(terms, [Counter(stems(one.quote)) for one in life.told])
    lexical = bm25(found, np.array([len(one.quote.split()) for one in life.told], float))
    chosen: dict[int, tuple[str, str]] = {}

    def take(places: Sequence[int], most: int, source: str) -> None:
        for at in [at for at in places if at not in chosen][:most]:
            one = life.told[at]
            same = bool(whom & {fact.who for fact in one.facts})
            of_another = {f.attribute for f in one.facts} & attributes
            shares = bool(words & one.stems) or source == "attribute" or bool(of_another)
            chosen[at] = ("nearest" if same else "miss" if shares else "no", source)

    take(sorted(free, key=lambda at: -cosine[at]), NEAREST, "cosine")
    take([at for at in sorted(free, key=lambda at: -lexical[at]) if lexical[at] > 0], LIKEST, "words")
    theirs = [at for at in free if whom & {fact.who for fact in life.told[at].facts}]
    take(drawn.sample(theirs, len(theirs)), SAME_ONE, "one")
    like = [at for at in free if attributes & {f.attribute for f in life.told[at].facts if f.who not in whom}]
    take(drawn.sample(like, len(like)), SAME_ATTRIBUTE, "attribute")
    take(drawn.sample(free, len(free)), DRAWN, "drawn")
    return chosen


def every(part: str) -> tuple[list[Pair], list[Pair]]:
    """The pairs of a part of the split: question and memory, and earlier and later fact."""
    embedder = load_embedder()
    answers: list[Pair] = []
    changes: list[Pair] = []
    for life in lives(part):
        answers += answer_pairs(life, Today(life, embedder))
        changes += [Pair(life.voice, *row) for row in change_pairs(life, embedder)]
    return answers, changes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--read", type=int, default=0, metavar="N", help="print so many of each label")
    arguments = parser.parse_args()
    for part in ("taught", "tuned"):
        for pairs, labels in zip(every(part), (ANSWERS, CHANGES), strict=True):
            counts = Counter(pair.label for pair in pairs)
            print(f"{part}: {len(pairs)} pairs; " + ", ".join(f"{label} {counts[label]}" for label in labels))
            if arguments.read and part == "taught":
                show(pairs, labels, arguments.read)


def show(pairs: Sequence[Pair], labels: Sequence[str], count: int) -> None:
    """Prints `count` of each label, drawn with a fixed seed."""
    for label in labels:
        of_label = [pair for pair in pairs if pair.label == label]
        for pair in random.Random(1).sample(of_label, min(count, len(of_label))):
            print(f"{label:11} {pair.source:9} {pair.first}  >>  {pair.named or pair.second}")


if __name__ == "__main__":
    main()
