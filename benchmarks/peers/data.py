"""The conversations that memories are compared on, as people with turns and questions."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

START = datetime(2026, 1, 5, 9, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Turn:
    """Something that a person said, after the line `before`, where there was one."""

    id: str
    text: str
    before: str | None
    at: datetime


@dataclass(frozen=True)
class Question:
    """`wanted` are the ids of the turns that answer it; none where it was never told.

    One that is `named` speaks of the person, and counts for telling what has an answer from what has none.
    """

    text: str
    wanted: tuple[str, ...]
    named: bool


@dataclass(frozen=True)
class Person:
    turns: list[Turn]
    questions: list[Question]


def read_people(path: Path, limit: int) -> list[Person]:
    """Each person of a file in the format of LoCoMo or PrefEval; of its first `limit` conversations, if not 0."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return _tastes(rows, limit) if "preference" in rows[0] else _speakers(rows[: limit or None])


def _tastes(rows: list[dict[str, str]], limit: int) -> list[Person]:
    """PrefEval: a question asks for advice, and one of the person's preferences bears on it."""
    topics: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        topics.setdefault(row["topic"], []).append(row)
    people = []
    for n in range(min(len(of_topic) for of_topic in topics.values()) // 5)[: limit or None]:
        pool = [row for of_topic in topics.values() for row in of_topic[5 * n : 5 * n + 5]]
        turns = [Turn(f"p{at}", row["preference"], None, START + timedelta(days=at)) for at, row in enumerate(pool)]
        people.append(Person(turns, [Question(row["question"], (f"p{at}",), True) for at, row in enumerate(pool)]))
    return people


def _speakers(talks: list[dict[str, Any]]) -> list[Person]:
    """LoCoMo: two people who tell one another of their lives."""
    return [Person(_turns(talk, name), _questions(talk, name)) for talk in talks for name in talk["speakers"]]


def _turns(talk: dict[str, Any], speaker: str) -> list[Turn]:
    found = []
    for session in talk["sessions"]:
        before = None
        for n, turn in enumerate(session["turns"]):
            if turn["speaker"] == speaker:
                found.append(Turn(turn["id"], turn["text"], before, _begun(session) + timedelta(minutes=n)))
            before = turn["text"]
    return found


def _begun(session: dict[str, Any]) -> datetime:
    """When a session began, where it says so as LoCoMo does."""
    try:
        return datetime.strptime(session["date"], "%I:%M %p on %d %B, %Y").replace(tzinfo=timezone.utc)
    except (KeyError, TypeError, ValueError):
        return START + timedelta(days=session["session"])


def _questions(talk: dict[str, Any], speaker: str) -> list[Question]:
    """Those that the speaker's turns answer, and those of their name that nothing answers (category 5)."""
    theirs = {t["id"] for session in talk["sessions"] for t in session["turns"] if t["speaker"] == speaker}
    found = []
    for asked in talk["qa"]:
        wanted = tuple(turn for turn in asked["evidence"] if turn in theirs)
        named = speaker.split()[0].lower() in asked["question"].lower()
        adversarial = asked["category"] == 5
        if (named and adversarial) or (wanted and not adversarial):
            text = _first_person(asked["question"], speaker)
            found.append(Question(text, () if adversarial else wanted, named))
    return found


def _first_person(question: str, name: str) -> str:
    """The question as that speaker would ask it."""
    first = re.escape(name.split()[0])
    question = re.sub(rf"\b{first}['\u2019]s\b", "my", question, flags=re.I)
    return re.sub(rf"\b{first}\b", "I", question, flags=re.I)
