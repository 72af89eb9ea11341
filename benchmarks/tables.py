"""Everybody in our own conversations who is asked something, with the questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.conversations import Asked, talks
from benchmarks.labelled import SENT_AT, rows
from benchmarks.people import Person
from memory.embeddings import load_embedder
from memory.reading.adapter import open_reader


@dataclass(frozen=True)
class Table:
    """A person with the questions put to them."""

    name: str
    person: Person
    questions: Sequence[Asked]


def tables(half: str) -> list[Table]:
    """Everybody who is asked in a half."""
    reader, embed = open_reader(), load_embedder().embed
    found = [Table(talk.name, talk.told(reader, embed), talk.questions) for talk in talks(half)]
    people: dict[str, Person] = {}
    asked: dict[str, list[Asked]] = {}
    for name, kind, text, *_ in rows("questions", "both"):
        if kind == "told":
            people.setdefault(name, Person(reader, embed)).tell(text, SENT_AT + timedelta(hours=len(people)))
    for name, kind, text, *answer in rows("questions", half):
        if kind != "told":
            asked.setdefault(name, []).append(Asked(text, tuple(answer)))
    return found + [Table(name, people[name], questions) for name, questions in asked.items()]
