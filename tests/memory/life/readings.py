"""Readings written by hand, so that a test says what was read and asks what becomes of it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

from memory.life import Learned, Means, Member, Picture, Talk, remember
from memory.models import About
from memory.reading import Act, Clause, Fact, Mention, Reading, Span

BEGAN = datetime(2026, 3, 2, 18, 0, tzinfo=timezone.utc)  # a Monday


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def of(words: str = "", kind: str = "person", name: str | None = None, relation: str | None = None) -> dict[str, Any]:
    """A mention: its words, empty where they are left out; a pronoun where they are one."""
    pronoun = words.lower() in ("she", "he", "it", "they", "her", "his", "him", "shes", "hes")
    return {"words": words, "kind": kind, "name": name, "relation": relation, "pronoun": pronoun}


def fact(attribute: str, value: str, who: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"attribute": attribute, "value": value, "who": who, **more}


def read(text: str, *facts: dict[str, Any], acts: tuple[str, ...] = ("tell",)) -> Reading:
    """A message of one clause."""
    found = []
    for one in facts:
        more = dict(one)
        who, value, day = more.pop("who"), more.pop("value"), more.pop("day", None)
        quote = more.pop("quote", text)
        mention = None
        if who is not None:
            words = who["words"]
            place = span(text, words) if words else Span(0, 0)
            mention = Mention(place, who["kind"], who["name"], who["relation"], who["pronoun"])
        about = About(day, day, value) if day else None
        found.append(
            Fact(span(text, quote), mention, more.pop("attribute"), span(text, value) if value in text else None, value,
                 about=about, **more)
        )  # fmt: skip
    clause = Clause(Span(0, len(text)), tuple(Act(name, 1.0) for name in acts), tuple(found))
    return Reading(text, (clause,))


@dataclass
class Life:
    """Somebody who tells, message after message, a minute apart; `later` lets days go by."""

    means: Means
    picture: Picture = field(default_factory=Picture)
    talk: Talk = field(default_factory=Talk)
    now: datetime = BEGAN

    def tells(
        self, text: str, *facts: dict[str, Any], line: str | None = None, acts: tuple[str, ...] = ("tell",)
    ) -> list[Learned]:
        self.now += timedelta(minutes=1)
        done = remember(
            read(text, *facts, acts=acts), self.picture, self.means, said_at=self.now, line=line, talk=self.talk
        )
        self.picture, self.talk = done.picture, done.talk
        return list(done.learned)

    def later(self, days: int) -> None:
        self.now, self.talk = self.now + timedelta(days=days), Talk()

    @property
    def today(self) -> date:
        return self.now.date()

    def member(self, name: str) -> Member:
        """Of the cast, the one who is called so, or who has no name and this relation."""
        return next(
            one
            for one in self.picture.members.values()
            if name in one.names or (not one.names and one.relation == name)
        )

    def holds(self, who: str = "me") -> list[tuple[str, str]]:
        """What holds of one of the cast, or of the person: attributes with values, in the order of telling."""
        states = self.picture.me if who == "me" else self.member(who).states
        return [(state.attribute, state.value) for state in states if state.current]


def counted() -> Any:
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):032x}"
