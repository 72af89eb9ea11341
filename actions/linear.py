"""Logistic regressions on what a text means and which words it is made of: small, trained on lines that we wrote.

`python -m actions.honesty.train` and `python -m actions.mood_train` write their weights as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from memory.embeddings import Embedder
from memory.errors import SettingsInvalid
from memory.models import Vectors

MEANING, WORD, FLAG = 5.0, 0.6, 1.0
"""How much a cosine vector, a run of words and a flag count before training; chosen by cross-validation."""

MODEL, DIMENSION = "all-MiniLM-L6-v2", 384
"""What makes the vectors that these models are trained on; the files of weights name it."""

LONGEST = 3
"""Words in a run."""

LEAST = 0.04
"""A run of words that weighs less is left out of the file unless told otherwise, which keeps it small."""


@dataclass(frozen=True)
class Example:
    """A text with its vector and what is known of it. Flags named in `gates` give its meaning weights of their own.

    `form` is a vector, too: how it is put, where that is looked at.
    """

    words: frozenset[str]
    vector: Vectors
    flags: Mapping[str, float]
    form: Vectors = field(default_factory=lambda: np.zeros(0, np.float32))


class Linear:
    """A trained model: `vectors` has a row of weights for the meaning and one for each gate, `form` weighs the form."""

    def __init__(
        self,
        bias: float,
        vectors: Vectors,
        gates: Sequence[str],
        flags: dict[str, float],
        words: dict[str, float],
        form: Vectors,
    ) -> None:
        self.bias, self.vectors, self.gates, self.flags, self.words = bias, vectors, tuple(gates), flags, words
        self.form = form

    def probability(self, example: Example) -> float:
        """From 0 to 1."""
        weights = np.array([1.0, *(example.flags.get(gate, 0.0) for gate in self.gates)]) @ self.vectors
        score = self.bias + float(weights @ example.vector) + float(self.form @ example.form)
        score += sum(self.flags.get(name, 0.0) * value for name, value in example.flags.items())
        score += sum(self.words.get(word, 0.0) for word in example.words)
        return float(1 / (1 + np.exp(-score)))

    @classmethod
    def read(cls, path: Path) -> Linear:
        """The model in a file that `write` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        form = np.array(data.get("form", ()))
        return cls(data["bias"], np.array(data["vectors"]), data["gates"], data["flags"], data["words"], form)

    def write(self, path: Path, least: float = LEAST) -> None:
        """Writes the weights to two places after the point; words that count for less than `least` are left out."""
        data = {
            "model": MODEL,
            "dimension": DIMENSION,
            "bias": round(self.bias, 3),
            "gates": list(self.gates),
            "flags": {name: round(value, 3) for name, value in self.flags.items()},
            "words": {word: round(value, 2) for word, value in sorted(self.words.items()) if abs(value) >= least},
            "vectors": [[round(float(value), 2) for value in row] for row in self.vectors],
            "form": [round(float(value), 2) for value in self.form],
        }
        path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def check_weights(embedder: Embedder, paths: Sequence[Path]) -> None:
    """Raises SettingsInvalid where the weights in a file were trained on vectors of another model."""
    for path in paths:
        data = json.loads(path.read_text(encoding="utf-8"))
        if (data["model"], data["dimension"]) != (embedder.name, embedder.dimension):
            raise SettingsInvalid(
                f"{path.name} was trained on {data['model']} ({data['dimension']} dimensions) and cannot read vectors "
                f"of {embedder.name} ({embedder.dimension}). RETOLD_MODEL is for the memory alone."
            )


def runs_of(words: Sequence[str], longest: int = LONGEST) -> frozenset[str]:
    """Every word and run of words of a text, with its beginning and end."""
    words = ["<", *words, ">"]
    return frozenset(
        " ".join(words[at : at + length]) for length in range(1, longest + 1) for at in range(len(words) - length + 1)
    )


def fit(
    examples: Sequence[Example], labels: Sequence[bool], gates: Collection[str] = (), strength: float = 1.0
) -> Linear:
    """Trains a model; needs scikit-learn, which running one does not."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    counts: dict[str, int] = {}
    for example in examples:
        for word in example.words:
            counts[word] = counts.get(word, 0) + 1
    words = {word: at for at, word in enumerate(sorted(word for word, count in counts.items() if count > 1))}
    flags = sorted({name for example in examples for name in example.flags})
    meanings = np.array([example.vector for example in examples]) * MEANING
    forms = np.array([example.form for example in examples]) * MEANING
    gated = [meanings * np.array([[example.flags.get(gate, 0.0)] for example in examples]) for gate in gates]
    flagged = np.array([[example.flags.get(name, 0.0) * FLAG for name in flags] for example in examples])
    rows, columns = zip(
        *((row, words[word]) for row, example in enumerate(examples) for word in example.words if word in words),
        strict=True,
    )
    worded = csr_matrix((np.full(len(rows), WORD), (rows, columns)), shape=(len(examples), len(words)))
    model = LogisticRegression(C=strength, solver="liblinear", class_weight="balanced", tol=1e-3)
    model.fit(
        hstack([csr_matrix(part) for part in (meanings, *gated, flagged, forms)] + [worded]).tocsr(), list(labels)
    )
    weights, width = model.coef_[0], meanings.shape[1]
    ends = width * (1 + len(gates))
    flags_end = ends + len(flags)
    forms_end = flags_end + forms.shape[1]
    return Linear(
        float(model.intercept_[0]),
        weights[:ends].reshape(1 + len(gates), width) * MEANING,
        list(gates),
        {name: float(weights[ends + at] * FLAG) for at, name in enumerate(flags)},
        {word: float(weights[forms_end + at] * WORD) for word, at in words.items()},
        weights[flags_end:forms_end] * MEANING,
    )
