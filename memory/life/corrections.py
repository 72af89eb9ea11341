"""A few words that put right what was just said, and say nothing by themselves: "I mean 9", "no wait, Saturday"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from memory.life.learned import Change, Learned
from memory.life.picture import Picture
from memory.life.tables import HERE, attribute
from memory.models import About, Memory, Who
from memory.reading import KEPT, Clause, Reading
from memory.reading.normalise import normalise
from memory.recall.lexical import stems
from memory.understand import dates
from memory.understand.words import NUMBERS

RIGHT_AFTER = timedelta(minutes=15)
MOST_WORDS = 4
"""Of more words, a clause tells something of its own."""
_IS = re.compile(r"(?:it|that|this|he|she|they)(?:'s|'re| is| are| was)\s+|(?:on|at|in)\s+", re.IGNORECASE)
_NOT_LAST = re.compile(r"^(?P<right>\S.{0,80}?),?\s{1,3}(?:and\s{1,3})?not\s{1,3}(?P<wrong>\S.*)$", re.IGNORECASE)
_NOT_FIRST = re.compile(r"^not\s{1,3}(?P<wrong>\S.{0,80}?)(?:,|\s{1,3}but)\s{1,3}(?P<right>\S.*)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|my|our)\s+", re.IGNORECASE)
_NUMBER = re.compile(rf"\b(?:\d+|{'|'.join(word for word in NUMBERS if len(word) > 2)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Right:
    """What holds instead: `value` in the place of `wrong`, words of the memory that is put right."""

    old: Memory
    wrong: str
    value: str
    about: About | None = None


def put_right(
    reading: Reading, clause: Clause, picture: Picture, said_at: datetime, new_id: Callable[[], str]
) -> Learned | None:
    """What a clause puts right, which tells nothing that is kept by itself; None where it does not."""
    acts = [act.name for act in clause.acts]
    answers = "correct" not in acts and any(name.startswith("answer") for name in acts)  # "no, 3", to how many cats
    if answers or any(fact.modality in KEPT and fact.attribute != "other" for fact in clause.facts):
        return None
    quote = reading.words(clause.span).strip()
    words = _corrected(quote, "correct" in acts)
    found = next(_rights(words, _just_told(picture, said_at), picture, said_at), None) if words else None
    if found is None:
        return None
    old, value = found.old, _instead(found.old.value or found.old.quote, found.wrong, found.value)
    said = _instead(old.statement, found.wrong, found.value)
    who = replace(old.who, words="") if old.who else None
    return Learned(
        new_id(), quote, said if said != old.statement else f'You said: "{quote.strip(" .")}"', old.category,
        old.attribute or "other", value, Who(who.id, who.kind, relation=who.relation) if who else None, False,
        old.modality if old.modality in KEPT else "holds", old.negated, found.about or old.about, old.repeats,
        old.weight, old.sensitivity, changes=(Change("replaces", old.id, sure=True),),
    )  # fmt: skip


def _corrected(quote: str, corrects: bool) -> str | None:
    """The words that hold instead, without what opens them; None where nothing says that it is a correction."""
    text = normalise(quote).text.strip(" .!?")
    opened = _opening().match(text)
    if not opened and not corrects:
        return None
    rest = text[opened.end() :] if opened else text
    rest = _IS.sub("", rest, count=1) if _IS.match(rest) else rest
    return rest.strip(" ,.!?") or None


@cache
def _opening() -> re.Pattern[str]:
    lines = (HERE / "corrections.txt").read_text(encoding="utf-8").splitlines()
    opens = sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True)
    return re.compile(rf"^(?:(?:{'|'.join(map(re.escape, opens))})\b[\s,.:!-]*)+", re.IGNORECASE)


def _just_told(picture: Picture, said_at: datetime) -> list[Memory]:
    """What was told right before and holds, the last first."""
    told = [one for one in picture.memories if one.status == "current" and said_at - one.told_at <= RIGHT_AFTER]
    return told[::-1]


def _rights(words: str, told: Sequence[Memory], picture: Picture, said_at: datetime) -> Iterator[_Right]:
    both = _NOT_FIRST.match(words) or _NOT_LAST.match(words)
    if both:
        wrong, right = (_ARTICLE.sub("", both[name].strip()) for name in ("wrong", "right"))
        held = [one for one in reversed(picture.memories) if one.status == "current"]
        for old in held if len(right.split()) <= MOST_WORDS else ():
            if stems(wrong) and set(stems(wrong)) <= set(stems(old.value or old.quote)):
                yield _Right(old, wrong, right)
        return
    if restated := _restated(words, told):
        yield restated
        return
    if len(words.split()) > MOST_WORDS:
        return
    day = next(iter(dates.find(words, said_at.date())), None)
    for old in told:
        if day and len(words.split()) - len(day.phrase.split()) <= 1:
            if old.about:
                yield _Right(old, old.about.phrase, day.phrase, day)
        elif _NUMBER.fullmatch(words):
            if len(numbers := _NUMBER.findall(old.value or "")) == 1:
                yield _Right(old, numbers[0], words)
        elif words.istitle() and old.value and old.value.istitle() and attribute(old.attribute or "other").one:
            yield _Right(old, old.value, words)


_PUTS = frozenset(stems("say said mean meant should rather actually really no not wrong right correct put wrote told"))
"""Words that say that something is put right, and nothing of what."""


def _restated(words: str, told: Sequence[Memory]) -> _Right | None:
    """What was told with another number, in words of its own: "it leaves at 10", "I said 1988, it should be 1989"."""
    numbers, said = _NUMBER.findall(words), {*stems(words)} - _PUTS
    for old in told:
        former = _NUMBER.findall(old.quote)
        new = [one for one in numbers if one not in former]
        about = said - set(stems(" ".join(numbers)))
        if len(former) != 1 or len(new) != 1 or not about or not about <= set(stems(old.quote)):
            continue
        if len(numbers) == 1 or former[0] in numbers:
            return _Right(old, former[0], new[0], _on_another(old.about, former[0], new[0], old.told_at))
    return None


def _on_another(about: About | None, former: str, new: str, said_at: datetime) -> About | None:
    """The days that are meant with another number in their words."""
    if about is None or not re.search(rf"\b{re.escape(former)}\b", about.phrase):
        return None
    return next(iter(dates.find(_instead(about.phrase, former, new), said_at.date())), None)


def _instead(text: str, wrong: str, right: str) -> str:
    return re.sub(rf"\b{re.escape(wrong)}\b", lambda _: right, text, count=1, flags=re.IGNORECASE)
