"""Annotated messages as a perfect tagger would give them, to test and measure what stands around the tagger."""

from __future__ import annotations

from collections.abc import Sequence

from memory.reading.taught import AskTag, ClauseTag, FactTag, MentionTag, Tagged, WhenTag
from memory.reading.taught.tagged import Who
from training.reader.gold import Example, GoldAsk, Place


class GoldTagger:
    """A tagger that knows the annotation of each text. Raises KeyError for another text."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._by_text = {(one.text, one.bot): gold(one) for one in examples}

    def tag(self, text: str, in_reply_to: str | None = None) -> Tagged:
        """What was annotated for `text` in answer to the whole line `in_reply_to`."""
        return self._by_text[text, in_reply_to]


def gold(example: Example) -> Tagged:
    """The message as it was annotated, each label with probability 1."""
    places = [one.place for one in example.mentions]
    clauses = [
        ClauseTag(
            *one.place,
            dict.fromkeys(one.acts, 1.0),
            _asked(one.ask, places) if one.ask else None,
            {
                fact.sensitive: 1.0
                for fact in example.facts
                if fact.clause == number and fact.sensitive and fact.sensitive != "secret"
            },
        )
        for number, one in enumerate(example.clauses)
    ]
    mentions = [
        MentionTag(*one.place, one.kind or "person", 1.0, one.relation, float(bool(one.relation)))
        for one in example.mentions
    ]
    facts = [
        FactTag(
            *one.place,
            one.attribute,
            1.0,
            _who(one.who, places),
            1.0,
            {one.modality: 1.0},
            float(one.negated),
            float(one.weight),
            {one.sensitive: 1.0} if one.sensitive else {},
            one.clause,
            one.in_reply,
        )
        for one in example.facts
    ]
    whens = tuple(WhenTag(*place, 1.0) for place in sorted(example.whens))
    return Tagged(tuple(clauses), tuple(mentions), whens, tuple(facts))


def _asked(ask: GoldAsk, places: list[Place]) -> AskTag:
    who = _who(ask.who, places)
    return AskTag(ask.attribute, 1.0, ask.type, ask.time, float(ask.all), who, 1.0)


def _who(who: Place | str | None, places: list[Place]) -> Who:
    if who == "me":
        return "me"
    return places.index(who) if isinstance(who, tuple) and who in places else "left_out"
