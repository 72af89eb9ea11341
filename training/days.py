"""Measures how phrases are dated: `python -m training.days tuned [--misses]`. The phrase and modality are given.

Exact is: the same first and last day, or one of both readings where two are kept; of what comes again, the same words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from memory.reading.days import When, read_when
from training.annotations import Clause, Fact, Message, read_voice
from training.reader.gold import SPLIT, VOICES
from training.reader.settle import settle


def dated(part: str) -> Iterator[tuple[Message, Clause, Fact]]:
    """Each phrase of the voices of a part, once for each day that it was given."""
    for voice in json.loads(SPLIT.read_text(encoding="utf-8"))[part]:
        for message in read_voice(VOICES / f"{voice}.jsonl"):
            seen: set[tuple[str, str | None, str]] = set()
            for clause in message.clauses:
                for fact in map(settle, clause.facts):
                    if fact.when and (key := (fact.when, fact.day, fact.modality)) not in seen:
                        seen.add(key)
                        yield message, clause, fact


def read(message: Message, clause: Clause, fact: Fact) -> When:
    """The phrase of `fact`, read."""
    phrase = fact.when or ""
    at = max(clause.text.replace("\n", " ").find(phrase.replace("\n", " ")), 0)
    return read_when(
        phrase,
        said_at=datetime.fromisoformat(message.at),
        modality=fact.modality,  # type: ignore[arg-type]
        attribute=fact.attribute,
        clause=clause.text,
        before=f"{message.bot or ''} {message.text[: clause.start]}{clause.text[:at]}",
        after=clause.text[at + len(phrase) :],
    )


def as_written(when: When, day: str | None) -> str | None:
    """The days as an annotation writes them."""
    if when.repeats or when.about is None:
        return when.repeats
    first, last = when.about.from_, when.about.to
    if any(day == (f"{a}" if a == b else f"{a}..{b}") for a, b in when.about.either or ()):
        return day
    return f"{first}.." if when.goes_on else f"{first}" if first == last else f"{first}..{last}"


def kind(day: str | None) -> str:
    if day is None:
        return "none"
    if day[0].isalpha():
        return day.split()[0]
    return "goes on" if day.endswith("..") else "span" if ".." in day else "day"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["taught", "tuned", "judged"])
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    right: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for message, clause, fact in dated(arguments.part):
        given = as_written(read(message, clause, fact), fact.day)
        for name in ("all", kind(fact.day)):
            there[name] += 1
            right[name] += given == fact.day
        if arguments.misses and given != fact.day:
            print(f"{message.at} ~{fact.modality} {fact.attribute} [{fact.when}] {fact.day} | {given}")
    for name, count in there.most_common():
        print(f"{name:8s} {right[name]:5d} of {count:5d}  {right[name] / count:.3f}")


if __name__ == "__main__":
    main()
