"""What a fact and a clause say, by the probabilities of the tagger: modality, what is sensitive, what is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from memory.reading.reading import KEPT, Fact, Modality
from memory.reading.sensitive import named_kind
from memory.reading.taught.tagged import ClauseTag, FactTag
from memory.reading.thresholds import Thresholds

_MADE_UP = "|".join(
    line.strip().replace(" ", "[ -]?")
    for line in (Path(__file__).parent / "words" / "made_up.txt").read_text(encoding="utf-8").splitlines()
)
_IMAGINED = re.compile(
    r"\W{0,9}(?:and |so |but |well |oh |last night ){0,4}(?:"
    rf"in (?:my|a|the|this|that|our|one) (?:\w+ )?(?:{_MADE_UP})"
    r",? (?:i|we)\b|(?:i|we) (?:just |once )?(?:dreamt|dreamed|imagined|had a (?:\w+ )?(?:dream|nightmare))\b)",
    re.I,
)


def is_imagined(clause: str) -> bool:
    """Whether a clause says where it begins that it was dreamt or made up: "in my dream I was a doctor"."""
    return _IMAGINED.match(clause) is not None


TELLS = frozenset({"tell", "answer.value", "answer.yes", "answer.no", "correct", "want.remember", "want.change"})
"""Acts that tell. In a clause that only asks, jokes or wants, nothing that holds is told."""

ASKS = frozenset({"ask.me", "ask.bot", "ask.world", "ask.advice"})

UNTOLD: tuple[Modality, ...] = ("worry", "maybe", "hearsay", "fiction")

TIMELESS = frozenset(
    [
        "name",
        "also_known_as",
        "kind",
        "breed",
        "colour",
        "relation",
        "height",
        "pronouns",
        "colleague",
        "friend",
        "neighbour",
        "relative",
        "origin",
        "birthplace",
        "fear",
        "likes",
        "dislikes",
        "believes",
        "language",
        "speaks",
        "favourite",
        "feeling",
        "worry",
    ]
)
"""What no phrase of the same clause dates: "my sister Ann comes on Friday" does not call her so on Friday."""


NEVER_IN_WORDS = ("ask.", "want.", "others", "danger.")
"""Beginnings of acts of which nothing is kept in their own words."""


def modality_of(tag: FactTag, acts: Mapping[str, float], limits: Thresholds) -> Modality:
    """The likeliest; of a clause that tells nothing no more than a musing."""
    untold = {name: tag.modality.get(name, 0.0) for name in UNTOLD}
    kept = {name: tag.modality.get(name, 0.0) for name in KEPT}
    if sum(untold.values()) >= limits.untold:
        return max(untold, key=lambda name: untold[name])
    tells = max((acts.get(name, 0.0) for name in TELLS), default=0.0)
    asks = max((acts.get(name, 0.0) for name in ASKS), default=0.0)
    if tells < limits.tells or asks > tells and tells < limits.act:
        return "maybe"
    return max(sorted(kept), key=lambda name: kept[name])


def sensitivity_of(text: str, clause: ClauseTag, limits: Thresholds) -> str | None:
    """The kind of what a clause of `text` names, else the likeliest of one that rather is sensitive than not."""
    seen = clause.sensitive
    likeliest = max(seen, key=lambda name: seen[name]) if sum(seen.values()) >= limits.sensitive else None
    return named_kind(text[clause.start : clause.end]) or likeliest


HEALTH = frozenset({"condition", "medicine", "allergy"})
"""Attributes that are of somebody's health, whatever the words: of the annotated facts of these 350 of 393 are."""


def of_health(facts: Iterable[Fact]) -> str | None:
    """Health, where one of the facts of a clause is of it by its attribute."""
    return "health" if any(fact.attribute in HEALTH for fact in facts) else None


def tells_in_words(acts: Mapping[str, float], tags: Sequence[FactTag], limits: Thresholds) -> bool:
    """Whether a clause without a fact surely tells, and nothing of it may be a worry or a secret."""
    if max(acts.get(name, 0.0) for name in ("tell", "answer.value")) < limits.told:
        return False
    if any(chance >= limits.act for name, chance in acts.items() if name.startswith(NEVER_IN_WORDS)):
        return False
    return not any(
        tag.sensitive.get("secret", 0.0) >= limits.secret
        or sum(tag.modality.get(name, 0.0) for name in UNTOLD) >= limits.untold
        for tag in tags
    )
