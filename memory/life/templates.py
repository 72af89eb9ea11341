"""Sentences for what is told in few words, or together with something else: "Your sister Priya is from Leeds"."""

from __future__ import annotations

from functools import cache

from memory.life.learned import Learned
from memory.life.tables import rows

_MOST_WORDS = 6
_NAMES = frozenset({"name", "also_known_as", "home", "origin", "birthplace"})
"""What begins with a capital, as far as it is no more than three words."""
_LOOSE = ("i ", "my ", "a ", "the ", "in ", "at ", "on ", "to ")
"""A value that begins like this is more than a value."""


@cache
def templates() -> dict[str, tuple[str, str, str, str]]:
    """By attribute: of the person, of somebody else, and both denied; empty where the quote says it better."""
    return {name: (mine, theirs, not_mine, not_theirs) for name, mine, theirs, not_mine, not_theirs in _read()}


def _read() -> list[tuple[str, ...]]:
    return [tuple("" if one == "-" else one for one in row) for row in rows("templates.tsv")]


def by_template(learned: Learned, called: str | None, relation: str | None) -> str | None:
    """`learned` in a sentence; `called` is what to call whom it is of, `relation` what they are to the person.

    None where no template says it, or it is of somebody of whom nobody can tell.
    """
    row = templates().get(learned.attribute)
    of_another = learned.who is not None
    if row is None or learned.unclear or learned.modality not in ("holds", "habit"):
        return None
    value = _cased(learned.value, learned.attribute)
    template = row[2 * learned.negated + of_another]
    if not template or value.lower().startswith(_LOOSE) or len(value.split()) > _MOST_WORDS:
        return None
    if of_another and learned.attribute == "name":
        called = f"your {relation}" if relation else None
    if of_another and (not called or value.lower() in called.lower()):
        return None
    who = (called or "")[:1].upper() + (called or "")[1:]
    return template.format(v=value, Who=who, Whose=f"{who}'s")


def _cased(value: str, attribute: str) -> str:
    """A name that was typed in small letters with capitals."""
    if attribute not in _NAMES or value != value.lower() or len(value.split()) > 3:
        return value
    return " ".join(word[:1].upper() + word[1:] for word in value.split())
