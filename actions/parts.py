"""The parts of a message, each with what it does, as it was read: several may each want an answer."""

from __future__ import annotations

from dataclasses import dataclass

from memory.reading import Act, Reading

SURE = 0.5
"""An act's probability from which a part does it."""


@dataclass(frozen=True)
class Part:
    """Words of the message that do something of their own; `tells`: something that is kept stands in them."""

    words: str
    acts: tuple[Act, ...]
    tells: bool = False

    def does(self, *names: str) -> bool:
        """Whether it surely does one of these: the beginnings of names of acts."""
        return any(act.name.startswith(names) and act.confidence >= SURE for act in self.acts)

    @property
    def asks(self) -> str | None:
        """What it asks, where asking is what it does most: "ask.me", "ask.bot", "ask.world" or "ask.advice"."""
        first = self.acts[0] if self.acts else None
        return first.name if first and first.name.startswith("ask.") and first.confidence >= SURE else None


def parts_of(reading: Reading) -> tuple[Part, ...]:
    """The clauses of the message in their order; those that follow each other and ask the same kind are one."""
    parts: list[Part] = []
    for clause in reading.clauses:
        part = Part(reading.words(clause.span).strip(), clause.acts, bool(clause.facts))
        before = parts[-1] if parts else None
        if before and part.asks and before.asks == part.asks:
            start = reading.text.rindex(before.words, 0, clause.span.start)
            parts[-1] = Part(reading.text[start : clause.span.end].strip(), before.acts, before.tells or part.tells)
        else:
            parts.append(part)
    return tuple(parts)
