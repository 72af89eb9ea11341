"""`python -m training.sensitive.train` trains memory/understand/sensitive.npz and writes scores.json.

The threshold is chosen on writers that were left out: each writer is scored by a model of the other three.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt

from memory.embeddings import Embedder, load_embedder
from memory.understand.sensitive import sensitivity
from memory.understand.taught import NONE, WEIGHTS, Taught

HERE = Path(__file__).parent
WRITERS = tuple(f"w{n}" for n in range(1, 11))
PLAIN = HERE / "plain.jsonl"
"""Short and direct ways to say such things, and as short harmless ones, by us: what the four writers left out."""

EVERYDAY = HERE.parents[1] / "tests/memory/understand/labelled/capture.tsv"
"""What people tell on any day; harmless where the lexicon finds nothing."""

STRENGTH = 0.001
FALSE_ALARMS = 0.065
"""Share of harmless lines, half of which look sensitive, that may be asked about; the lexicon's own included."""

KINDS = {"crime": "criminal record", "status": "immigration status"}
"""What the writers' files call otherwise than the memory."""

Floats = npt.NDArray[np.floating]


def read(path: Path) -> list[tuple[str, str]]:
    """The lines of a file and their kinds."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row["text"], KINDS.get(row["kind"], row["kind"])) for row in rows]


def read_ours() -> list[tuple[str, str]]:
    """The lines that are trained on beside those of the writers, and never measured on."""
    rows = [
        line.split("\t")[-1] for line in EVERYDAY.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")
    ]
    return read(PLAIN) + [(text, NONE) for text in rows if sensitivity(text) is None]


def fit(layers: Floats, kinds: list[str], threshold: float = 0.0) -> Taught:
    """A model of these lines; their numbers are brought to one scale, which the weights then hold."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = layers.mean(0), layers.std(0)
    scale[~(scale > 1e-6)] = 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=300).fit((layers - mean) / scale, kinds)
    weights = (model.coef_ / scale).T
    return Taught(weights, model.intercept_ - mean @ weights, tuple(model.classes_), threshold)


def layers_of(texts: list[str], embedder: Embedder) -> Floats:
    return embedder.embed_layers(texts).reshape(len(texts), -1).astype(np.float32)


def main() -> None:
    warnings.filterwarnings("ignore", category=RuntimeWarning)
    embedder = load_embedder()
    rows = {writer: read(HERE / f"{writer}.jsonl") for writer in WRITERS}
    layers = {writer: layers_of([text for text, _ in rows[writer]], embedder) for writer in WRITERS}
    ours = read_ours()
    our_layers, our_kinds = layers_of([text for text, _ in ours], embedder), [kind for _, kind in ours]
    scores: dict[str, Floats] = {}
    for left_out in WRITERS:
        others = [writer for writer in WRITERS if writer != left_out]
        kinds = [kind for one in others for _, kind in rows[one]]
        model = fit(np.vstack([*(layers[one] for one in others), our_layers]), kinds + our_kinds)
        scores[left_out] = np.array([model.score(row) for row in layers[left_out]])
    by_word = {writer: np.array([sensitivity(text) is not None for text, _ in rows[writer]]) for writer in WRITERS}
    is_sensitive = {writer: np.array([kind != NONE for _, kind in rows[writer]]) for writer in WRITERS}
    harmless = np.concatenate([np.where(by_word[w], np.inf, scores[w])[~is_sensitive[w]] for w in WRITERS])
    threshold = round(float(np.quantile(harmless, 1 - FALSE_ALARMS)), 3)
    shares = {}
    for writer in WRITERS:
        asked = by_word[writer] | (scores[writer] >= threshold)
        shares[writer] = {
            "asked": round(float(asked[is_sensitive[writer]].mean()), 3),
            "false_alarms": round(float(asked[~is_sensitive[writer]].mean()), 3),
            "asked_by_words_alone": round(float(by_word[writer][is_sensitive[writer]].mean()), 3),
        }
    every = [row for writer in WRITERS for row in rows[writer]]
    every_layers = np.vstack([*(layers[writer] for writer in WRITERS), our_layers])
    final = fit(every_layers, [kind for _, kind in every] + our_kinds)
    files = [*(HERE / f"{writer}.jsonl" for writer in WRITERS), PLAIN, EVERYDAY]
    data = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    made = {
        "model": embedder.name,
        "dimension": embedder.dimension,
        "kinds": list(final.kinds),
        "threshold": threshold,
        "data": data,
        "left_out": shares,
        "mean": {name: round(float(np.mean([one[name] for one in shares.values()])), 3) for name in shares["w1"]},
    }
    np.savez_compressed(
        WEIGHTS, weights=final.weights.astype(np.float16), bias=final.bias.astype(np.float32), made=json.dumps(made)
    )
    (HERE / "scores.json").write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(made["left_out"], indent=1), made["mean"], f"{WEIGHTS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
