"""Turns an annotated message into the reading that a reader without fault would give of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from memory.life.picture import pronoun_in
from memory.life.tables import is_plural, relation_in
from memory.models import About
from memory.reading import Act, Clause, Fact, Kind, Mention, Modality, Reading, Span
from training.annotations import Clause as GoldClause
from training.annotations import Fact as GoldFact
from training.annotations import Message

LEFT_OUT = Span(0, 0)


@dataclass
class Gold:
    """Reads the messages of one voice in their order: whom each @name was said to be, and how they were called."""

    kinds: dict[str, str] = field(default_factory=dict)
    relations: dict[str, str | None] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)

    def read(self, message: Message) -> tuple[Reading, list[GoldFact]]:
        """The reading, and the annotated facts in the same order as its facts."""
        clauses, golds = [], []
        for clause in message.clauses:
            facts = []
            for gold in clause.facts:
                self._learn(gold)
                facts.append(self._fact(message, clause, gold))
                golds.append(gold)
            acts = tuple(Act(act.split("(")[0], 1.0) for act in clause.acts)
            clauses.append(Clause(Span(clause.start, clause.end), acts, tuple(facts)))
        return Reading(message.text, tuple(clauses)), golds

    def _learn(self, gold: GoldFact) -> None:
        if gold.who == "me":
            return
        if gold.kind:
            self.kinds[gold.who], self.relations[gold.who] = gold.kind, gold.relation
        names = self.names.setdefault(gold.who, [re.split(r"[_\d]", gold.who[1:])[0]])
        if gold.attribute in ("name", "also_known_as") and not gold.negated:
            names.append(gold.value)

    def _fact(self, message: Message, clause: GoldClause, gold: GoldFact) -> Fact:
        quote = _span(message.text, gold.quote, clause.start, clause.end)
        value = _span(message.text, gold.value, clause.start, clause.end)
        about, repeats = _days(gold)
        return Fact(
            quote=quote or Span(clause.start, clause.end),
            who=None if gold.who == "me" else self._mention(message.text, clause, gold, quote),
            attribute=gold.attribute,
            value=value,
            value_text=gold.value,
            modality=cast(Modality, "hearsay" if gold.hearsay else gold.modality),
            negated=gold.negated,
            phrase=_span(message.text, gold.when, clause.start, clause.end) if gold.when else None,
            about=about,
            repeats=repeats,
            weight=gold.weight,
            sensitivity=gold.sensitive,
        )

    def _mention(self, text: str, clause: GoldClause, gold: GoldFact, quote: Span | None) -> Mention:
        kind = cast(Kind, self.kinds.get(gold.who, "person"))
        places = [(quote.start, quote.end)] if quote else []
        places += [(clause.start, clause.end)]
        if gold.mention:
            return self._worded(text, _span(text, gold.mention, clause.start, clause.end), kind, gold)
        for start, end in places:
            found = _called(text[start:end], self._names(gold))
            if found and not _is_given(text[start : start + found[0]], gold):
                span = Span(start + found[0], start + found[1])
                if self._is_noun(text[span.start : span.end], gold, kind):
                    return Mention(span, kind)
                beside = self._relation_beside(text[clause.start : clause.end], gold)
                return Mention(span, kind, text[span.start : span.end], beside)
        declared = relation_in(self.relations.get(gold.who) or "")
        for start, end in places:
            for word in re.finditer(r"[\w'-]+", text[start:end]):
                if declared and relation_in(word[0]) == declared and not is_plural(word[0]):
                    return Mention(Span(start + word.start(), start + word.end()), kind, None, declared.name)
        return Mention(LEFT_OUT, kind)

    def _worded(self, text: str, span: Span | None, kind: Kind, gold: GoldFact) -> Mention:
        words = text[span.start : span.end] if span else ""
        if span is None:
            return Mention(LEFT_OUT, kind)
        if pronoun_in(words) and len(words.split()) == 1:
            return Mention(span, kind, pronoun=True)
        found = _called(words, self._names(gold))
        relation = relation_in(words)
        named = words[found[0] : found[1]] if found else None
        if named and self._is_noun(named, gold, kind):
            named = None
            if relation is None:
                return Mention(span, kind)
        if (
            relation is None
            and named is None
            and words.split()[0].lower() not in ("my", "our", "the", "one", "a", "an")
        ):
            return Mention(LEFT_OUT, kind)  # words that say something of them, and do not name them
        return Mention(span, kind, named, relation.name if relation else None)

    def _names(self, gold: GoldFact) -> list[str]:
        return self.names.get(gold.who, [])

    def _is_noun(self, words: str, gold: GoldFact, kind: Kind) -> bool:
        """Whether an @name is what they are and not how they are called: "@van", "@lawyer"."""
        stem = self._names(gold)[0]
        if words.lower() != stem.lower() or words.lower() in (name.lower() for name in self._names(gold)[1:]):
            return False
        declared = (self.relations.get(gold.who) or "").lower()
        return kind not in ("person", "animal") or stem.lower() in declared or words.lower() in declared

    def _relation_beside(self, clause: str, gold: GoldFact) -> str | None:
        """The relation that was declared, at the first mention, where the clause says it."""
        declared = self.relations.get(gold.who) if gold.kind else None
        relation = relation_in(declared or "")
        said = relation and any(relation_in(word) == relation for word in re.findall(r"[\w'-]+", clause))
        return relation.name if said and relation else None


def _span(text: str, words: str, start: int, end: int) -> Span | None:
    at = text.replace("\n", " ").find(words.replace("\n", " "), start, end) if words else -1
    return Span(at, at + len(words)) if at >= 0 else None


def _is_given(before: str, gold: GoldFact) -> bool:
    """Whether a name is what the fact tells ("her name is Wanda"), not by whom it tells it."""
    return (
        gold.kind is None
        and gold.attribute in ("name", "also_known_as")
        and bool(re.search(r"\b(?:is|called|named|name)\W*\Z", before))
    )


def _called(text: str, names: Iterable[str]) -> tuple[int, int] | None:
    """Where one of the names stands, the longest first."""
    for name in sorted(set(names), key=len, reverse=True):
        if len(name) > 1 and (
            found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)|(?<!\w){re.escape(name)}(?=s\b)", text, re.I)
        ):
            return found.start(), found.end()
    return None


def _days(gold: GoldFact) -> tuple[About | None, str | None]:
    """The days that it is about, and how it comes again."""
    day = gold.day or ""
    if not day[:1].isdigit():
        return None, day or None
    first, _, last = day.partition("..")
    begins = date.fromisoformat(first)
    ends = date.fromisoformat(last) if last else begins if not day.endswith("..") else None
    return About(begins, ends or date.max, gold.when or first), None
