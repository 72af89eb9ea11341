"""What a clause tells in forms of which the grammar alone is sure: "my name is ...", "works at ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from memory.reading.named import asks_name
from memory.reading.quotes import clean, trimmed
from memory.reading.reading import Fact, Mention, Span
from memory.reading.thresholds import Thresholds
from memory.understand.words import MONTHS, WEEKDAYS, alternatives

SURE = 0.9
_NAME = r"(?P<value>[A-Z\u00c0-\u00de][\w'-]*[\w](?: [A-Z\u00c0-\u00de][\w'-]*[\w]){0,2})"
_MY_NAME = (
    re.compile(rf"\b(?i:my (?:first |full |real )?name(?:'s| is)(?: now)?) {_NAME}(?!\w)"),
    re.compile(
        r"\b(?i:my (?:first )?name(?:'s| is)(?: now)?) (?P<value>[^\W\d_]{2,})(?=\W*\Z|,? and i\b|,? i\b)", re.I
    ),
    re.compile(rf"(?:^|[.,!;]\s*){_NAME}(?:'s| is) (?:my|the) name\b\W*\Z"),
    re.compile(rf"(?:^|[.,!;]\s*)(?i:the name(?:'s| is)) {_NAME}\W*\Z"),
)
"""The second takes a name in small letters, where nothing but "and I am ..." follows it."""
_ANSWERS_NAME = re.compile(
    rf"\W{{0,9}}(?i:(?:oh|well|erm?|um|ok|okay|sure|yes|hi)\W{{1,9}}){{0,4}}"
    rf"(?i:(?:just|it's|it is|i'm|i am|call me|you can call me|you may call me|people call me|"
    rf"everyone calls me|everybody calls me|they call me|make it|say)\s{{1,4}}){{0,4}}{_NAME}"
    r"(?i:\s{0,4}(?:,?\s{1,4}please|will do|is fine|is ok|is okay|works|is good|does it|here|is me))?\W{0,9}\Z"
)
"""A whole answer to "What should I call you?"."""
_NO_NAME = frozenset(
    ["not", "no", "on", "in", "the", "a", "an", "too", "so", "very", "hard", "common", "rare", "old", "wrong",
     "private", "secret", "mine", "it", "that", "this"]
)  # fmt: skip
_PRONOUNS = re.compile(r"\bmy pronouns are\s+(?P<value>[a-z]+(?:\s*/\s*[a-z]+){1,2}|\w+ and \w+)", re.I)
_DAYS = alternatives([*MONTHS, *WEEKDAYS])
_STOPS = (
    r"(?=\W{0,9}\Z|\s{0,4}[,;.!?:(\n]|\s{1,4}(?:and|but|or|because|so|since|as|with|until|till|now|these days|nowadays|"
    rf"at the moment|on|every|in the|during|from|for|twice|once|part-time|full-time|{_DAYS})\b)"
)
_WORKS = re.compile(
    r"(?P<adverbs>(?:\s{1,4}(?:also|still|now|just|currently|mostly)){0,4})\s{1,4}(?:works?|(?:is |am |'s |'m )working)"
    rf"(?:\s{{1,4}}(?:part|full)[- ]time)?\s{{1,4}}(?:at|for)\s{{1,4}}(?P<value>(?!home\b|night|once\b|least\b|myself|"
    rf"an? hour)[^,;.!?\n]{{2,60}}?){_STOPS}",
    re.I,
)
_MARITAL = re.compile(
    r"\b(?:i'm|i am|im)\s+(?:still\s+|happily\s+|newly\s+|currently\s+|recently\s+)*"
    r"(?P<value>single|married|divorced|engaged|widowed)"
    r"(?=\W*\Z|\s*[,;.!]|\s+(?:and|but|again|now|these days)\b)",
    re.I,
)
_LIVES_WITH = re.compile(
    r"\A\W*(?:(?:and|but|so|now|well|oh)\W+)*(?:(?:i|i'm|im|i am|we|we're|i've|ive)\s+)?"
    r"(?:now |still |just |currently |also )*(?:live|living|share|sharing|moved in|"
    r"been living)\b[^,;.!?\n]{0,60}?\s(?:with|w/?)\s+\Z",
    re.I,
)
_I = re.compile(r"\b(?:I|i|we)\Z")


def may_tell(acts: Mapping[str, float], limits: Thresholds) -> bool:
    """Whether a clause rather tells than asks, and holds nobody else's words."""
    no = max((chance for name, chance in acts.items() if name.startswith(("ask.", "others", "want.forget"))), default=0)
    return no < limits.act


