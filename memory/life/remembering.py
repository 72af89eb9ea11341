"""A reading becomes what is to be remembered: each fact bound to one of the cast, and compared with what is known.

The seam for the service: `remember(reading, picture, ...)` gives the facts with their changes; it stores nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone

from memory.life.binding import bind
from memory.life.compared import changes_of
from memory.life.corrections import put_right
from memory.life.facts import cast_of, category_of, in_full, place_of, seen, sensitive_kind, value_of, who_of, whom
from memory.life.learned import Learned, is_read_again
from memory.life.means import Means
from memory.life.member import Member
from memory.life.picture import Picture, pronoun_in
from memory.life.statement import called, statement
from memory.life.tables import ME
from memory.life.talk import Talk, named_in, passing_in
from memory.life.templates import by_template
from memory.reading import Clause, Fact, Mention, Reading


@dataclass(frozen=True)
class Remembered:
    """The facts of a message in their order, the picture after them, and of whom the talk has spoken."""

    learned: tuple[Learned, ...]
    picture: Picture
    talk: Talk


def remember(
    reading: Reading, picture: Picture, means: Means, *, said_at: datetime, line: str | None = None,
    talk: Talk | None = None, compares: bool = True,
) -> Remembered:  # fmt: skip
    """What `reading` tells. `line` is the line that it answers; `talk` of whom was spoken before, in this talk.

    What is not `kept` stands among the facts, too: it changes nothing, and whom it speaks of, "she" may mean next.
    Without `compares` the facts are bound, and nothing is changed by them.
    """
    talk = _answering(line, picture, talk or Talk(), means)
    learned: list[Learned] = []
    for place, clause in enumerate(reading.clauses):
        said = reading.words(clause.span)
        cast = cast_of(picture, talk)
        talk = replace(talk, passing=(*talk.passing, *passing_in(said, cast, MY, means.new_id)))
        before, spoken = talk, list[str]()
        right = put_right(reading, clause, picture, said_at, means.new_id) if compares else None
        if right:
            learned.append(right)
            picture = picture.after(right, said_at, line)
            continue
        for fact in (in_full(reading, told) for told in clause.facts):
            whose = _named_before(said, fact, clause, picture, talk)
            one, member = _learn(reading, fact, picture, whose, means, said_at)
            if compares and one.kept and not one.unclear:
                one = replace(one, changes=changes_of(one, clause, place, picture, means, said_at, line))
            learned.append(one)
            if one.kept and one.same is None:
                picture = picture.after(one, said_at, line)
            if member:
                spoken = [id_ for id_ in spoken if id_ != member.id] + [member.id]
                talk = before.then(spoken)
                if member.id not in picture.members:
                    talk = replace(talk, passing=(*talk.passing, member))
        talk = _spoke(said, spoken, picture, replace(before, passing=talk.passing))
    return Remembered(tuple(_told_apart(learned, picture)), picture, talk)


MY, YOUR = frozenset({"my", "our"}), frozenset({"your"})


def _answering(line: str | None, picture: Picture, talk: Talk, means: Means) -> Talk:
    """The talk after the bot's line: whom it names was spoken of last."""
    new = passing_in(line or "", cast_of(picture, talk), YOUR, means.new_id)
    talk = replace(talk, passing=(*talk.passing, *new))
    asked = named_in(line or "", cast_of(picture, talk), YOUR)
    return replace(talk.then(asked), asked=asked)


def _named_before(said: str, fact: Fact, clause: Clause, picture: Picture, talk: Talk) -> Talk:
    """The talk in which a fact whose owner is left out is told: the clause may name them before its value."""
    if fact.who is None or fact.who.words.end > fact.who.words.start or fact.value is None:
        return talk
    named = named_in(said[: fact.value.start - clause.span.start], cast_of(picture, talk), MY)
    return talk.then(named) if len(named) == 1 else talk


def _spoke(said: str, spoken: Sequence[str], picture: Picture, talk: Talk) -> Talk:
    """The talk after a clause: whom it only names was spoken of before those of its facts."""
    named = [id_ for id_ in named_in(said, cast_of(picture, talk), MY) if id_ not in spoken]
    talk = talk.then([*named, *spoken])
    return replace(talk, passing=tuple(one for one in talk.passing if one.id not in picture.members))


def bound_facts(
    reading: Reading, picture: Picture, means: Means, *, line: str | None = None, talk: Talk | None = None
) -> tuple[tuple[Learned, ...], Talk]:
    """The facts of a reading, bound to the cast; nothing is compared."""
    done = remember(reading, picture, means, said_at=_NEVER, line=line, talk=talk, compares=False)
    return done.learned, done.talk


_NEVER = datetime.min.replace(tzinfo=timezone.utc)


def _learn(
    reading: Reading, fact: Fact, picture: Picture, talk: Talk, means: Means, said_at: datetime
) -> tuple[Learned, Member | None]:
    bound = whom(reading, fact, picture, talk)
    unclear = bool(fact.who and bound and bound.unclear)
    who = who_of(reading, fact, bound, means.new_id)
    member = seen(bound, who, fact) if who and bound and not unclear else None
    quote = reading.words(fact.quote)
    said = _said(reading, fact, quote, member, picture, talk, means)
    value = value_of(reading, fact)
    learned = Learned(
        means.new_id(), quote, said, category_of(fact, said_at.date()), fact.attribute, value, who, unclear,
        fact.modality, fact.negated, fact.about, fact.repeats, fact.weight, sensitive_kind(fact.sensitivity),
        fact.confidence,
    )  # fmt: skip
    return learned, member


def _told_apart(learned: Sequence[Learned], picture: Picture) -> Iterator[Learned]:
    """Each with a sentence of its own where several are told in the same words, or those cannot be said back; and
    sensitive where anything is that is told in the same words."""
    quotes = Counter(one.quote for one in learned if one.kept and not is_read_again(one, learned))
    sensitive = {one.quote: one.sensitivity for one in learned if one.sensitivity}
    for one in learned:
        one = replace(one, sensitivity=one.sensitivity or sensitive.get(one.quote))
        if one.kept and (one.attribute == "name" or quotes[one.quote] > 1 or one.statement.startswith("You said")):
            member = picture.members.get(one.who.id) if one.who else None
            known = (called(member), member.related.name if member.related else None) if member else (None, None)
            one = replace(one, statement=by_template(one, *known) or one.statement)
        yield one


def _said(
    reading: Reading, fact: Fact, quote: str, member: Member | None, picture: Picture, talk: Talk, means: Means
) -> str:
    """The statement. What is told of the person can begin with somebody else, too: "he lives with me now"."""
    if fact.who is not None:
        return statement(quote, member.id if member else "", member, place_of(reading, fact), means.say)
    first = quote.split()[0] if quote.split() else ""
    if pronoun_in(first) not in ("she", "he"):
        return statement(quote, ME, None, None, means.say)
    found = bind(Mention(fact.quote, "person", pronoun=True), first, cast_of(picture, talk), talk)
    sure = found.member if found.member and found.member.pronoun == pronoun_in(first) else None
    return statement(quote, "", sure, (first, 0), means.say)
