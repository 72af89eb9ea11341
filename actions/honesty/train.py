"""`python -m actions.honesty.train` trains what the guard decides by on lines.yml, and writes its weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from actions.honesty.guard import LINES, PERSONAL, WEIGHTS, WEIGHTS_TOLD, Guard, sentences_of
from actions.linear import Example, Linear, fit
from memory.embeddings import load_embedder

STRENGTH = 1.0
LEAST = 0.07
"""Runs of words that weigh less are left out: it halves the files, and one sentence in 200 is decided otherwise."""

ROUNDS = 2
"""A faux line of several sentences is refused for the one that is most like the others; which, each round says anew."""


@dataclass(frozen=True)
class Line:
    """A text, whether it is faux, and of which kind."""

    text: str
    faux: bool
    kind: str


_DENIAL = re.compile(r"\b(?:not|never|cannot|no|nothing|neither|nobody|without)\b|n't\b", re.IGNORECASE)
_HELPERS = re.compile(r"^I(?:'m| am| was| would| could| should| had| have| will| did)\b")
_PRESENT = re.compile(r"^I ((?!really|always|never|just|also|only|still|so|truly)[a-z]{3,}(?<!ed))\b")


def read_lines(path: Path) -> list[Line]:
    """The lines of a file like lines.yml."""
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Line(text, part == "faux", kind)
        for part, kinds in data.items()
        for kind, lines in kinds.items()
        for text in lines
    ]


def denials(lines: Sequence[Line]) -> list[Line]:
    """What is faux to claim is honest to deny: the claims with a "not" in them, where that is easily put."""
    found = []
    for line in lines:
        sentence = sentences_of(line.text)[0] if line.faux else ""
        if _DENIAL.search(sentence):
            continue
        if match := _HELPERS.match(sentence):
            found.append(Line(f"{match[0]} not{sentence[match.end() :]}", False, "denial"))
        elif match := _PRESENT.match(sentence):
            found.append(Line(f"I do not {sentence[2:]}", False, "denial"))
    return found


def train(guard: Guard, lines: Sequence[Line]) -> tuple[Linear, Linear]:
    """A model for lines without receipts and one for lines with them: what is told of the person is honest there."""
    read = [
        (
            line,
            [guard.example(sentence, after) for sentence, after in zip(sentences, [*sentences[1:], ""], strict=True)],
        )
        for line in (*lines, *denials(lines))
        if (sentences := sentences_of(line.text))
    ]
    faux = [(line.kind, examples) for line, examples in read if line.faux]
    told = [one for line, examples in read if line.kind == "with_receipts" for one in examples]
    plain = [one for line, examples in read if not line.faux and line.kind != "with_receipts" for one in examples]
    personal = [one for kind, examples in faux if kind == PERSONAL for one in examples]
    without = fit_to_lines([examples for _, examples in faux], plain)
    claims = [examples for kind, examples in faux if kind != PERSONAL]
    return without, fit_to_lines(claims, [*plain, *told, *personal])


def fit_to_lines(claims: Sequence[Sequence[Example]], honest: Sequence[Example]) -> Linear:
    """A model by which one sentence of each claim is refused, and none of the honest ones."""
    chosen = [examples[0] for examples in claims if len(examples) == 1]
    for _ in range(ROUNDS):
        labels = [True] * len(chosen) + [False] * len(honest)
        model = fit([*chosen, *honest], labels, gates=("denies", "itself"), strength=STRENGTH)
        chosen = [max(examples, key=model.probability) for examples in claims]
    return model


def main() -> None:
    lines = read_lines(LINES)
    for model, path in zip(train(Guard(load_embedder()), lines), (WEIGHTS, WEIGHTS_TOLD), strict=True):
        model.write(path, LEAST)
        print(f"{len(lines)} lines; {path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
