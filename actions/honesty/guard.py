"""The guard: finds in a text what software cannot honestly say, and takes it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import yaml

from actions.honesty.persons import find_claim, find_personal
from actions.honesty.rules import Rule, denies, read_rules
from memory.caches import cached
from memory.embeddings import Embedder
from memory.models import Vectors

LINES = Path(__file__).with_name("lines.yml")

NEAR = 0.55
NEARER = 0.15
"""How near a sentence has to be to one that is refused, and how much nearer than to any that is honest (cosines).

Of the lines known at the time, each held against all others, none that is honest was refused.
"""

LEFT_OUT = "There was a line here that software cannot honestly say, so I leave it out."
"""What is said where nothing else is left."""

CACHED = 2_048

CLAIM = "claim"
"""The rule of what is said in the first person and is not on the list of what software does."""

PERSONAL = "personal"
"""The rule of what is said of the person without a receipt."""

PROTOTYPE = "prototype"
"""The rule of a sentence about nobody that is near to lines that are refused."""

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around the number of words that are hidden; no text holds these characters (private use)."""

_QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"((?<=[.!?…])[\"”]?\s+|\n+)")
_PRONOUN = re.compile(r"\b(?:I|my|me|we|us|our|you|your)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Finding:
    """A sentence that a rule refuses."""

    rule: str
    sentence: str


@dataclass(frozen=True)
class Mended:
    """What may be said of a text, and what was found in it."""

    text: str
    findings: tuple[Finding, ...]


class Guard:
    """Reads every outgoing text, sentence by sentence. What people are quoted with is theirs and not judged."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._rules = read_rules()
        self._mend_shape = cached(CACHED)(self._judge_all)

    def prepare(self) -> None:
        """Makes the vectors of the prototypes, which the first sentence would else wait for."""
        self._prototypes  # noqa: B018

    def mend(self, text: str, told: Sequence[str] | None = None) -> Mended:
        """What may be said of `text`.

        `told` are the words of the receipts that it goes out with; None where it has no receipts.
        """
        hidden: list[str] = []

        def hide(words: str) -> str:
            hidden.append(words)
            return f"{_OPEN}{len(hidden) - 1}{_CLOSE}"

        def show(shape: str) -> str:
            # A quote may hold words that were hidden before it.
            for number in reversed(range(len(hidden))):
                shape = shape.replace(f"{_OPEN}{number}{_CLOSE}", hidden[number])
            return shape

        shape = text.replace(_OPEN, "").replace(_CLOSE, "")
        for words in sorted(filter(None, told or ()), key=len, reverse=True):
            shape = hide(words).join(shape.split(words)) if words in shape else shape
        mended = self._mend_shape(_QUOTE.sub(lambda match: hide(match.group()), shape), told is not None)
        findings = tuple(Finding(found.rule, show(found.sentence)) for found in mended.findings)
        return Mended(show(mended.text), findings)

    def _judge_all(self, shape: str, receipts: bool) -> Mended:
        kept, findings = [], []
        for piece in _SENTENCE_END.split(shape):
            rule = self._judge(piece, receipts) if piece.strip() else None
            if rule is not None:
                findings.append(Finding(rule.name if isinstance(rule, Rule) else rule, piece.strip()))
                piece = rule.mend(piece) if isinstance(rule, Rule) else ""
            kept.append(piece)
        mended = "".join(kept).strip()
        return Mended(mended or (LEFT_OUT if findings else shape), tuple(findings))

    def _judge(self, sentence: str, receipts: bool) -> Rule | str | None:
        for rule in self._rules.refused:
            if not (rule.personal and receipts) and rule.finds(sentence):
                return rule
        if find_claim(sentence, self._rules.itself):
            return CLAIM
        if not receipts and find_personal(sentence, self._rules.person):
            return PERSONAL
        if not (_PRONOUN.search(sentence) or denies(sentence)) and self._near_refused(sentence):
            return PROTOTYPE
        return None

    @cached_property
    def _prototypes(self) -> tuple[Vectors, Vectors]:
        lines = yaml.safe_load(LINES.read_text(encoding="utf-8"))
        refused, honest = (
            self._embedder.embed([line for kind in lines[name].values() for line in kind if not _PRONOUN.search(line)])
            for name in ("faux", "honest")
        )
        return refused, honest

    def _near_refused(self, sentence: str) -> bool:
        vector = self._embedder.embed([sentence])[0]
        refused, honest = (float(np.max(lines @ vector)) for lines in self._prototypes)
        return refused >= NEAR and refused - honest >= NEARER
