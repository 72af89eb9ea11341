"""Messages as others would have typed them: names and places swapped, marks left out, two sent as one."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from training.reader.example import Example, GoldAsk, GoldClause, GoldFact, Place

NAMES = tuple(
    name
    for line in Path(__file__).with_name("given_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split()
)
PLACES = tuple((Path(__file__).parent / "places.txt").read_text(encoding="utf-8").split())
OF_PLACES = frozenset({"home", "origin", "birthplace", "trip", "visited"})

SWAP, PLACE, APOSTROPHES, MARKS, LAST_MARK, NO_LINE, JOIN = 0.3, 0.3, 0.2, 0.1, 0.15, 0.1, 0.1
"""How often each is done."""

Edit = tuple[int, int, str]


def edited(example: Example, edits: Iterable[Edit], bot: str | None) -> Example:
    """The example with parts of its text put otherwise, every place carried along."""
    done = sorted(edits)
    text, moved, reached = "", list[tuple[int, int, int, int]](), 0
    for start, end, new in done:
        if start < reached:
            continue
        text += example.text[reached:start]
        moved.append((start, end, len(text), len(text) + len(new)))
        text += new
        reached = end
    text += example.text[reached:]

    def to(at: int, is_end: bool) -> int:
        shift = 0
        for start, end, new_start, new_end in moved:
            if at <= start and not (is_end and at == start == end):
                break
            if at < end:
                return new_end if is_end else new_start
            shift = new_end - end
        return at + shift

    def place(of: Place) -> Place:
        return to(of[0], False), to(of[1], True)

    return _placed(example, text, bot, place)


def _placed(example: Example, text: str, bot: str | None, place: object) -> Example:
    assert callable(place)

    def who(of: Place | str | None) -> Place | str | None:
        return place(of) if isinstance(of, tuple) else of

    def fact(one: GoldFact) -> GoldFact:
        return replace(one, place=one.place if one.in_reply else place(one.place), who=who(one.who))

    def ask(one: GoldAsk | None) -> GoldAsk | None:
        return replace(one, who=who(one.who)) if one else None

    made = Example(example.voice, example.number, bot, text)
    made.clauses = [GoldClause(place(c.place), c.acts, ask(c.ask)) for c in example.clauses]
    made.mentions = [replace(m, place=place(m.place)) for m in example.mentions]
    made.whens = [place(when) for when in example.whens]
    made.facts = [fact(one) for one in example.facts]
    return made


def augmented(example: Example, other: Example | None, chance: random.Random) -> Example:
    """The example as somebody else might have typed it; now and then with `other`, of the same voice, after it."""
    answers = any(act.startswith("answer.") for clause in example.clauses for act in clause.acts)
    if any(fact.in_reply for fact in example.facts):
        return example
    example = _swapped(example, chance)
    edits: list[Edit] = []
    if chance.random() < APOSTROPHES:
        edits += [(m.start(), m.end(), "") for m in re.finditer(r"(?<=\w)['’](?=\w)", example.text)]
    if chance.random() < MARKS:
        edits += [(m.start(), m.end(), "") for m in re.finditer(r"(?<=[^\W\d])[.,;](?=\s)", example.text)]
    if chance.random() < LAST_MARK and (last := re.search(r"(?<=\w)[.!?]+\s*\Z", example.text)):
        edits.append((last.start(), last.end(), ""))
    bot = None if not answers and chance.random() < NO_LINE else example.bot
    example = edited(example, edits, bot) if edits or bot != example.bot else example
    if other and chance.random() < JOIN and len(example.text) + len(other.text) < 400:
        return _joined(example, other, chance.choice(("\n", " ", ". ", ", ")))
    return example


def _swapped(example: Example, chance: random.Random) -> Example:
    """With other names and places, the same in both lines."""
    swaps: dict[str, str] = {}
    for fact in example.facts:
        words = example.text[slice(*fact.place)]
        if fact.attribute == "name" and words.isalpha() and len(words) > 2 and chance.random() < SWAP:
            swaps[words.lower()] = chance.choice(NAMES)
        is_place = fact.attribute in OF_PLACES and words.isalpha() and words[0].isupper()
        if is_place and chance.random() < PLACE:
            swaps[words.lower()] = chance.choice(PLACES)
    if not swaps:
        return example
    sought = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, swaps))})(?!\w)", re.I)
    edits = [(m.start(), m.end(), swaps[m[0].lower()]) for m in sought.finditer(example.text)]
    bot = sought.sub(lambda m: swaps[m[0].lower()], example.bot) if example.bot else None
    return edited(example, edits, bot)


def _joined(first: Example, second: Example, between: str) -> Example:
    """Both as one message, after the first one's line."""
    shift = len(first.text) + len(between)
    if second.bot and any(a.startswith("answer.") for c in second.clauses for a in c.acts):
        return first
    if any(fact.in_reply for fact in second.facts):
        return first
    moved = _placed(second, second.text, None, lambda of: (of[0] + shift, of[1] + shift))
    made = Example(first.voice, first.number, first.bot, first.text + between + second.text)
    made.clauses = first.clauses + moved.clauses
    made.mentions = first.mentions + moved.mentions
    made.whens = first.whens + moved.whens
    made.facts = first.facts + [replace(fact, clause=fact.clause + len(first.clauses)) for fact in moved.facts]
    return made
