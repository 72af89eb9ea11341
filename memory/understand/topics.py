"""The category of what fills no slot, by the words in it: data, first match wins."""

from __future__ import annotations

import re

from memory.understand.words import ANIMALS, KIN, OCCUPATIONS, alternatives

_PETS = alternatives(set(ANIMALS) - {"fish", "fishes", "bird", "birds"})
"""Without those that are more often eaten, caught or watched than kept."""

TOPICS: tuple[tuple[str, str, str], ...] = (
    ("possessions", r"^(?:my|our) (?:\w+ ){0,2}?(?:car|van|bike|bicycle|motorbike|scooter|boat|phone|laptop|camera|guitar|piano|violin)\b", "My car was a gift of my uncle"),
    ("pets", rf"\b(?:{_PETS}|(?:to|at) the vets?)\b", "we walked the dog"),
    ("people", rf"\b(?:{alternatives(KIN)}|family|girls|boys)\b", "my sister called"),
    ("health", r"\b(?:doctor|sick|ill|pain|hurts?|health|hospital|diet|injur\w+|sleep)\b", "my back hurts"),
    ("belief", r"\b(?:church|faith|pray\w*|god)\b", "I pray often"),
    ("work", r"\b(?:i|i've|we) (?:teach|taught)\b", "I teach at a primary school"),
    ("study", r"\b(?:school|college|university|uni|exam|degree|class(?:es)?|course|studying|homework|semester)\b", "I have an exam"),
    ("work", rf"\b(?:work|job|office|boss|shift|career|interview|company|business|clients?|(?:an?|as|the|my|our) (?:\w+ )?(?:{alternatives(OCCUPATIONS)}))\b", "work was long"),
    ("goals", r"\b(?:goal|dream|hope to|want to|would love to|plan to|saving for|training for)\b", "I want to learn chess"),
    ("tastes", r"\b(?:love|like|enjoy|hate|prefer|favou?rite|fan of|can't stand|into)\b", "I love jazz"),
    ("habits", r"\b(?:every|usually|always|often|each|weekends|daily|most (?:days|mornings|evenings|nights|\w+days))\b", "I always walk"),
    ("places", r"\b(?:live|lived|moved?|town|city|house|apartment|home|country|(?:come|came|am|i'm|originally) from)\b", "the city I lived in"),
    ("possessions", r"\b(?:car|bike|own|bought|truck|guitar|collect\w*)\b", "I bought a guitar"),
    ("plans", r"\b(?:will|going to|gonna|tomorrow|tonight|planning|trip)\b", "I will see"),
)
_COMPILED = tuple((category, re.compile(pattern, re.I)) for category, pattern, _ in TOPICS)


def topic(text: str) -> str:
    """The category that the words of a text point to; "other" when none do."""
    return next((category for category, pattern in _COMPILED if pattern.search(text)), "other")
