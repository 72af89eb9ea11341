"""What is believed of a memory in a file: whom it is of and what it says, where its own quote has the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from memory.life.tables import attributes, relations, words
from memory.models import Memory

_FAVOURITE = "favourite_"


def as_exported(exported: Memory, read: Memory, new_id: Callable[[str], str]) -> Memory:
    """`read` with what the file says of it, so that an import gives the same picture; as it was read where that is not
    borne out: a value, a name or a mention that the quote does not hold, a relation or an attribute that is none.

    `new_id` makes the id that one of the file's cast has here. A file of before these fields has no attribute.
    """
    if exported.attribute is None or not _is_borne_out(exported):
        return read
    who = exported.who
    if who is not None:
        same = new_id(who.same_as) if who.same_as else None
        who = replace(who, id=new_id(who.id), same_as=same)
    return replace(
        read, who=who, attribute=exported.attribute, value=exported.value, modality=exported.modality,
        negated=exported.negated, repeats=exported.repeats, weight=exported.weight, ended_on=exported.ended_on,
    )  # fmt: skip


def _is_borne_out(one: Memory) -> bool:
    name = one.attribute or ""
    if name not in attributes() and not name.startswith(_FAVOURITE):
        return False
    said = [one.value, one.who.name, one.who.words] if one.who else [one.value]
    relation = one.who.relation if one.who else None
    known = relation is None or relation in relations() or _stands_in(relation, one.quote)
    return known and all(_stands_in(text, one.quote) for text in said if text)


def _stands_in(text: str, quote: str) -> bool:
    """Word by word, whatever stands around them."""
    return bool(words(text)) and f" {' '.join(words(text))} " in f" {' '.join(words(quote))} "