def plainly_told(text: str, clause: Span, mentions: Sequence[Mention], line: str | None) -> Iterator[Fact]:
    """The facts that such forms tell, in the order of the forms; `line` is the one that is answered."""
    said = text[clause.start : clause.end].replace("\u2019", "'")
    quote = trimmed(text, clause)

    def fact(attribute: str, found: re.Match[str], who: Mention | None = None) -> Fact:
        value = Span(clause.start + found.start("value"), clause.start + found.end("value"))
        words = clean(text[value.start : value.end])
        return Fact(quote, who, attribute, value, words, confidence=SURE)

    named = next((found for form in _MY_NAME if (found := form.search(said))), None)
    if named is None and asks_name(line) and len(said.split()) > 1:
        named = _ANSWERS_NAME.match(said)
    if named and named["value"].lower() not in _NO_NAME:
        yield fact("name", named)
    if pronouns := _PRONOUNS.search(said):
        yield fact("pronouns", pronouns)
    if marital := _MARITAL.search(said):
        yield fact("marital_status", marital)
    for one in mentions:
        before = said[: max(0, one.words.start - clause.start)]
        if (
            one.kind in ("person", "animal")
            and not one.pronoun
            and one.words.end <= clause.end
            and _LIVES_WITH.match(before)
        ):
            value = clean(text[one.words.start : one.words.end])
            yield Fact(quote, None, "lives_with", one.words, value, confidence=SURE)
    for works in _WORKS.finditer(said):
        before = said[: works.start()]
        at = clause.start + works.start()
        who = next((one for one in mentions if one.words.end == at and one.words.start >= clause.start), None)
        if who or _I.search(before):
            yield fact("employer", works, who)


def with_plain(facts: Sequence[Fact], plain: Sequence[Fact]) -> tuple[Fact, ...]:
    """`facts` with what is plain in place of what they say of the same words otherwise."""
    kept = list(facts)
    for one in plain:
        over = [fact for fact in kept if fact.value and one.value and _is_one(fact, one)]
        same = next((fact for fact in over if fact.attribute == one.attribute), None)
        kept = [fact for fact in kept if fact not in over]
        if one.attribute == "name":
            kept = [_undated(fact, one) for fact in kept]
        kept.append(_put_plainly(same, one) if same else one)
    return tuple(sorted(kept, key=lambda fact: fact.value.start if fact.value else -1)) if plain else tuple(facts)


def _put_plainly(fact: Fact, plain: Fact) -> Fact:
    sure = max(fact.confidence, plain.confidence)
    return replace(fact, value=plain.value, value_text=plain.value_text, who=plain.who, confidence=sure)


def _is_one(fact: Fact, plain: Fact) -> bool:
    """Whether a fact of the same words says the same, or less well: "at Shell" as a job."""
    assert fact.value
    assert plain.value
    meets = fact.value.start < plain.value.end and plain.value.start < fact.value.end
    return meets and fact.attribute in (plain.attribute, "job", "other", "name")


def _undated(fact: Fact, name: Fact) -> Fact:
    """Without the day that is a name: "my name is April and I am fifty"."""
    inside = fact.phrase and name.value and fact.phrase.start < name.value.end and name.value.start < fact.phrase.end
    return replace(fact, phrase=None, about=None, repeats=None) if inside else fact
