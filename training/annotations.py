"""Reads the annotated messages of a voice, and says what is wrong with them by line. The format: ANNOTATION.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ACTS = _words(
    "tell ask.me ask.bot ask.world ask.advice want.remember want.forget want.forget_all want.list want.why"
    " want.change want.rest want.pause want.resume want.off_record want.level.quiet want.level.acknowledge"
    " want.level.attentive want.level.invested want.ask_less want.ask_more want.suggest want.export want.help"
    " want.sensitive.keep want.sensitive.ask want.sensitive.never want.other answer.yes answer.no answer.skip"
    " answer.value answer.unclear feel.good feel.bad feel.mixed correct joke react greet thank bye praise insult"
    " danger.plain danger.hint others"
)
ATTRIBUTES = _words(
    "name age birthday birthplace home partner marital_status job employer school language height pronouns origin"
    " also_known_as lives_with child parent sibling relative friend colleague neighbour pet likes dislikes cannot_eat"
    " diet allergy condition medicine fear skill plays speaks owns drives habit goal plan wish event trip"
    " shift schedule visited studied worked believes member_of money worry feeling"
    " health_event kind breed colour state relation other"
)
KINDS = _words("person animal place work thing group")
MODALITIES = _words("holds plan was habit wish worry maybe hearsay fiction")
SENSITIVE = _words("health religion sexuality politics union ethnicity biometrics crime debt abuse status secret")

_WHO = re.compile(r"(me|@[\w'-]+)(?::(\w+)(?:\(([^)]*)\))?)?(?:<([^>]*)>)?\Z")
_WHEN = (
    r"yearly \d\d-\d\d|weekly(?: (?:mon|tue|wed|thu|fri|sat|sun))+|daily"
    r"|\d{4}-\d\d-\d\d(?:\.\.(?:\d{4}-\d\d-\d\d)?)?|\?"
)
_FLAGS = (
    ("quote", re.compile(r'"([^"]*)"')),
    ("when", re.compile(r"when\(([^)]*)\) (" + _WHEN + ")")),
    ("not", re.compile(r"not(?=\s|\Z)")),
    ("modality", re.compile(r"~(\w+)")),
    ("weight", re.compile(r"!([0-3])(?=\s|\Z)")),
    ("sensitive", re.compile(r"\$(\w+)")),
    ("does", re.compile(r"(same|exact|replaces|ends|beside|contradicts|fulfils)((?: \d+\.\d+)+)")),
)
_FLAG_BEGINS = re.compile(
    r'\s(?="|when\(|not(?:\s|\Z)|~\w|![0-3]|\$\w|(?:same|exact|replaces|ends|beside|contradicts|fulfils) \d)'
)


class AnnotationInvalid(Exception):
    """A line of an annotation does not say what ANNOTATION.md allows."""


@dataclass(frozen=True)
class Fact:
    """What a clause says of somebody: `value` and `quote` are words of the clause, `who` one of the cast or "me"."""

    id: str
    who: str
    attribute: str
    value: str
    quote: str
    mention: str | None = None
    kind: str | None = None
    relation: str | None = None
    modality: str = "holds"
    hearsay: bool = False
    negated: bool = False
    when: str | None = None
    day: str | None = None
    weight: int = 1
    sensitive: str | None = None
    does: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Clause:
    """A part of a message from `start` to `end`, its acts, and what it tells."""

    text: str
    start: int
    end: int
    acts: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass
class Message:
    """A message of a voice: what was typed, after which line of the bot, and its clauses."""

    voice: str
    number: int
    talk: int
    at: str
    channel: str
    bot: str | None
    text: str
    clauses: list[Clause] = field(default_factory=list)


def read_messages(path: Path) -> list[Message]:
    """The messages of a voice's file, without annotations, in order."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Message(row["voice"], number, row["talk"], row["at"], row.get("channel") or "web", row["bot"], row["text"])
        for number, row in enumerate(rows, 1)
    ]


def read_voice(path: Path) -> list[Message]:
    """The annotated messages of a voice. Raises AnnotationInvalid with every fault, a line each."""
    messages = read_messages(path)
    faults: list[str] = []
    by_number = {message.number: message for message in messages}
    for number, start, lines in _blocks(path.with_suffix(".ann")):
        if number not in by_number:
            faults.append(f"line {start}: there is no message {number}")
            continue
        faults += _annotate(by_number[number], start, lines)
    faults += [f"message {one.number} is not annotated" for one in messages if not one.clauses]
    faults += _unknown_ids(messages)
    if faults:
        raise AnnotationInvalid("\n".join(f"{path.stem}: {fault}" for fault in faults))
    return messages


def _blocks(path: Path) -> Iterator[tuple[int, int, list[tuple[int, str]]]]:
    number, start, lines = 0, 0, list[tuple[int, str]]()
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.fullmatch(r"= \d+", line):
            if start:
                yield number, start, lines
            number, start, lines = int(line[2:]), at, []
        elif line.strip():
            lines.append((at, line))
    if start:
        yield number, start, lines


