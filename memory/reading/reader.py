"""The default reader: a taught tagger says what it sees, rules that are exact do the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol
from zoneinfo import ZoneInfo

from memory.reading.asked import asked_of
from memory.reading.facts import Facts, Message
from memory.reading.named import asks_name, may_answer_name
from memory.reading.others import lies_in, others_words
from memory.reading.reading import KEPT, Act, Clause, Context, Fact, Reading, Span
from memory.reading.remember import content_of, kept_as_said, with_requests
from memory.reading.secret import secrets_of
from memory.reading.taught.tagged import ClauseTag, Tagged
from memory.reading.telling import ASKS, TELLS, of_health, sensitivity_of
from memory.reading.thresholds import DEFAULT, Thresholds
from memory.understand.extent import READ_CHARS, part_read


class Tags(Protocol):
    """Whatever finds acts, mentions and facts in a text: `memory.reading.taught.Tagger`."""

    def tag(self, text: str, in_reply_to: str | None = None) -> Tagged: ...


class TaughtReader:
    """Reads messages with a tagger. Implements `MessageReader`."""

    def __init__(self, tagger: Tags, thresholds: Thresholds = DEFAULT) -> None:
        self._tagger, self._limits = tagger, thresholds

    def read(self, text: str, context: Context) -> Reading:
        """What `text` says. Of a long text the beginning is read; secrets are looked for in all of it."""
        part = part_read(text)
        before = context.in_reply_to and _up_to_its_question(context.in_reply_to)[-READ_CHARS:]
        if asks_name(before) and not may_answer_name(part):
            before = None
        reading = self._read(text, part, before, context)
        if before and before.endswith("?") and not reading.secrets and _answers_nothing(reading):
            alone = self._read(text, part, None, context)
            return alone if any(fact.modality in KEPT for fact in alone.facts) else reading
        return reading

    def _read(self, text: str, part: str, before: str | None, context: Context) -> Reading:
        secrets, secret = secrets_of(text, before)
        if not any(mark.isalnum() for mark in part):
            return Reading(text, (), secrets, len(text) - len(part))
        tagged = self._tagger.tag(part, before)
        said_at = context.sent_at.astimezone(ZoneInfo(context.timezone))
        tagged = with_requests(tagged, part)
        taught = [Span(one.start, one.end) for one in tagged.clauses if one.acts.get("others", 0.0) >= self._limits.act]
        message = Message(part, said_at, before, others_words(part, taught), secret)
        facts = Facts(message, tagged, self._limits)
        clauses = tuple(self._clause(number, tagged, facts, message) for number in range(len(tagged.clauses)))
        if facts.secrets_seen:
            secrets = tuple(dict.fromkeys((*secrets, "password")))
        return Reading(text, clauses, secrets, len(text) - len(part))

    def _clause(self, number: int, tagged: Tagged, facts: Facts, message: Message) -> Clause:
        tag = tagged.clauses[number]
        span = Span(tag.start, tag.end)
        requests = tag.requests >= self._limits.request and tag.acts.get("want.remember", 0.0) < self._limits.act
        told = () if requests else facts.of_clause(number)
        if tag.acts.get("want.remember", 0.0) >= self._limits.remember:
            told = self._asked_to_keep(number, told, tagged, message)
        if lies_in(span, message.others):
            told = ()
        sensitive = sensitivity_of(message.text, tag, self._limits) or of_health(told)
        told = tuple(replace(fact, sensitivity=fact.sensitivity or sensitive) for fact in told)
        return Clause(span, self._acts(tag, span, facts, message), told, sensitive)

    def _acts(self, tag: ClauseTag, span: Span, facts: Facts, message: Message) -> tuple[Act, ...]:
        """What the clause does, the surest first; somebody else's words do nothing else."""
        if lies_in(span, message.others):
            return (Act("others", 1.0),)
        acts = [
            Act(name, chance, asked_of(tag.asked, facts, span) if name == "ask.me" and tag.asked else None)
            for name, chance in _said(tag.acts, self._limits.act)
        ]
        if tag.requests >= self._limits.request and all(act.name != REQUEST for act in acts):
            acts.append(Act(REQUEST, tag.requests))
        return tuple(acts)

    def _asked_to_keep(self, number: int, told: tuple[Fact, ...], tagged: Tagged, message: Message) -> tuple[Fact, ...]:
        """The facts of a clause that asks to keep something, quoted without the request; where it tells none that is
        kept, what it wants kept as it stands."""
        tag = tagged.clauses[number]
        clause = Span(tag.start, tag.end)
        content = content_of(message.text, clause)
        if any(fact.modality in KEPT for fact in told):
            return tuple(replace(fact, quote=_within(fact, content)) for fact in told)
        # A yes to the bot's question may name what it is about; that is no more to keep.
        if content is None and max(tag.acts.get(name, 0.0) for name in ("tell", "answer.value")) >= self._limits.act:
            content = clause
        elif content and content.start == content.end and number + 1 < len(tagged.clauses):
            after = tagged.clauses[number + 1]
            has_fact = any(one.clause == number + 1 for one in tagged.facts)
            content = Span(after.start, after.end) if _tells(after) > _asks(after) and not has_fact else None
        kept = kept_as_said(message.text, content, tag.acts["want.remember"]) if content else None
        if kept is None or lies_in(kept.quote, message.others):
            return told
        if any(one.start < kept.quote.end and kept.quote.start < one.end for one in message.secret):
            return told
        of = next(one for one in tagged.clauses[number:] if kept.quote.start < one.end)
        return (*told, replace(kept, sensitivity=sensitivity_of(message.text, of, self._limits)))


REQUEST = "want.other"
"""The act of a clause that wants something done or looked up."""

ANSWER_WORDS = 4
"""So many words may tell something of their own, whatever was asked."""

MOST_WORDS = 100
"""Longer messages are not read twice."""


def _answers_nothing(reading: Reading) -> bool:
    """Whether a message after a question neither answers it, nor asks or wants something, nor tells what is kept."""
    does = ("answer.", "ask.", "want.", "danger.", "others", "correct")
    surest = (clause.acts[0] for clause in reading.clauses if clause.acts)
    does_more = any(act.name.startswith(does) and act.confidence >= 0.5 for act in surest)
    kept = any(fact.modality in KEPT for fact in reading.facts)
    return ANSWER_WORDS <= len(reading.text.split()) <= MOST_WORDS and not kept and not does_more


def _up_to_its_question(line: str) -> str:
    """A line of the bot without what it says after its last question, which is what is answered."""
    end = line.rfind("?")
    return line[: end + 1] if end >= 0 else line


def _within(fact: Fact, content: Span | None) -> Span:
    """The quote without the request, where what it says stands outside of that."""
    if content is None or content.start == content.end or fact.value is None:
        return fact.quote
    parts = [one for one in (fact.value, fact.phrase, fact.who and fact.who.words) if one and one.start < one.end]
    both = Span(max(fact.quote.start, content.start), min(fact.quote.end, content.end))
    return both if all(both.start <= one.start and one.end <= both.end for one in parts) else fact.quote


def _tells(tag: ClauseTag) -> float:
    return max(tag.acts.get(name, 0.0) for name in TELLS - {"want.remember"})


def _asks(tag: ClauseTag) -> float:
    return max(tag.acts.get(name, 0.0) for name in ASKS)


def _said(acts: Mapping[str, float], least: float) -> list[tuple[str, float]]:
    order = sorted(acts.items(), key=lambda act: -act[1])
    return [act for place, act in enumerate(order) if act[1] >= least or place == 0]
