"""What a clause tells in forms of which the grammar alone is sure: "my name is ...", "works at ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from memory.reading.quotes import clean, trimmed
from memory.reading.reading import Fact, Mention, Span
from memory.reading.thresholds import Thresholds
from memory.understand.words import MONTHS, WEEKDAYS, alternatives

SURE = 0.9
_NAME = r"(?P<value>[A-Z\u00c0-\u00de][\w'-]*[\w](?: [A-Z\u00c0-\u00de][\w'-]*[\w]){0,2})"
_MY_NAME = re.compile(rf"\b(?i:my (?:first |full |real )?name(?:'s| is)(?: now)?) {_NAME}(?!\w)")
_PRONOUNS = re.compile(r"\bmy pronouns are\s+(?P<value>[a-z]+(?:\s*/\s*[a-z]+){1,2}|\w+ and \w+)", re.I)
_ENDS = (
    r"(?=\W{0,9}\Z|\s{0,4}[,;.!?:(\n]|\s{1,4}(?:and|but|or|because|so|since|as|with|until|till|now|on|every|in the"
    r"|during|from|for"
    rf"|{alternatives([*MONTHS, *WEEKDAYS])})\b)"
)
_CAPITAL = r"(?=[A-Z\u00c0-\u00de])"
_WORKS = re.compile(
    r"(?i:\s{1,4}(?:also|still|now|just))?\s{1,4}(?i:works?|(?:is |am |'s |'m )working)\s{1,4}"
    rf"(?:(?i:at)\s{{1,4}}(?:(?=(?i:an?|the|my|our|his|her|their)\s)|{_CAPITAL})|(?i:for)\s{{1,4}}{_CAPITAL})"
    rf"(?P<value>[^,;.!?\n]{{2,60}}?)(?i:{_ENDS})"
)
_I = re.compile(r"\b(?:I|i|we)\Z")


def may_tell(acts: Mapping[str, float], limits: Thresholds) -> bool:
    """Whether a clause rather tells than asks, and holds nobody else's words."""
    no = max((chance for name, chance in acts.items() if name.startswith(("ask.", "others", "want.forget"))), default=0)
    return no < limits.act


def plainly_told(text: str, clause: Span, mentions: Sequence[Mention]) -> Iterator[Fact]:
    """The facts that such forms tell, in the order of the forms."""
    said = text[clause.start : clause.end].replace("\u2019", "'")
    quote = trimmed(text, clause)

    def fact(attribute: str, found: re.Match[str], who: Mention | None = None) -> Fact:
        value = Span(clause.start + found.start("value"), clause.start + found.end("value"))
        words = clean(text[value.start : value.end])
        return Fact(quote, who, attribute, value, words, confidence=SURE)

    if named := _MY_NAME.search(said):
        yield fact("name", named)
    if pronouns := _PRONOUNS.search(said):
        yield fact("pronouns", pronouns)
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
