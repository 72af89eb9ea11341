"""What the words after "forget" mean: memories, or everything. No more than the words say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from memory.life.tables import ME, words
from memory.models import Match, Memory, Recalled
from memory.recall.lexical import stems
from memory.recall.subjects import about
from memory.recall.topics import noun_in, topics
from memory.understand.words import NUMBERS

_KNOWN = (
    r"(?:\W+(?:(?:that )?(?:you|u) (?:have|know|noted|remember|kept|keep|wrote|saved|have (?:on|about) me)"
    r"|(?:of|about|on) me|(?:that )?i(?:['’]ve| have)? (?:ever )?(?:said|told you|tell you)|all"
    r"|everything|out|please|now|thanks?))*\W*$"
)
_EVERYTHING = re.compile(rf"^(?:about )?(?:it all|all(?: of it)?|everything){_KNOWN}", re.I)
_EXCEPT = re.compile(
    r"^(?:everything|all(?: of it)?|anything)\b.*?\b(?:except|but|apart from|besides|other than|save)(?: for)?"
    r"(?: what (?:you know|i (?:said|told you)) about)? (?P<rest>.+)$",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"^(?:the |my |your )?(?:very )?(?:last|latest|newest|most recent)(?: (?P<count>\w+))?? "
    r"(?:memory|memories|things?|notes?|entry|entries|one|facts?|messages?)\b(?: (?:that )?(?:i|you) .*)?\W*$",
    re.IGNORECASE,
)
_JUST = re.compile(
    r"^(?:(?:about |all |everything |the (?:thing|stuff|part|bit) )?(?:of )?(?:what |that |which )?)?"
    r"i(?:['’]ve| have)?(?: only)? just (?:now )?(?:said|told|tell|wrote|mentioned|typed)\b.*$"
    r"|^(?:(?:about|all of|all) )?(?:that|it|this|them|those|that one|the last bit)?\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:about )?(?P<wh>where|when|who|what|how|how old|which \w+) (?P<who>i|we|(?:my|our) \w+|\w+)"
    r"(?P<be>['’](?:m|s|re)| am| is| are)? ?"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:everything|anything|all|about|of|on|regarding|concerning|that|the fact"
    r"|(?:the |all the )?(?:thing|part|bit|stuff)s?"
    r"|(?:what(?:ever)? |which )?(?:i|you)(?:['’]ve| have)? (?:said|told you|told|know|remember|have|wrote)"
    r"|what|whatever)\b(?!['’])\s*)*",
    re.IGNORECASE,
)
_MINE = re.compile(r"^(?:my|our|the)\s+", re.IGNORECASE)
_NEAR = 0.5
"""Cosine from which the nearest memory is meant where no other has the words."""


@dataclass(frozen=True)
class ToForget:
    """The memories that are meant, each once and in the order of telling; or everything."""

    ids: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True)
class Means:
    """How the meant ones are looked for: by a question, by nearness; `just_told` are ids of the message before."""

    ask: Callable[[str], Recalled]
    near: Callable[[str], Sequence[Match]]
    just_told: Sequence[str] = field(default=())


def points(said: str) -> bool:
    """Whether the words name nothing, and mean what was told just before."""
    return _JUST.match(said.strip()) is not None


def to_forget(said: str, memories: Sequence[Memory], means: Means) -> ToForget:
    """What `said`, the words after "forget", means among all that the person told."""
    said = said.strip().strip(".!").strip()
    if _EVERYTHING.match(said):
        return ToForget(everything=True)
    kept = _EXCEPT.match(said)
    if kept:
        spared = _each(_meant(kept["rest"], memories, means), memories).ids
        return _each([one for one in memories if one.id not in spared] if spared else [], memories)
    return _each(_meant(said, memories, means), memories)


def _meant(said: str, memories: Sequence[Memory], means: Means) -> Sequence[Memory]:
    if points(said):
        return [memory for memory in memories if memory.id in means.just_told]
    if last := _LAST.match(said):
        return _last(memories, last["count"])
    if asked := _ASKS.match(said):
        found = means.ask(_as_question(asked))
        if found.answerable:
            return found.answers
    subject = _LEAD.sub("", said)
    if whole := _topic(said, subject, memories):
        return whole
    return about(subject, memories) or _by_words(subject, memories) or _nearest(subject, means)


def _last(memories: Sequence[Memory], count: str | None) -> list[Memory]:
    number = int(count) if count and count.isdigit() else NUMBERS.get((count or "one").lower(), 1)
    newest = sorted((m for m in memories if m.status == "current"), key=lambda one: one.told_at)
    each = list({(one.message_id, one.quote): one for one in newest}.values())
    return each[-number:] if number else []


def _topic(said: str, subject: str, memories: Sequence[Memory]) -> list[Memory]:
    """All of a topic of the person: "all my preferences", "my plans"; one alone is none ("my plan")."""
    of_topic = words(_MINE.sub("", subject))
    topic = noun_in(of_topic) if len(of_topic) == 1 else None
    if topic is None or not (of_topic[0].endswith("s") or re.match(r"(?:everything|all|anything)\b", said, re.I)):
        return []
    return [one for one in memories if (one.who.id if one.who else ME) == ME and topic.holds(one)]


def _by_words(subject: str, memories: Sequence[Memory]) -> list[Memory]:
    """Those with all of its words but that for its kind: "the Rome trip" is "I'm flying to Rome on Friday"."""
    asked = set(stems(subject))
    kinds = [topic for topic in topics() if asked & set(stems(" ".join(topic.nouns)))]
    rest = asked - {one for topic in kinds for one in stems(" ".join(topic.nouns))}
    if not rest:
        return []
    found = [memory for memory in memories if rest <= set(stems(f"{memory.quote}\n{memory.statement}"))]
    of_kind = [memory for memory in found if any(topic.holds(memory) for topic in kinds)]
    return of_kind or found


def _nearest(subject: str, means: Means) -> list[Memory]:
    """The nearest alone, where it is near and shares a word."""
    asked = set(stems(subject))
    near = means.near(subject)[:1] if asked else ()
    return [one.memory for one in near if one.score >= _NEAR and asked & set(stems(one.memory.quote))]


def _as_question(asked: re.Match[str]) -> str:
    """ "where I work" as it would be asked: "where do I work?"."""
    who, rest = asked["who"], asked["rest"]
    if asked["be"]:
        return f"{asked['wh']} {'am' if who.lower() == 'i' else 'is'} {who} {rest}?"
    if who.lower() in ("i", "we"):
        return f"{asked['wh']} do {who} {rest}?"
    verb, _, more = rest.partition(" ")
    return f"{asked['wh']} does {who} {verb.removesuffix('s')} {more}?"


def _each(meant: Sequence[Memory], memories: Sequence[Memory]) -> ToForget:
    """Those that are meant, with what else the same words told: else the words would stay."""
    said = {(memory.message_id, memory.quote) for memory in meant}
    ordered = sorted((one for one in memories if (one.message_id, one.quote) in said), key=lambda one: one.told_at)
    return ToForget(tuple(memory.id for memory in ordered))
