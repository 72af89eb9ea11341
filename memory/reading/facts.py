"""Facts of a reading, from what the tagger sees: quote, whom it is of, modality, days, what is sensitive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from memory.reading.days import NEVER, When, read_when
from memory.reading.mentions import beside, mention_of
from memory.reading.others import lies_in
from memory.reading.quotes import clean, quote_of, trimmed
from memory.reading.reading import KEPT, Fact, Kind, Mention, Modality, Span
from memory.reading.taught.tagged import FactTag, MentionTag, Tagged, Who
from memory.reading.thresholds import Thresholds
from memory.understand.sensitive import sensitivity

TELLS = frozenset({"tell", "answer.value", "answer.yes", "answer.no", "correct", "want.remember", "want.change"})
"""Acts that tell. In a clause that only asks, jokes or wants, nothing that holds is told."""

ASKS = frozenset({"ask.me", "ask.bot", "ask.world", "ask.advice"})

UNTOLD: tuple[Modality, ...] = ("worry", "maybe", "hearsay", "fiction")

SENSITIVE_NAMES: Mapping[str, str] = {"criminal record": "crime", "immigration status": "status"}
"""Names of the rules that the contract calls otherwise."""

TIMELESS = frozenset(
    [
        "name",
        "also_known_as",
        "kind",
        "breed",
        "colour",
        "relation",
        "height",
        "pronouns",
        "colleague",
        "friend",
        "neighbour",
        "relative",
        "origin",
        "birthplace",
        "fear",
        "likes",
        "dislikes",
        "believes",
        "language",
        "speaks",
        "favourite",
        "feeling",
        "worry",
    ]
)
"""What no phrase of the same clause dates: "my sister Ann comes on Friday" does not call her so on Friday."""


@dataclass(frozen=True)
class Message:
    """The text as it was typed, and what is known of it before its facts are read."""

    text: str
    said_at: datetime
    in_reply_to: str | None
    others: tuple[Span, ...]
    secret: tuple[Span, ...]


class Facts:
    """Reads the facts of one message."""

    def __init__(self, message: Message, tagged: Tagged, thresholds: Thresholds) -> None:
        self._message, self._tagged, self._limits = message, tagged, thresholds
        self._mentions = [self._mention(at) for at in range(len(tagged.mentions))]
        self.secrets_seen = False

    def of_clause(self, number: int) -> tuple[Fact, ...]:
        """What the clause tells, in the order of the text."""
        tags = [one for one in self._tagged.facts if one.clause == number]
        facts = [fact for one in tags if (fact := self._fact(one, number, tags)) is not None]
        return tuple(facts)

    def whom(self, who: Who, clause: Span) -> Mention | None:
        """The one that the tagger points at; None for the person."""
        if who == "me":
            return None
        if who == "left_out":
            return Mention(Span(clause.start, clause.start))
        return self._mentions[who]

    def _mention(self, at: int) -> Mention:
        tag = self._tagged.mentions[at]
        span = trimmed(self._message.text, Span(tag.start, tag.end))
        words = self._message.text[span.start : span.end]
        kind: Kind = tag.kind if tag.kind in get_args(Kind) else "person"  # type: ignore[assignment]
        found = mention_of(span, words, kind, self._name(at, tag))
        if found.relation or found.pronoun and tag.relation_probability < self._limits.relation:
            return found
        sure = tag.relation if tag.relation_probability >= self._limits.relation else None
        if sure and not found.pronoun:
            text = self._message.text
            sure = beside(text[max(0, span.start - 30) : span.start], text[span.end : span.end + 30], sure) or sure
        return Mention(span, kind, found.name, sure, found.pronoun)

    def _name(self, at: int, tag: MentionTag) -> str | None:
        """The name that a fact of this message gives to the mention, where it stands in its words."""
        for fact in self._tagged.facts:
            named = fact.attribute == "name" and fact.who == at and not fact.in_reply
            if named and tag.start <= fact.value_start and fact.value_end <= tag.end:
                return clean(self._message.text[fact.value_start : fact.value_end])
        return None

    def _fact(self, tag: FactTag, number: int, beside: Sequence[FactTag]) -> Fact | None:
        text, limits, clause_tag = self._message.text, self._limits, self._tagged.clauses[number]
        clause = Span(clause_tag.start, clause_tag.end)
        confidence = tag.probability * tag.who_probability
        value = None if tag.in_reply else trimmed(text, Span(tag.value_start, tag.value_end))
        source = self._message.in_reply_to or "" if tag.in_reply else text
        value_text = clean(source[tag.value_start : tag.value_end] if value is None else text[value.start : value.end])
        if confidence < limits.fact or not value_text or value and lies_in(value, self._message.others):
            return None
        if tag.sensitive.get("secret", 0.0) >= limits.secret:
            self.secrets_seen = True
            return None
        who = self.whom(tag.who, clause)
        phrase = self._when(tag, clause, beside)
        parts = [one for one in (value, who and who.words, phrase) if one]
        quote = quote_of(text, clause, parts)
        if any(one.start < quote.end and quote.start < one.end for one in self._message.secret):
            return None
        modality = self._modality(tag, clause_tag.acts)
        when = self._read(phrase, tag.attribute, modality, clause) if phrase else NEVER
        return Fact(
            quote=quote,
            who=who,
            attribute=tag.attribute,
            value=value,
            value_text=value_text,
            modality=modality,
            negated=tag.negated >= limits.negated,
            phrase=phrase,
            about=when.about,
            repeats=when.repeats,
            weight=round(tag.weight),
            sensitivity=self._sensitivity(tag, quote),
            confidence=confidence,
            goes_on=when.goes_on,
        )

    def _modality(self, tag: FactTag, acts: Mapping[str, float]) -> Modality:
        """The likeliest; of a clause that tells nothing no more than a musing."""
        untold = {name: tag.modality.get(name, 0.0) for name in UNTOLD}
        kept = {name: tag.modality.get(name, 0.0) for name in KEPT}
        if sum(untold.values()) >= self._limits.untold:
            return max(untold, key=lambda name: untold[name])
        tells = max((acts.get(name, 0.0) for name in TELLS), default=0.0)
        asks = max((acts.get(name, 0.0) for name in ASKS), default=0.0)
        if tells < self._limits.tells or asks > tells and tells < self._limits.act:
            return "maybe"
        return max(sorted(kept), key=lambda name: kept[name])

    def _when(self, tag: FactTag, clause: Span, beside: Sequence[FactTag]) -> Span | None:
        """The phrase of the clause that says when, the nearest to the value where there are several."""
        if tag.attribute in TIMELESS and (len(beside) > 1 or tag.attribute == "name"):
            return None
        found = [
            Span(one.start, one.end)
            for one in self._tagged.whens
            if one.probability >= self._limits.when and clause.start <= one.start < clause.end
        ]
        if not found:
            return None
        at = (clause.start, clause.start) if tag.in_reply else (tag.value_start, tag.value_end)
        return min(found, key=lambda one: max(one.start - at[1], at[0] - one.end, 0))

    def _read(self, phrase: Span, attribute: str, modality: Modality, clause: Span) -> When:
        text = self._message.text
        return read_when(
            text[phrase.start : phrase.end],
            said_at=self._message.said_at,
            modality=modality,
            attribute=attribute,
            clause=text[clause.start : clause.end],
            before=f"{self._message.in_reply_to or ''} {text[: phrase.start]}",
            after=text[phrase.end : clause.end],
        )

    def _sensitivity(self, tag: FactTag, quote: Span) -> str | None:
        """What the rules call sensitive or the tagger does: whichever is more careful."""
        words = self._message.text[quote.start : quote.end]
        by_rule = sensitivity(words) or sensitivity(f"my {words}")
        if by_rule:
            return SENSITIVE_NAMES.get(by_rule, by_rule)
        likely = max(tag.sensitive, key=lambda name: tag.sensitive[name], default=None)
        return likely if likely and tag.sensitive[likely] >= self._limits.sensitive else None
