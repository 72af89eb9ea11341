"""A question that leans on the one before it: "and my sister's?", "what does she do?", "when is that?"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from memory.life.member import Member
from memory.life.picture import Picture, pronoun_in
from memory.life.tables import relation_in, relations, words
from memory.models import Before, Memory

_ELLIPTIC = re.compile(
    r"^\W*(?:and|what about|how about|or|ok and|and what about|and how about|same for)\b\W*(?P<who>[^?]{1,60}?)\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what|whats|when|whens|where|wheres|who|whos|which|how|hows|why|is|are|was|were|do|does|did|have|has|had"
    r"|can|could|will|would)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:that|it|this|they|those)\b", re.IGNORECASE)
_RELATED = "|".join(re.escape(word) for word in sorted(relations(), key=len, reverse=True))
_SHORT = 6
"""A question of so many words that points at something names nothing else."""
_POINTED = re.compile(r"\b(?:she|he|her|his|him|hers)(?:'s|s)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Followed:
    """The question in full; `about` are the memories that "that" means, `whom` those that "she" may mean."""

    text: str
    whom: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def followed(text: str, before: Before, picture: Picture, by_id: Mapping[str, Memory]) -> Followed:
    """`text` after what was asked and answered before it."""
    drawn = [by_id[id_] for id_ in before.drew_on if id_ in by_id]
    spoken = list(dict.fromkeys(member.id for memory in drawn if (member := _member(memory, picture))))
    spoken += [one.id for one in picture.members.values() if one.id not in spoken and _is_in(one, before.question)]
    elliptic = _ELLIPTIC.match(text)
    if before.question and elliptic and not _ASKS.search(elliptic["who"]):
        return Followed(_put_in(before.question, elliptic["who"], picture), tuple(spoken))
    said = words(text)
    pronoun = next((found for word in said if (found := pronoun_in(word)) in ("she", "he")), None)
    meant = next(
        (picture.members[id_] for id_ in spoken if pronoun and picture.members[id_].pronoun in (None, pronoun)), None
    )
    if meant and meant.name and not any(relation_in(word) for word in said):
        return Followed(_POINTED.sub(lambda at: _named(at[0], meant), text, count=1), tuple(spoken))
    points = len(said) <= _SHORT and _POINTS.search(text) is not None
    return Followed(text, tuple(spoken), tuple(memory.id for memory in drawn) if points else ())


def _member(memory: Memory, picture: Picture) -> Member | None:
    who = picture.who(memory)
    return picture.members.get(who.id) if who else None


def _is_in(member: Member, text: str) -> bool:
    said = set(words(text))
    return any(set(words(name)) & said for name in member.names) or bool(
        member.related and any(relation_in(word) == member.related for word in said)
    )


def _named(pronoun: str, member: Member) -> str:
    name = member.name or ""
    return f"{name}'s" if pronoun.lower() in ("her", "his", "hers") else name


def _put_in(question: str, who: str, picture: Picture) -> str:
    """The question before, with another in the place of whom it was about."""
    plain = re.sub(r"(?<=\w)['’]s$|(?<=s)['’]$", "", who.strip())
    names = [name for member in picture.members.values() for name in member.names]
    for pattern, put in (
        *((rf"\b(?:my |our )?(?:\w+ )?{re.escape(name)}(?P<s>['’]s|s)?\b", plain) for name in names),
        (rf"\b(?:my|our) (?P<r>{_RELATED})(?P<s>['’]s)?\b", plain),
        (r"\bdo I\b", f"does {plain}"),
        (r"\bam I\b", f"is {plain}"),
        (r"\bmy\b", f"{plain}'s"),
        (r"\bI\b", plain),
    ):
        found = re.search(pattern, question, re.IGNORECASE)
        if found:
            owns = "'s" if found.groupdict().get("s") else ""
            return f"{question[: found.start()]}{put}{owns}{question[found.end() :]}"
    return f"{question} {plain}"