def _annotate(message: Message, start: int, lines: list[tuple[int, str]]) -> list[str]:
    """Gives the message its clauses; returns what is wrong with them."""
    faults: list[str] = []
    clauses: list[tuple[str, int, tuple[str, ...], list[Fact]]] = []
    reached, count = 0, 0
    for at, line in lines:
        try:
            if line.startswith("  "):
                if not clauses:
                    raise AnnotationInvalid("a fact stands before the first clause")
                count += 1
                clauses[-1][3].append(read_fact(line.strip(), f"{message.number}.{count}", clauses[-1][0], message.bot))
            else:
                text, _, acts = line.rpartition(" :: ")
                found = _find(message.text, text, reached)
                _check_gap(message.text[reached:found])
                reached = found + len(text)
                clauses.append((text, found, _read_acts(acts), []))
        except AnnotationInvalid as error:
            faults.append(f"line {at}: {error}")
    if not faults:
        try:
            _check_gap(message.text[reached:])
        except AnnotationInvalid as error:
            faults.append(f"line {start}: {error}")
    message.clauses = [Clause(t, at, at + len(t), acts, tuple(facts)) for t, at, acts, facts in clauses]
    return faults


def _find(text: str, clause: str, reached: int) -> int:
    """Where the clause is; a line break of the message may be written as a space."""
    found = text.find(clause, reached) if clause else -1
    if found < 0:
        found = text.replace("\n", " ").find(clause, reached) if clause else -1
    if found < 0:
        raise AnnotationInvalid(f"the clause {clause!r} does not stand in the message after what came before it")
    return found


def _check_gap(gap: str) -> None:
    if re.search(r"\w", gap):
        raise AnnotationInvalid(f"no clause covers {gap.strip()!r}")


def _read_acts(text: str) -> tuple[str, ...]:
    acts = re.findall(r"[\w.]+(?:\([^)]*\))?", text)
    unknown = [act for act in acts if act.split("(")[0] not in ACTS]
    if unknown or not acts:
        raise AnnotationInvalid(f"no such act: {', '.join(unknown) or 'none given'}")
    return tuple(acts)


def read_fact(line: str, fact_id: str, clause: str, bot: str | None) -> Fact:
    """A fact of `clause`, which answers the line `bot`. Raises AnnotationInvalid."""
    head, equals, rest = line.partition(" = ")
    who, _, attribute = head.rpartition(" ")
    named = _WHO.match(who)
    if not equals or not named:
        raise AnnotationInvalid(f"{line!r} is not `who attribute = value flags`")
    if attribute not in ATTRIBUTES and not attribute.startswith("favourite_"):
        raise AnnotationInvalid(f"no such attribute: {attribute}")
    parts = _FLAG_BEGINS.split(" " + rest, maxsplit=1)
    value = parts[0].strip()
    given = _read_flags(parts[1] if len(parts) > 1 else "")
    quote, mention = given.get("quote", clause), named[4]
    of_bot = value.removeprefix("bot:") if value.startswith("bot:") else None
    if of_bot is not None and of_bot not in (bot or ""):
        raise AnnotationInvalid(f"the value {of_bot!r} does not stand in the bot's line")
    value = value if of_bot is None else of_bot
    for name, words in (
        ("value", value if of_bot is None else None),
        ("quote", quote),
        ("mention", mention),
        ("when", given.get("when")),
    ):
        if words is not None and words.replace("\n", " ") not in clause.replace("\n", " "):
            raise AnnotationInvalid(f"the {name} {words!r} does not stand in the clause {clause!r}")
    if named[2] and named[2] not in KINDS:
        raise AnnotationInvalid(f"no such kind: {named[2]}")
    day = given.get("day")
    for one in re.findall(r"\d{4}-\d\d-\d\d", day or ""):
        try:
            date.fromisoformat(one)
        except ValueError as error:
            raise AnnotationInvalid(f"{one} is no day: {error}") from None
    return Fact(
        fact_id, named[1], attribute, value, quote, mention, named[2], named[3],
        given.get("modality", "holds"), "hearsay" in given, "not" in given, given.get("when"), day,
        int(given.get("weight", 1)), given.get("sensitive"), tuple(given.get("does", ())),
    )  # fmt: skip


def _read_flags(text: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    while text := text.strip():
        matches = ((name, pattern.match(text)) for name, pattern in _FLAGS)
        name, found = next(((name, found) for name, found in matches if found), ("", None))
        if found is None:
            raise AnnotationInvalid(f"cannot read {text!r}")
        match name:
            case "not":
                given["not"] = True
            case "when":
                given["when"], given["day"] = found[1], None if found[2] == "?" else found[2]
            case "modality" if "modality" in given and found[1] == "hearsay":
                given["hearsay"] = True  # "he says he will come": a plan, and hearsay
            case "does":
                given.setdefault("does", []).append((found[1], tuple(found[2].split())))
            case _:
                given[name] = found[1]
        text = text[found.end() :]
    if given.get("modality", "holds") not in MODALITIES:
        raise AnnotationInvalid(f"no such modality: {given['modality']}")
    if given.get("sensitive", "secret") not in SENSITIVE:
        raise AnnotationInvalid(f"nothing sensitive is called {given['sensitive']}")
    return given


def _unknown_ids(messages: list[Message]) -> list[str]:
    """Facts that point at a fact that is not told before them."""
    faults, told = [], set[str]()
    for message in messages:
        for fact in (fact for clause in message.clauses for fact in clause.facts):
            faults += [
                f"fact {fact.id} {does} {other}, which is not told before it"
                for does, others in fact.does
                for other in others
                if other not in told
            ]
            told.add(fact.id)
    return faults
