"""The conversations that we wrote, with questions to them: read, told to the engine, and asked.

A file in `tests/memory/recall/conversations` is one person who tells the bot of their life, or two who tell one
another:

    # worked on                     or "kept apart", or "measured only", of which nothing is made;
                                    "..., two people: A and B tell one another"
    @ 2025-03-02 18:10              a session begins; each line is a minute later
    < Do you often do projects together?      the bot
    > Yeah, last autumn we tiled my bathroom  the person (or "A ..." and "B ...")
    ? how long did tiling take? = nine days   a question, with words of the memories that answer it (" | " between)
    ! when did I repaint the bedroom?         a near miss: never told (or "?A ...", of which B was told nothing)
    = which coat is warm?                     a question that the message just before answers
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.people import Person
from memory.models import Vectors
from memory.reading.adapter import ReadingReader

FOLDER = Path(__file__).parent.parent / "tests" / "memory" / "recall" / "conversations"


@dataclass(frozen=True)
class Asked:
    """A question to a person's memories. `answers`: words of right quotes, or a message; none if it was not told."""

    text: str
    answers: tuple[str, ...] = ()

    def answered_by(self, quote: str) -> bool:
        """Whether a quote holds one of the answers' words, or is a piece of an answering message."""
        low = quote.lower()
        return any(answer.lower() in low or low in answer.lower() for answer in self.answers)


@dataclass
class Talk:
    """What one person told, each message with the line it answers, and what they are asked."""

    name: str
    half: str
    messages: list[tuple[datetime, str, str | None]] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)

    def told(self, reader: ReadingReader, embed: Callable[[Sequence[str]], Vectors]) -> Person:
        person = Person(reader, embed)
        for number, (at, text, before) in enumerate(self.messages):
            person.tell(text, at, message_id=f"{number}", in_reply_to=before)
        return person


def talks(half: str) -> Iterator[Talk]:
    """The talks of a half ("worked on", "kept apart"), or those that are "measured only", by name."""
    for path in sorted(FOLDER.glob("*.txt")):
        for talk in read(path):
            if talk.half == half:
                yield talk


def read(path: Path) -> list[Talk]:
    lines = [line for line in path.read_text().splitlines() if line]
    half = lines[0].removeprefix("# ").split(",")[0]
    people = (
        {who: Talk(f"{path.stem} {who}", half) for who in "AB"}
        if "two people" in lines[0]
        else {">": Talk(path.stem, half)}
    )
    at, before = datetime.now(UTC), None
    for line in lines[1:]:
        kind, text = line.split(" ", 1)
        if kind == "@":
            at, before = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC), None
        elif kind == "<":
            before = text
        elif kind == "=":
            talk = people[">"]
            talk.questions.append(Asked(text, (talk.messages[-1][1],)))
        elif kind in people:
            people[kind].messages.append((at, text, before))
            at, before = at + timedelta(minutes=1), text if kind != ">" else None
        else:
            asked, _, answers = text.partition(" = ")
            whom = kind[1:] or ">"
            people[whom].questions.append(Asked(asked, tuple(answers.split(" | ")) if answers else ()))
            for other in people.keys() - {whom}:
                people[other].questions.append(Asked(asked))
    return list(people.values())
