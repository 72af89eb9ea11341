"""The closed classes that a life is made of, read from the tables beside this file: kinship, attributes, endings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from memory.reading import Kind

HERE = Path(__file__).parent
ME = "me"
"""Who a state is of, where it is of the person."""


@dataclass(frozen=True)
class Relation:
    """A relation by its plain name. `pronoun` is "she", "he" or "it" where the relation shows it; `one`: of this one
    has one."""

    name: str
    kind: Kind
    pronoun: str | None
    one: bool


@dataclass(frozen=True)
class Attribute:
    """What is said of somebody: whether one value holds at a time, in which group it is shown, and its family. One more
    of what `adds` ends none of the others."""

    name: str
    one: bool
    category: str
    family: str
    adds: bool = False


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table beside this file, without its comments."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def relations() -> dict[str, Relation]:
    """Each word for a relation, with the relation that it means."""
    found = dict[str, Relation]()
    for name, kind, pronoun, many, words in rows("relations.tsv"):
        relation = Relation(name, cast(Kind, kind), None if pronoun == "-" else pronoun, many == "one")
        found |= dict.fromkeys(words.split(), relation) | {name: relation}
    return found


@cache
def attributes() -> dict[str, Attribute]:
    return {
        name: Attribute(name, many == "one", group, kin, many == "adds")
        for name, many, group, kin in rows("attributes.tsv")
    }


def attribute(name: str) -> Attribute:
    """What is known of an attribute; a `favourite_X` has one value, and one that is not listed is any other."""
    if name.startswith("favourite_"):
        return Attribute(name, True, "tastes", name)
    return attributes().get(name) or attributes()["other"]


_WHICH = {
    **dict.fromkeys(("older", "elder", "big", "bigger", "eldest", "oldest"), "older"),
    **dict.fromkeys(("younger", "little", "small", "baby", "youngest"), "younger"),
    **dict.fromkeys(("other", "second"), "other"),
}
"""Words that tell apart those of one relation."""


def which_in(text: str) -> str | None:
    """Which one of a relation is meant: "older" of "my big brother"."""
    return next((_WHICH[word] for word in words(text) if word in _WHICH), None)


@cache
def moved_words() -> frozenset[str]:
    """Words that say that something is otherwise from now on."""
    lines = (HERE / "moved.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of a text in lower case, each without a possessive end."""
    found = (word.replace("’", "'") for word in _WORD.findall(text.lower()))
    return [word.removesuffix("'s").removesuffix("s'") if "'" in word else word for word in found]


def relation_in(text: str) -> Relation | None:
    """The relation that a text names last ("my older brother Karl", "Lata's husband"), or None.

    Two words may be one relation, as "mother in law"; a plural is the same relation, of several.
    """
    found, said = None, words(text.lower().replace(" in law", "-in-law"))
    for word in said:
        found = relations().get(word) or relations().get(word.removesuffix("s")) or found
    return found


def is_plural(text: str) -> bool:
    """Whether a relation is said of several: "my brothers"."""
    return any(word not in relations() and word.removesuffix("s") in relations() for word in words(text))
