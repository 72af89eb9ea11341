"""`python -m training.requests` fits the head for requests to an assistant on the exported reader; a minute or two.

What is wanted: lines of two writers who knew nothing of it (a.tsv, b.tsv) and the requests of bot/data/nlu that the bot
cannot serve. What is told: the writers' look-alikes, and the clauses of the taught voices that tell. Each writer is
scored by a head that has not seen them, the tuned voices by the last one.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from memory.reading.taught.export import export_folder
from memory.reading.taught.fitted import hash_of
from memory.reading.taught.heads import Array
from memory.reading.taught.loading import WEIGHTS, load_encoder
from memory.reading.taught.pieces import split
from memory.reading.taught.requests import REQUESTS, pooled
from training.reader.gold import read_split

HERE = Path(__file__).parent
TAUGHT = HERE.parents[1] / "memory" / "reading" / "taught"
NLU = HERE.parents[1] / "bot" / "data" / "nlu"
WRITERS = ("a", "b")
SHARE = 0.35
"""Of the taught voices' clauses that tell so many are taught."""
STRENGTH = 0.003
TELLS = frozenset({"tell", "answer.value", "correct"})
Line = tuple[str, str, str | None, tuple[int, int], bool]
"""By whom, the text, the line before it, the clause's place, and whether it is a request."""


def main() -> None:
    lines = [*of_writers(), *of_bot(), *of_voices("taught", SHARE), *of_voices("tuned", 1.0)]
    features, kept = read(lines)
    by = np.array([line[0] for line in kept])
    wants = np.array([line[4] for line in kept])
    for writer in WRITERS:
        seen = (by != writer) & (by != "tuned")
        show(
            writer, fitted(features[seen], wants[seen]).predict_proba(features[by == writer])[:, 1], wants[by == writer]
        )
    last = fitted(features[by != "tuned"], wants[by != "tuned"])
    show("tuned", last.predict_proba(features[by == "tuned"])[:, 1], wants[by == "tuned"])
    made = json.dumps({"reader": hash_of(TAUGHT / WEIGHTS)})
    np.savez_compressed(
        TAUGHT / REQUESTS, made=made, weights=last.coef_[0].astype(np.float16), bias=np.float32(last.intercept_[0])
    )


def fitted(features: Array, wants: Any) -> Any:
    """A logistic regression whose numbers are put on one scale first and are given back for features as they are."""
    scale = features.std(0) + 1e-3
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit(features / scale, wants)
    model.coef_ = model.coef_ / scale
    return model


def show(name: str, chances: Any, wants: Any) -> None:
    for least in (0.5, 0.7, 0.8, 0.9, 0.95):
        found = f"found {np.mean(chances[wants] >= least):.3f}, " if wants.any() else ""
        print(f"{name}: from {least}: {found}falsely {np.mean(chances[~wants] >= least):.3f}", flush=True)


def of_writers() -> Iterator[Line]:
    for writer in WRITERS:
        for row in (HERE / f"{writer}.tsv").read_text(encoding="utf-8").splitlines():
            kind, text = row.split("\t")
            yield writer, text, None, (0, len(text)), kind == "request"


def of_bot() -> Iterator[Line]:
    for path in sorted(NLU.glob("*.yml")):
        for one in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if one.get("intent") == "out_of_scope":
                for text in one["examples"].splitlines():
                    text = text.removeprefix("- ")
                    yield "bot", text, None, (0, len(text)), True


def of_voices(part: str, share: float) -> Iterator[Line]:
    draw = random.Random(3)
    for example in read_split(part):
        for clause in example.clauses:
            if draw.random() < share and not TELLS.isdisjoint(clause.acts):
                yield part, example.text, example.bot, clause.place, False


def read(lines: list[Line]) -> tuple[Array, list[Line]]:
    """The features of every line that lies in one part of its message, and those lines."""
    encode, tokenizer = load_encoder(export_folder())
    features, kept = [], []
    for line in lines:
        for pieces in split(tokenizer, line[1], line[2]):
            first, last = line[3]
            inside = [i for i in range(pieces.begin, pieces.end)
                      if pieces.offsets[i][0] < last and first < pieces.offsets[i][1]]  # fmt: skip
            if inside:
                features.append(pooled(encode(pieces).layers[inside[0] : inside[-1] + 1]))
                kept.append(line)
                break
    return np.stack(features).astype(np.float32), kept


if __name__ == "__main__":
    main()
