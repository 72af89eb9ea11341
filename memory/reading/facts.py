"""Facts of a reading, from what the tagger sees: quote, whom it is of, modality, days, what is sensitive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from memory.reading.days import NEVER, When, read_when
from memory.reading.days.moved import moved_to
from memory.reading.days.phrases import phrase_near
from memory.reading.mentions import beside, called_before, mention_of, missed, relations
from memory.reading.named import asks_name, is_own, names_oneself, whose_name
from memory.reading.no_more import IN_THE_ATTRIBUTE, holds_no_more
from memory.reading.normalise import normalise
from memory.reading.others import lies_in
from memory.reading.plainly import may_tell, plainly_told, with_plain
from memory.reading.quotes import clean, quote_of, trimmed
from memory.reading.reading import Fact, Kind, Mention, Modality, Span
from memory.reading.taught.tagged import FactTag, MentionTag, Tagged, Who
from memory.reading.telling import TIMELESS, is_imagined, modality_of, sensitivity_of, tells_in_words
from memory.reading.thresholds import Thresholds
from memory.reading.told import told_in_words
from memory.reading.values import NAMES, alone
from memory.understand.tense import is_past


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
        self._mentions += missed(message.text, self._mentions)
        self.secrets_seen = False

    def of_clause(self, number: int) -> tuple[Fact, ...]:
        """What the clause tells, in the order of the text."""
        tags = [one for one in self._tagged.facts if one.clause == number]
        facts = tuple(fact for one in tags if (fact := self._fact(one, number, tags)) is not None)
        return with_plain(facts, self._plainly(number)) or self._in_words(number, tags)

    def _plainly(self, number: int) -> tuple[Fact, ...]:
        """What the clause tells in the forms of which the grammar alone is sure."""
        tag, message, limits = self._tagged.clauses[number], self._message, self._limits
        clause = Span(tag.start, tag.end)
        if lies_in(clause, message.others) or self._is_secret(clause) or not may_tell(tag.acts, limits):
            return ()
        found = plainly_told(message.text, clause, self._mentions)
        return tuple(replace(fact, sensitivity=sensitivity_of(message.text, tag, limits)) for fact in found)

    def _in_words(self, number: int, tags: Sequence[FactTag]) -> tuple[Fact, ...]:
        """The clause itself, where it surely tells."""
        tag, message, limits = self._tagged.clauses[number], self._message, self._limits
        clause = Span(tag.start, tag.end)
        if not tells_in_words(tag.acts, tags, limits) or lies_in(clause, message.others) or self._is_secret(clause):
            return ()
        fact = told_in_words(message.text, clause, self._mentions, tag.acts, message.in_reply_to)
        if fact is None or is_imagined(message.text[clause.start : clause.end]):
            return ()
        fact = replace(fact, sensitivity=sensitivity_of(message.text, tag, limits))
        phrase = self._phrase((clause.start, clause.end), clause)
        if phrase is None:
            return (fact,)
        past = is_past(normalise(message.text[clause.start : clause.end]).text)
        if to := moved_to(message.text, clause, phrase):
            phrase, past = to, False
        modality: Modality = "holds" if past else "plan"
        when = self._read(phrase, "event", modality, clause)
        attribute = "plan" if modality == "plan" else "event"
        dated = replace(fact, attribute=attribute, modality=modality, phrase=phrase)
        return (replace(dated, about=when.about, repeats=when.repeats),)

    def _is_secret(self, span: Span) -> bool:
        return any(one.start < span.end and span.start < one.end for one in self._message.secret)

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
        if not found.relation and not found.pronoun and (whole := called_before(self._message.text, found)):
            return whole
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
                name = clean(self._message.text[fact.value_start : fact.value_end])
                bare = mention_of(Span(tag.start, tag.end), name).name  # of "my gran" none, of "dog Rex" the last word
                return name if bare and name.split()[0].lower() not in relations().of else bare
        return None

    def _fact(self, tag: FactTag, number: int, told: Sequence[FactTag]) -> Fact | None:
        text, limits, clause_tag = self._message.text, self._limits, self._tagged.clauses[number]
        clause = Span(clause_tag.start, clause_tag.end)
        confidence = tag.probability * tag.who_probability
        value = None if tag.in_reply else trimmed(text, Span(tag.value_start, tag.value_end))
        source = self._message.in_reply_to or "" if tag.in_reply else text
        if value:
            value = alone(text, value, tag.attribute)
        value_text = clean(source[tag.value_start : tag.value_end] if value is None else text[value.start : value.end])
        if confidence < limits.fact or not value_text or value and lies_in(value, self._message.others):
            return None
        if tag.sensitive.get("secret", 0.0) >= limits.secret:
            self.secrets_seen = True
            return None
        if tag.attribute in NAMES and value_text.lower() in relations().of:  # "my husband" is called so by nobody else
            return None
        who = self.whom(tag.who, clause)
        if value and tag.attribute in NAMES:
            who = whose_name(text, clause, value, self._mentions, who)
            told_so = asks_name(self._message.in_reply_to) or names_oneself(text[clause.start : clause.end])
            if who is None and not told_so:
                return None
        elif value and who and is_own(text, clause, value, who, tag.attribute):
            who = None
        phrase = self._when(tag, clause, told)
        parts = [one for one in (value, who and who.words, phrase) if one]
        quote = quote_of(text, clause, parts)
        if self._is_secret(quote):
            return None
        modality = modality_of(tag, clause_tag.acts, limits)
        if is_imagined(text[clause.start : clause.end]):
            modality = "fiction"
        attribute = tag.attribute
        if attribute == "also_known_as" and who is None and asks_name(self._message.in_reply_to):
            attribute = "name"
        if phrase and modality in ("holds", "was") and (to := moved_to(text, clause, phrase)):
            phrase, modality = to, "plan"
            attribute = "plan" if attribute in ("event", "other") else attribute
        when = self._read(phrase, attribute, modality, clause) if phrase else NEVER
        return Fact(
            quote=quote,
            who=who,
            attribute=attribute,
            value=value,
            value_text=value_text,
            modality=modality,
            negated=tag.negated >= limits.negated or self._no_more(tag.attribute, value, clause),
            phrase=phrase,
            about=when.about,
            repeats=when.repeats,
            weight=round(tag.weight),
            sensitivity=sensitivity_of(text, clause_tag, limits),
            confidence=confidence,
            goes_on=when.goes_on,
        )

    def _no_more(self, attribute: str, value: Span | None, clause: Span) -> bool:
        if value is None or attribute in IN_THE_ATTRIBUTE:
            return False
        return holds_no_more(self._message.text, clause, value)

    def _when(self, tag: FactTag, clause: Span, told: Sequence[FactTag]) -> Span | None:
        """The phrase of the clause that says when, the nearest to the value where there are several."""
        if tag.attribute in TIMELESS and (len(told) > 1 or tag.attribute == "name"):
            return None
        at = (clause.start, clause.start) if tag.in_reply else (tag.value_start, tag.value_end)
        return self._phrase(at, clause)

    def _phrase(self, at: tuple[int, int], clause: Span) -> Span | None:
        tagged = [Span(one.start, one.end) for one in self._tagged.whens if one.probability >= self._limits.when]
        return phrase_near(at, tagged, self._message.text, clause, self._message.said_at)

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
