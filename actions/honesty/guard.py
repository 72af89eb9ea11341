"""The guard: finds in a text what software cannot honestly say, and takes it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from actions.honesty.persons import find_claim, find_personal, split_words
from actions.honesty.rules import Rule, denies, read_rules
from actions.linear import Example, Linear, runs_of
from memory.caches import cached
from memory.embeddings import Embedder

LINES = Path(__file__).with_name("lines.yml")

WEIGHTS = Path(__file__).with_name("weights.json")
WEIGHTS_TOLD = WEIGHTS.with_name("weights_told.json")
"""What is decided by: `WEIGHTS` of a line without receipts, `WEIGHTS_TOLD` of one that goes out with them."""

REFUSED = 0.8
"""Probability of being faux from which a sentence is left out; docs/honesty.md has the figures."""

LEFT_OUT = "There was a line here that software cannot honestly say, so I leave it out."
"""What is said where nothing else is left."""

CACHED = 2_048

CLAIM = "claim"
"""The rule of what is said in the first person and is not on the list of what software does."""

PERSONAL = "personal"
"""The rule of what is said of the person without a receipt."""

LEARNED = "learned"
"""The rule of a sentence that no rule finds and that is like the faux lines in lines.yml."""

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around the number of words that are hidden; no text holds these characters (private use)."""

_ELSE, LONGEST_BUILD = "_", 5
"""What stands for any other word where the build of a sentence is looked at, and the words in a run of it."""

_QUOTE = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"((?<=[.!?…])[\"”]?\s+|\n+)")
_HIDDEN = re.compile(f"{_OPEN}\\d+{_CLOSE}")
_NO = re.compile(r"^\W*no\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d]")
_ITSELF = re.compile(r"\b(?:I|my|me|we|us|our)\b", re.IGNORECASE)


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
        """Reads what it was trained to, which the first sentence would else wait for."""
        self._models  # noqa: B018

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
        pieces = _SENTENCE_END.split(shape)
        for at, piece in enumerate(pieces):
            after = "".join(pieces[at + 2 : at + 3])  # the one between is the space
            rule = self._judge(piece, after, receipts) if piece.strip() else None
            if rule is not None:
                findings.append(Finding(rule.name if isinstance(rule, Rule) else rule, piece.strip()))
                piece = rule.mend(piece) if isinstance(rule, Rule) else ""
            kept.append(piece)
        mended = "".join(kept).strip()
        return Mended(mended or (LEFT_OUT if findings else shape), tuple(findings))

    def _judge(self, sentence: str, after: str, receipts: bool) -> Rule | str | None:
        """The rule by which a sentence is left out, or None.

        The rules say what to look at; how a sentence is meant, with all its words, decides.
        """
        if not _LETTER.search(sentence):
            return None
        example = self.example(sentence, after)
        if self._models[receipts].probability(example) < REFUSED:
            return None
        found = next(
            (rule for rule in self._rules.refused if not (rule.personal and receipts) and rule.finds(sentence)), None
        )
        listed = (CLAIM,) if receipts else (CLAIM, PERSONAL)
        return found or next((name for name in listed if example.flags[name]), LEARNED)

    @cached_property
    def _models(self) -> dict[bool, Linear]:
        """By whether a line goes out with receipts."""
        return {False: Linear.read(WEIGHTS), True: Linear.read(WEIGHTS_TOLD)}

    def example(self, sentence: str, after: str = "") -> Example:
        """What is looked at in a sentence: its meaning, words and build, and what rules and lists find in it.

        `after` is the sentence that follows: "Do I love you?" is denied by its "No".
        """
        asks = sentence.rstrip().endswith("?")
        shown = _HIDDEN.sub("“...”", sentence)
        flags = {
            "rule": any(not rule.personal and rule.finds(sentence) for rule in self._rules.refused),
            "personal rule": any(rule.personal and rule.finds(sentence) for rule in self._rules.refused),
            CLAIM: find_claim(sentence, self._rules.itself),
            PERSONAL: find_personal(sentence, self._rules.person),
            "denies": denies(sentence) or (asks and _NO.match(after) is not None),
            "asks": asks,
            "itself": _ITSELF.search(sentence) is not None,
        }
        words = split_words(_HIDDEN.sub(_OPEN, sentence))
        build = [word if word in self._rules.frame or word == _OPEN else _ELSE for word in words]
        runs = runs_of(words) | runs_of(build, LONGEST_BUILD)
        *form, meaning = self._embedder.embed_layers([shown])[0]
        return Example(runs, meaning, {name: float(value) for name, value in flags.items()}, np.concatenate(form))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, with what it quotes hidden as the guard hides it."""
    shape = _QUOTE.sub(f"{_OPEN}0{_CLOSE}", text)
    return [piece for piece in _SENTENCE_END.split(shape) if _LETTER.search(piece)]
