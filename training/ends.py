"""Measures the reader from end to end: `python -m training.ends tuned [--reader taught gold] [--misses 40]`.

Of the facts that were annotated as told: how many are kept, and how many of those rightly; and what is kept though
nothing was told there. Each message is read by itself: nothing was told before it.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from memory.life import Learned, Means, Picture, remember
from memory.models import About
from memory.reading import KEPT, Context, Fact, Reading
from memory.reading.adapter import ReadingReader, open_reader
from memory.reading.reader import TaughtReader
from memory.service.noting import once_each
from training.annotations import Message, read_voice
from training.gold import GoldTagger
from training.reader.gold import VOICES, Example, GoldFact, read_split


@dataclass(frozen=True)
class Sought:
    """A fact that should be kept, with its words, day, and the words that mean its owner."""

    fact: GoldFact
    value: str
    day: str | None
    who: str | None


def sought(example: Example, message: Message) -> list[Sought]:
    """The facts of a message that are told of a life."""
    days = {
        (number, fact.value): fact.day
        for number, clause in enumerate(message.clauses)
        for fact in clause.facts
        if fact.when
    }
    source = {True: example.bot or "", False: example.text}
    found = []
    for fact in example.facts:
        if fact.modality not in KEPT or fact.sensitive == "secret":
            continue
        value = source[fact.in_reply][slice(*fact.place)]
        who = example.text[slice(*fact.who)] if isinstance(fact.who, tuple) else None
        found.append(Sought(fact, value, days.get((fact.clause, value)), who))
    return found


def same_day(day: str | None, about: About | None, repeats: str | None = None, goes_on: bool = False) -> bool:
    """Whether the days are those that were annotated; of what goes on, that they begin then."""
    if day is None:
        return True
    if repeats or day[0].isalpha():
        return repeats == day
    if about is None:
        return False
    if day.endswith(".."):
        return about.from_.isoformat() == day[:10]
    spans = about.either or ((about.from_, about.to),)
    return any(f"{a}" == day or f"{a}..{b}" == day for a, b in spans) or goes_on and f"{about.from_}" == day


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score_memories(example: Example, wanted: Sequence[Sought], told: Sequence[Learned], count: Counter[str]) -> None:
    """What is kept as memories."""
    places = [_places(example.text, one.quote) for one in told]
    for want in wanted:
        count["facts"] += 1
        holding = [
            one
            for one, place in zip(told, places, strict=True)
            if (
                overlaps(place, want.fact.place)
                if not want.fact.in_reply
                else want.value.lower() in one.statement.lower()
            )
        ]
        count["kept"] += bool(holding)
        right = any(
            _whose(one, want) and (want.day is None or want.day[0].isalpha() or same_day(want.day, one.about))
            for one in holding
        )
        count["kept and right"] += right
    for place in places:
        count["memories"] += 1
        clauses = {want.fact.clause for want in wanted}
        count["of nothing told"] += not any(overlaps(place, example.clauses[at].place) for at in clauses)


def _whose(one: Learned, want: Sought) -> bool:
    return (one.who is None and not one.unclear) == (want.fact.who == "me")


def _places(text: str, quote: str) -> tuple[int, int]:
    at = text.find(quote)
    return (at, at + len(quote)) if at >= 0 else (0, 0)


def score_facts(wanted: Sequence[Sought], reading: Reading, count: Counter[str], misses: list[str]) -> None:
    """What is kept as facts: value, attribute, whom it is of, modality, negation and day, each alone and all."""
    kept = [fact for fact in reading.facts if fact.modality in KEPT]
    used: set[int] = set()
    for want in wanted:
        count["sought"] += 1
        fits = [at for at, fact in enumerate(kept) if at not in used and _same_value(fact, want)]
        fits.sort(key=lambda at: (kept[at].attribute == want.fact.attribute, _same_who(kept[at], want)), reverse=True)
        if not fits:
            misses.append(f"missed  {want.fact.attribute} = {want.value!r} | {reading.text[:120]!r}")
            continue
        fact = kept[fits[0]]
        used.add(fits[0])
        rights = {
            "attribute": fact.attribute == want.fact.attribute,
            "who": _same_who(fact, want),
            "modality": fact.modality == want.fact.modality,
            "negation": fact.negated == want.fact.negated,
            "day": same_day(want.day, fact.about, fact.repeats, fact.goes_on),
        }
        count["found"] += 1
        for name, right in rights.items():
            count[f"its {name}"] += right
        count["all but attribute"] += all(right for name, right in rights.items() if name != "attribute")
        count["all right"] += all(rights.values())
        count["dated"] += want.day is not None
        count["dated right"] += want.day is not None and rights["day"]
        wrong = [name for name, right in rights.items() if not right]
        if wrong:
            misses.append(
                f"{'+'.join(wrong)}  {want.fact.attribute} = {want.value!r} {want.day} | {_line(fact, reading)}"
            )
    for at, fact in enumerate(kept):
        count["said"] += 1
        if at not in used:
            count["too much"] += 1
            clauses = [want for want in wanted if any(overlaps(one, want.fact.place) for one in [_quote(fact)])]
            count["too much, nothing told"] += not clauses
            misses.append(f"too much  {_line(fact, reading)}")


def _quote(fact: Fact) -> tuple[int, int]:
    return fact.quote.start, fact.quote.end


def _line(fact: Fact, reading: Reading) -> str:
    who = "me" if fact.who is None else reading.words(fact.who.words) or "left out"
    days = fact.repeats or (f"{fact.about.from_}..{fact.about.to}" if fact.about else "")
    quote = reading.words(fact.quote)
    return f"{who} {fact.attribute} = {fact.value_text!r} ~{fact.modality} {days} {fact.confidence:.2f} | {quote!r}"


def _same_value(fact: Fact, want: Sought) -> bool:
    if want.fact.in_reply or fact.value is None:
        return want.fact.in_reply and fact.value is None and fact.value_text.lower() in want.value.lower()
    return overlaps((fact.value.start, fact.value.end), want.fact.place)


def _same_who(fact: Fact, want: Sought) -> bool:
    if want.fact.who == "me":
        return fact.who is None
    if fact.who is None:
        return False
    if isinstance(want.fact.who, tuple):
        return overlaps((fact.who.words.start, fact.who.words.end), want.fact.who)
    return fact.who.words.start == fact.who.words.end or fact.who.pronoun


def messages(part: str) -> Iterator[tuple[Example, Message, datetime]]:
    """Every annotated message of a part, with the time at which it was sent."""
    by_voice: dict[str, dict[int, Message]] = {}
    for example in read_split(part):
        if example.voice not in by_voice:
            read = read_voice(VOICES / f"{example.voice}.jsonl")
            by_voice[example.voice] = {message.number: message for message in read}
        message = by_voice[example.voice][example.number]
        yield example, message, datetime.fromisoformat(message.at).replace(tzinfo=timezone.utc)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["taught", "tuned", "judged"])
    parser.add_argument("--reader", nargs="+", default=["taught"], choices=["taught", "gold"])
    parser.add_argument("--misses", type=int, default=0)
    arguments = parser.parse_args()
    read = list(messages(arguments.part))
    for name in arguments.reader:
        gold = ReadingReader(TaughtReader(GoldTagger([one for one, _, _ in read]))) if name == "gold" else None
        reader = gold or open_reader()
        count: Counter[str] = Counter()
        misses: list[str] = []
        for example, message, sent_at in read:
            wanted = sought(example, message)
            reading = reader.read(example.text, Context(sent_at, in_reply_to=example.bot))
            score_facts(wanted, reading, count, misses)
            done = remember(reading, Picture(), Means(reader.say), said_at=sent_at, line=example.bot)
            score_memories(example, wanted, once_each(done.learned), count)
        print(name, arguments.part, len(read), "messages")
        for label, of in OF.items():
            if count[of]:
                print(f"  {label:26s} {count[label]:5d} of {count[of]:5d}  {count[label] / count[of]:.3f}")
        random.Random(7).shuffle(misses)
        print("\n".join(misses[: arguments.misses]))


OF = {
    "kept": "facts",
    "kept and right": "facts",
    "of nothing told": "memories",
    "found": "sought",
    "its attribute": "found",
    "its who": "found",
    "its modality": "found",
    "its negation": "found",
    "its day": "found",
    "dated right": "dated",
    "all but attribute": "sought",
    "all right": "sought",
    "too much": "said",
    "too much, nothing told": "said",
}
"""Each figure, and of which number it is the share."""

if __name__ == "__main__":
    main()
