"""What words say has ended, from endings.tsv: a life, a couple, a plan, how it was until now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from memory.life.tables import relations, rows

END = "."
"""In the table, the end of a clause."""
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[.,;:!?\n]")


@dataclass(frozen=True)
class Ending:
    """A row of the table: what `ends`, by which words, said of members of these `kinds` ("person"), if of any.

    It is none `not_after` and `not_before` these words; of `only_before` it is one before these alone.
    """

    ends: str
    kinds: frozenset[str]
    words: re.Pattern[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    only_before: frozenset[str]
    said: str
    not_said: str

    def place(self, text: str) -> int | None:
        """Where a text, in lower case, says it first."""
        return next((found.start() for found in self.words.finditer(text) if self._fits(text, found)), None)

    def _fits(self, text: str, found: re.Match[str]) -> bool:
        before, after = _TOKEN.findall(text[: found.start()]), _TOKEN.findall(text[found.end() :])
        if (before or [END])[-1] in self.not_after:
            return False
        following = (after or [END])[0]
        following = following if following[0].isalnum() else END
        return following in self.only_before if self.only_before else following not in self.not_before


@cache
def endings() -> tuple[Ending, ...]:
    """The rows of the table."""
    return tuple(_ending(*row) for row in rows("endings.tsv"))


def ended_in(text: str, kind: str | None = None) -> frozenset[str]:
    """What a text says has ended: "life", "couple", "off", "now", "loss"; with a `kind`, said of one of that kind."""
    plain = _plain(text)
    fitting = (one for one in endings() if kind is None or kind in one.kinds)
    return frozenset(one.ends for one in fitting if one.place(plain) is not None)


def before_end(text: str, ends: str) -> str | None:
    """The words before those that say that end; None where they do not stand in the text."""
    plain = _plain(text)
    found = [at for one in endings() if one.ends == ends and (at := one.place(plain)) is not None]
    return plain[: min(found)] if found else None


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _ending(ends: str, of: str, words: str, not_after: str, before: str, said: str, not_said: str) -> Ending:
    first, *rest = before.split()
    somebody = "|".join(sorted((word for word, one in relations().items() if one.kind == "person"), key=len)[::-1])
    forms = (re.escape(word).replace(r"\-", r"\s+").replace(r"\~", f"(?:{somebody})(?!')") for word in words.split())
    return Ending(
        ends,
        frozenset(of.split()),
        re.compile(rf"(?<![\w'-])(?:{'|'.join(forms)})(?![\w'-])"),
        frozenset(not_after.split()),
        frozenset() if first == "only" else frozenset({first, *rest} - {"-"}),
        frozenset(rest) if first == "only" else frozenset(),
        said,
        not_said,
    )
