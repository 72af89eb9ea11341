"""Whom a question is about, among those that the person has told of, and whom or what it names that was never told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from memory.life.member import Member
from memory.life.picture import Picture, pronoun_in
from memory.life.tables import ME, Relation, relations, which_in, words
from memory.life.talk import name_words
from memory.models import Memory
from memory.recall.lexical import STOP_WORDS, counts, stem
from memory.recall.ranking import mentioned
from memory.understand.question import Question
from memory.understand.words import MONTHS, WEEKDAYS, WIDER

_CAPITALS = re.compile(r"(?<=[^.!?\s] )[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)*")
_OWN = frozenset(["i", "i'm", "i've", "i'd", "im", "ive", "me", "my", "mine", "myself", "we", "our", "us"])
_THINGS = frozenset({"thing", "place"})


@dataclass(frozen=True)
class Whom:
    """`ids` are those of the cast, or ME; `unknown` are names and relations of nobody that was told of."""

    ids: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    pointed: bool = False
    """Only a pronoun says who is meant."""


def whom(question: Question, picture: Picture, memories: Sequence[Memory], before: Sequence[str] = ()) -> Whom:
    """Whom `question` is about; `before` are those that "she" may mean, the likeliest first."""
    said = words(question.text)
    cast = list(picture.members.values())
    unknown = tuple(name for name in names_in(question) if not any(_speaks_of(memory, name) for memory in memories))
    if ids := [member.id for member in cast if _is_named(member, said)]:
        return Whom(tuple(ids), unknown)
    if asked := related_in(said):
        ids = [member.id for member in cast if member.related and member.related.name in asked]
        which = which_in(question.text)
        ids = [id_ for id_ in ids if which and picture.members[id_].which == which] or ids
        told = ids or any(_speaks_of_one(memory, asked, question.relations) for memory in memories)
        return Whom(tuple(ids), unknown if told else (*unknown, min(asked)))
    pronoun = next((found for word in said if (found := pronoun_in(word))), None)
    members = [picture.members[id_] for id_ in before if id_ in picture.members]
    fitting = [member.id for member in members if pronoun and _fits(member, pronoun)]
    if fitting:
        return Whom(tuple(fitting[:1]) if pronoun != "they" else tuple(fitting), unknown, pointed=True)
    return Whom((ME,) if _OWN & set(said) else (), unknown)


def names_in(question: Question) -> list[str]:
    """The names that a question gives: capitals within a sentence, and whom the reader saw named."""
    text = question.text
    found = [] if text.isupper() else _CAPITALS.findall(text)
    if question.asked and question.asked.who and question.asked.who.name:
        found.append(question.asked.who.name)
    return [name for name in found if not name_words(name) <= _NO_NAMES]


_NO_NAMES = frozenset([*WEEKDAYS, *MONTHS, *_OWN, "ok", "retold", "english"]) | STOP_WORDS


def related_in(said: Sequence[str]) -> frozenset[str]:
    """The relations that a question names, with those that a wider word takes in: "siblings" are sisters, too."""
    found = [relation.name for word in said if (relation := _relation(word)) and relation.kind not in _THINGS]
    wider = [word.removesuffix("s") for word in said if word.removesuffix("s") in WIDER]
    return frozenset([*found, *(one for name in (*found, *wider) for one in WIDER.get(name, ()))])


def _relation(word: str) -> Relation | None:
    return relations().get(word) or relations().get(word.removesuffix("s"))


def _is_named(member: Member, said: Sequence[str]) -> bool:
    """Whether a name of theirs is said: "mara", "maras birthday"; words that are their relation are no name."""
    for name in member.names:
        own = {word for word in name_words(name) if len(word) > 1 and word not in STOP_WORDS and not _relation(word)}
        if own and any(word in own or (word.endswith("s") and word[:-1] in own) for word in said):
            return True
    return False


def _speaks_of(memory: Memory, name: str) -> bool:
    """Whether a word of the name stands in what was told, or in what it answers."""
    stems = {form for word in name_words(name) for form in (stem(word), stem(word.removesuffix("s")))}
    texts = (memory.quote, memory.statement, memory.in_reply_to or "", memory.who.name or "" if memory.who else "")
    return any(one in counts(text) for text in texts for one in stems)


def _speaks_of_one(memory: Memory, asked: frozenset[str], relations_asked: Sequence[str]) -> bool:
    """Whether somebody of such a relation is spoken of in what was told."""
    return bool(mentioned(memory) & set(relations_asked) or related_in(words(memory.quote)) & asked)


def _fits(member: Member, pronoun: str) -> bool:
    if pronoun == "they":
        return member.kind in ("person", "group", "animal")
    if pronoun == "it":
        return member.kind not in ("person",)
    return member.kind in ("person", "animal") and member.pronoun in (None, pronoun)
