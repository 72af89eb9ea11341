"""`python -m actions.honesty.train` trains what the guard decides by on lines.yml, and writes weights.json."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from actions.honesty.guard import LINES, WEIGHTS, Guard, sentences_of
from actions.linear import Linear, fit
from memory.embeddings import load_embedder

STRENGTH = 1.0
ROUNDS = 3
"""A faux line of several sentences is refused for the one that is most like the others; which, each round says anew."""

Line = tuple[str, bool, bool]
"""Its text, whether it is faux, whether it goes out with receipts."""

_DENIAL = re.compile(r"\b(?:not|never|cannot|no|nothing|neither|nobody|without)\b|n't\b", re.IGNORECASE)
_HELPERS = re.compile(r"^I(?:'m| am| was| would| could| should| had| have| will| did)\b")
_PRESENT = re.compile(r"^I ((?!really|always|never|just|also|only|still|so|truly)[a-z]{3,}(?<!ed))\b")


def read_lines(path: Path) -> list[Line]:
    """The lines of a file like lines.yml."""
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        (line, part == "faux", kind == "with_receipts")
        for part, kinds in data.items()
        for kind, lines in kinds.items()
        for line in lines
    ]


def denials(lines: Sequence[Line]) -> list[Line]:
    """What is faux to claim is honest to deny: the claims with a "not" in them, where that is easily put."""
    found = []
    for line, faux, _ in lines:
        sentence = sentences_of(line)[0] if faux else ""
        if _DENIAL.search(sentence):
            continue
        if match := _HELPERS.match(sentence):
            found.append((f"{match[0]} not{sentence[match.end() :]}", False, False))
        elif match := _PRESENT.match(sentence):
            found.append((f"I do not {sentence[2:]}", False, False))
    return found


def train(guard: Guard, lines: Sequence[Line]) -> Linear:
    """A model of these lines."""
    known = [(line, faux, receipts) for line, faux, receipts in (*lines, *denials(lines)) if sentences_of(line)]
    read = [([guard.example(one, receipts) for one in sentences_of(line)], faux) for line, faux, receipts in known]
    honest = [example for examples, faux in read if not faux for example in examples]
    claims = [examples[0] for examples, faux in read if faux and len(examples) == 1]
    for _ in range(ROUNDS):
        labels = [True] * len(claims) + [False] * len(honest)
        model = fit([*claims, *honest], labels, gates=("denies", "itself", "receipts"), strength=STRENGTH)
        claims = [max(examples, key=model.probability) for examples, faux in read if faux]
    return model


def main() -> None:
    lines = read_lines(LINES)
    train(Guard(load_embedder()), lines).write(WEIGHTS)
    print(f"{len(lines)} lines; {WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
