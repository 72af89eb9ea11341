"""Reads the annotated messages as the tagger is taught them: settled, every label with its place in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from training.annotations import Clause, Fact, Message, read_voice
from training.reader.example import Example, GoldAsk, GoldClause, GoldFact, GoldMention, Place
from training.reader.settle import KIN_ATTRIBUTES, relation_of, settle, settle_act

__all__ = ["SPLIT", "VOICES", "Example", "GoldAsk", "GoldFact", "Place", "read_examples", "read_split"]

VOICES = Path(__file__).parents[1] / "voices"
SPLIT = Path(__file__).parents[1] / "split.json"


def read_split(part: str) -> list[Example]:
    """The examples of a part of the split: "taught" or "tuned"; "judged" is for the final score alone.

    A voice that split.json does not name is taught.
    """
    split = json.loads(SPLIT.read_text(encoding="utf-8"))
    named = {voice for voices in split.values() for voice in voices}
    voices = list(split[part])
    if part == "taught":
        voices += [p.stem for p in sorted(VOICES.glob("v[0-9][0-9][0-9].ann")) if p.stem not in named]
    return [one for voice in voices for one in read_examples(VOICES / f"{voice}.jsonl")]


def read_examples(path: Path) -> Iterator[Example]:
    """The examples of one voice, in order."""
    kinds: dict[str, str] = {}
    for message in read_voice(path):
        for fact in _facts(message):
            if fact.kind:
                kinds.setdefault(fact.who, fact.kind)
        yield _example(message, kinds)


def _facts(message: Message) -> Iterator[Fact]:
    return (fact for clause in message.clauses for fact in clause.facts)


def _example(message: Message, kinds: dict[str, str]) -> Example:
    example = Example(message.voice, message.number, message.bot, message.text)
    found: dict[str, Place] = {}
    """The latest mention of each, in this message."""
    kin = {
        fact.value.lower(): fact.attribute
        for fact in _facts(message)
        if fact.who == "me" and fact.attribute in KIN_ATTRIBUTES
    }
    for number, clause in enumerate(message.clauses):
        for fact in clause.facts:
            if fact.who != "me" and (place := _mention(message.text, clause, fact)):
                _add_mention(example, place, fact, kinds, kin)
                found[fact.who] = place
            when = _place(message.text, clause.start, clause.end, fact.when or "")
            if when and when not in example.whens:
                example.whens.append(when)
        for fact in map(settle, clause.facts):
            _add_fact(example, message, number, fact, found)
        acts = tuple(dict.fromkeys(settle_act(act, message.number) for act in clause.acts))
        asked = next((act for act in clause.acts if act.startswith("ask.me(")), None)
        ask = _ask(example, clause, asked, found, kinds) if asked else None
        example.clauses.append(GoldClause((clause.start, clause.end), acts, ask))
    return example


def _add_mention(example: Example, place: Place, fact: Fact, kinds: dict[str, str], kin: dict[str, str]) -> None:
    words = example.text[slice(*place)].lower()
    relation = relation_of(fact.relation) or relation_of(words)
    if fact.attribute == "relation":
        relation = relation_of(fact.value) or relation
    for value, attribute in kin.items():
        relation = attribute if value in words or words in value.split() else relation
    kind = fact.kind or kinds.get(fact.who)
    for i, other in enumerate(example.mentions):
        if other.place == place:
            if relation and not other.relation:
                example.mentions[i] = GoldMention(place, other.who, other.kind, relation)
            return
    example.mentions.append(GoldMention(place, fact.who, kind, relation))


def _add_fact(example: Example, message: Message, number: int, fact: Fact, found: dict[str, Place]) -> None:
    clause = message.clauses[number]
    in_reply = False
    quote = _place(message.text, clause.start, clause.end, fact.quote)
    place = _place(message.text, *quote, fact.value) if quote else None
    place = place or _place(message.text, clause.start, clause.end, fact.value)
    if place is None and message.bot:
        at = message.bot.rfind(fact.value)
        place, in_reply = ((at, at + len(fact.value)) if at >= 0 else None), True
    if place is None:
        return
    attribute, who, of = fact.attribute, found.get(fact.who), fact.who
    target: Place | str | None = "me" if fact.who == "me" else who
    if fact.who == "me" and attribute in KIN_ATTRIBUTES and not in_reply:
        named = next((m for m in example.mentions if _inside(m.place, place) or _inside(place, m.place)), None)
        if named and named.relation == attribute:
            if any(f.attribute == "name" and f.of == named.who for f in example.facts):
                return  # said already, as the name
            attribute, target, of = "name", named.place, named.who
    one = GoldFact(
        number, place, in_reply, attribute, target, of,
        fact.modality, fact.negated, fact.weight, fact.sensitive,
    )  # fmt: skip
    if not any((f.place, f.attribute, f.of) == (place, attribute, of) for f in example.facts):
        example.facts.append(one)


def _ask(example: Example, clause: Clause, act: str, found: dict[str, Place], kinds: dict[str, str]) -> GoldAsk:
    words = act[len("ask.me(") : -1].split()
    named = next((word for word in words if word == "me" or word.startswith("@")), None)
    who: Place | str | None = named if named == "me" else None
    if named and named != "me":
        name = named[1:].split("_")[0]
        place = _place(example.text, clause.start, clause.end, name, whole=True)
        who = place or found.get(named)
        if place and all(m.place != place for m in example.mentions):
            example.mentions.append(GoldMention(place, named, kinds.get(named)))
    rest = [word for word in words if word != named]
    types = {"time": "day", "thing": "name"}
    times = {"was": "before", "before": "before", "when": "when"}
    kind = next((types.get(w, w) for w in rest if types.get(w, w) in _TYPES), "open")
    time = next((times[w] for w in rest if w in times), "now")
    taken = {"now", "all", *times, *types, *(_TYPES - {"name"})}
    attribute = next((w for w in rest if w not in taken), None)
    if attribute and attribute.startswith("favourite_"):
        attribute = "favourite"
    return GoldAsk({"wish": "goal"}.get(attribute or "", attribute), kind, time, "all" in rest, who, named)


_TYPES = frozenset({"name", "number", "day", "place", "yes_no", "list", "open"})


def _mention(text: str, clause: Clause, fact: Fact) -> Place | None:
    """Where the clause means the one of the fact: the words given, or the name, with "my sis" before it."""
    if fact.mention:
        return _place(text, clause.start, clause.end, fact.mention, whole=True)
    name = fact.who[1:].split("_")[0]
    names = [name, *([fact.value] if fact.attribute == "name" else [])]
    for one in reversed(names):
        place = _place(text, clause.start, clause.end, one, whole=True)
        if place:
            before = re.search(r"\b(?:my|our|me|mi)\s+(?:[\w-]+\s+){1,2}\Z", text[clause.start : place[0]], re.I)
            if before and relation_of(before[0]):
                return clause.start + before.start(), place[1]
            return place
    return None


def _place(text: str, start: int, end: int, words: str, whole: bool = False) -> Place | None:
    """Where `words` stand in text[start:end], whole words before parts of words."""
    if not words:
        return None
    within, sought = text[start:end].replace("\n", " "), words.replace("\n", " ")
    flags = re.I if whole else 0
    found = re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", within, flags)
    if not found and not whole:
        at = within.find(sought)
        return (start + at, start + at + len(sought)) if at >= 0 else None
    if not found and whole:
        at = within.find(sought)
        return (start + at, start + at + len(sought)) if at >= 0 and len(sought) > 3 else None
    assert found
    return start + found.start(), start + found.end()


def _inside(inner: Place, outer: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
