"""By what forgotten memories are known: by bytes in any file, by words in what is kept of the same person."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from memory.life import Picture
from memory.life.tables import relations
from memory.models import Memory, Vectors
from memory.recall.lexical import stems

VECTOR_PIECE_BYTES, VECTOR_PIECE_EVERY = 32, 192
TEXT_PIECE_BYTES, TEXT_PIECE_EVERY = 8, 4
"""Of vectors and texts, pieces from the beginning to the end are searched for: a file can hold a part of one.

A piece of a text alone is no residue, since others may have said it, too; it is a reason to write the files anew.
"""

SHORTEST = 4
"""Shorter texts are not searched for in files: any file of some size has them by chance. In a line of the bot they
count where they stand as words."""

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][^\W_]+")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True)
class Traces:
    """What is searched for in files: `texts`, `pieces` of them, and `vectors`, of which `vector` is any one."""

    texts: frozenset[bytes] = frozenset()
    pieces: frozenset[bytes] = frozenset()
    vectors: frozenset[bytes] = frozenset()
    vector: Vectors | None = None

    @classmethod
    def of(cls, memories: Iterable[Memory], vectors: Iterable[Vectors]) -> Traces:
        """Of these memories, and of any of their vectors, each of one dimension."""
        texts = {form for one in memories for text in (one.quote, one.statement) for form in _written(text)}
        parts = {part for text in texts for part in _pieces(text, TEXT_PIECE_BYTES, TEXT_PIECE_EVERY)} - texts
        rows = list(vectors)
        pieces = {one for row in rows for one in _pieces(row.tobytes(), VECTOR_PIECE_BYTES, VECTOR_PIECE_EVERY)}
        return cls(frozenset(texts), frozenset(parts), frozenset(pieces), rows[0] if rows else None)


class Words:
    """What memories say, to find it again in what the same person keeps: lines of the bot, and statements."""

    def __init__(self, memories: Iterable[Memory], ids: Iterable[str] = (), staying: Iterable[Memory] = ()) -> None:
        """`ids` name more of them, whose words are gone. A name that `staying` ones tell, too, is still known."""
        gone, staying = list(memories), list(staying)
        self._ids = frozenset(ids) | {one.id for one in gone}
        self._said = {_plain(text) for one in gone for text in (one.quote, one.statement)} - {""}
        self._values = {_plain(one.slot.value) for one in gone if one.slot and one.slot.value}
        self._values = (self._values | {_plain(one.value) for one in gone if one.value}) - {""}
        self._names = {_plain(name) for one in gone if not one.quote.isupper() for name in _NAME.findall(one.quote)}
        self._names |= {_plain(s.value) for one in gone if (s := one.slot) and s.value and s.attribute == "name"}
        self._names |= {_plain(one.value) for one in gone if one.value and one.attribute == "name"}
        self._names |= {_plain(one.who.name) for one in gone if one.who and one.who.name}
        self._names -= {""}
        known = _plain(" . ".join(one.quote for one in staying))
        # Of a statement there, the second person alone is no trace: "You live in Porto" is in what others say, too.
        self._taken = {_plain(one.quote) for one in gone} - {""}
        self._taken |= {name for name in self._names if not _any_in({name}, known)}
        self._stems = [set(stems(one.quote)) for one in gone]
        self._called: dict[str, set[str]] = {}
        for one in gone:
            if one.who:
                named = one.value if one.attribute in ("name", "also_known_as") else None
                self._called.setdefault(one.who.id, set()).update(filter(None, (one.who.name, named)))
        self._staying = Picture.of(one for one in staying if one.who)

    def stand_in(self, text: str) -> bool:
        """Whether a text repeats a whole quote or statement."""
        return _any_in(self._said, _plain(text))

    def without(self, memory: Memory) -> Memory:
        """A memory that stays, rid of whatever is not the person's own quote and says what these memories say."""
        kept = replace(memory, in_reply_to=None, drew_on=()) if self._drawn_on(memory) else memory
        quote, slot = _plain(memory.quote), memory.slot
        taken = {words for words in self._taken if not _any_in({words}, quote)}
        if _any_in(taken, _plain(memory.statement)):
            kept = replace(kept, statement=self._restated(memory, taken))
        if slot and any(_any_in(taken, _plain(part)) for part in (slot.entity, slot.value) if part):
            kept = replace(kept, slot=None)
        if memory.value and _any_in(taken, _plain(memory.value)):
            kept = replace(kept, value=None)
        if memory.who and memory.who.name and _any_in(taken, _plain(memory.who.name)):
            kept = replace(kept, who=replace(memory.who, name=None))
        return kept

    def _restated(self, memory: Memory, taken: set[str]) -> str:
        """The statement with "your sister" in the place of her name; the quote where no relation is known by what
        stays, or something else of it has to go, too."""
        who = self._staying.who(memory)
        names = self._called.get(memory.who.id) if memory.who else None
        if not who or not names or who.relation not in relations():
            return memory.quote
        written = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        found = re.compile(rf"(?:\byour [\w-]+ )?\b(?:{written})\b", re.I)
        said = found.sub(f"your {who.relation}", memory.statement)
        return memory.quote if _any_in(taken, _plain(said)) else said[:1].upper() + said[1:]

    def _drawn_on(self, memory: Memory) -> bool:
        """By the ids that came with the line; where none did, or not all, by what it says. In doubt it did."""
        if self._ids & set(memory.drew_on):
            return True
        line = _plain(memory.in_reply_to or "")
        if not line:
            return False
        return _any_in(self._said | self._values | self._names, line) or self._overlaps(memory.in_reply_to or "")

    def _overlaps(self, line: str) -> bool:
        found = set(stems(line))
        return any(len(words & found) >= max(2, len(words) / 2) for words in self._stems)


def _any_in(needles: Iterable[str], text: str) -> bool:
    """Whether one is in a plain text; one that is short has to stand there as words."""
    return any(f" {one} " in f" {text} " if len(one) < SHORTEST else one in text for one in needles)


def _plain(text: str) -> str:
    """The words alone: without marks, quotes, case and what cannot be seen, accents in one form."""
    if not text.isascii():
        text = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    return " ".join(_WORD.findall(text.casefold()))


def _written(text: str) -> set[bytes]:
    """How a text may stand in a file: as it is or as JSON has it, without the marks around it."""
    core = _AROUND.sub("", text) or text
    return {core.encode(), json.dumps(core)[1:-1].encode()} if len(core) >= SHORTEST else set()


def _pieces(data: bytes, size: int, every: int) -> set[bytes]:
    return {data[at : at + size] for at in range(0, len(data) - size + 1, every)}
