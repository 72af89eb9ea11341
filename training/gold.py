"""Annotated messages as a perfect network would tag them, to test what stands around the network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from memory.reading.tagged import (
    Tagged,
    TaggedAsk,
    TaggedClause,
    TaggedFact,
    TaggedMention,
    TaggedWhen,
    Who,
)
from training.annotations import ATTRIBUTES, Clause, Fact, Message, read_voice

VOICES = Path(__file__).with_name("voices")
SPLIT = Path(__file__).with_name("split.json")
_TYPES = frozenset("name number day place yes_no list open".split())
_TIMES = frozenset("now before when".split())


def read_split(part: str) -> list[Message]:
    """The messages of the voices of a part of the split: "taught" or "tuned"."""
    voices = json.loads(SPLIT.read_text(encoding="utf-8"))[part]
    return [message for voice in voices for message in read_voice(VOICES / f"{voice}.jsonl")]


def gold(message: Message) -> Tagged:
    """The message as it was annotated."""
    mentions: list[TaggedMention] = []
    places: dict[tuple[int, int], int] = {}
    kinds = _kinds(message)

    def mention(start: int, end: int, who: str) -> int:
        if (start, end) not in places:
            places[start, end] = len(mentions)
            mentions.append(TaggedMention(start, end, kinds.get(who, "person")))
        return places[start, end]

    clauses, facts, whens = [], [], dict[tuple[int, int], TaggedWhen]()
    for at, clause in enumerate(message.clauses):
        for fact in clause.facts:
            facts.append(_fact(message, clause, fact, at, mention))
            if fact.when and (where := _within(message, clause, fact.when)):
                whens[where] = TaggedWhen(*where)
        acts = {act.split("(")[0]: 1.0 for act in clause.acts}
        clauses.append(TaggedClause(clause.start, clause.end, acts, _ask(clause.acts, clause, message, mention)))
    return Tagged(clauses, mentions, [whens[where] for where in sorted(whens)], facts)


def _kinds(message: Message) -> dict[str, str]:
    facts = (fact for clause in message.clauses for fact in clause.facts)
    return {fact.who: fact.kind for fact in facts if fact.kind}


def _fact(message: Message, clause: Clause, fact: Fact, at: int, mention) -> TaggedFact:  # type: ignore[no-untyped-def]
    who: Who = "me"
    if fact.who != "me":
        words = fact.mention or fact.who.lstrip("@").split("_")[0]
        where = _within(message, clause, words, ignore_case=True)
        who = mention(*where, fact.who) if where else "left_out"
    where = _within(message, clause, fact.value, quote=fact.quote)
    found = where or _in(message.bot or "", fact.value)
    modality = {fact.modality: 1.0}
    if fact.hearsay:
        modality["hearsay"] = 1.0
    return TaggedFact(
        *(found or (clause.start, clause.end)),
        fact.attribute,
        who,
        at,
        modality=modality,
        negated=float(fact.negated),
        weight=fact.weight,
        sensitive={fact.sensitive: 1.0} if fact.sensitive else {},
        in_reply_to=where is None and found is not None,
    )


def _within(
    message: Message, clause: Clause, words: str, *, quote: str = "", ignore_case: bool = False
) -> tuple[int, int] | None:
    """Where the words stand in the clause, within the quote where there is one."""
    text = message.text[clause.start : clause.end].replace("\n", " ")
    words = words.replace("\n", " ")
    begin = max(text.find(quote.replace("\n", " ")), 0) if quote else 0
    for start in dict.fromkeys((begin, 0)):
        flags = re.I if ignore_case else 0
        found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", flags).search(text, start)
        if found is None:
            found = re.compile(re.escape(words), flags).search(text, start)
        if found:
            return clause.start + found.start(), clause.start + found.end()
    return None


def _in(line: str, words: str) -> tuple[int, int] | None:
    at = line.find(words)
    return (at, at + len(words)) if at >= 0 else None


def _ask(acts: Iterable[str], clause: Clause, message: Message, mention) -> TaggedAsk | None:  # type: ignore[no-untyped-def]
    for act in acts:
        if not act.startswith("ask.me"):
            continue
        parts = act.removeprefix("ask.me").strip("()").split()
        who: Who | None = None
        if parts and (parts[0] == "me" or parts[0].startswith("@")):
            named = parts.pop(0)
            where = _within(message, clause, named.lstrip("@").split("_")[0], ignore_case=True)
            who = "me" if named == "me" else mention(*where, named) if where else "left_out"
        named = parts[0] if parts else ""
        known = named in ATTRIBUTES or named.startswith("favourite_")
        rest = parts[1:] if known else parts
        return TaggedAsk(
            named if known else None,
            next((part for part in rest if part in _TYPES), "open"),
            next((part for part in rest if part in _TIMES), "now"),
            "all" in rest,
            who,
        )
    return None
