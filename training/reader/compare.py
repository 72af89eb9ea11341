"""The tagger beside simpler readers, on the tuned voices: `python -m training.reader.compare`.

Acts: the frozen encoder's mean vectors of a clause and of the line before, with logistic regressions. Facts: by
clauses, of which one kept counts as right where it tells something. The ceiling is a second annotator, who saw nothing
of the first one: eight taught voices were annotated twice.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable

import numpy as np

from memory.embeddings import Embedder, load_embedder
from memory.reading.reading import KEPT
from memory.reading.taught import Tagger
from memory.reading.taught.export import export_folder
from training.gold import gold
from training.reader import scores
from training.reader.evaluate import FACT
from training.reader.gold import SPLIT, VOICES, Example, Place, read_examples, read_split
from training.reader.labels import LABELS
from training.reader.scores import Count, is_kept, shared


def frozen_acts(
    embedder: Embedder, taught: list[Example], tuned: list[Example]
) -> tuple[float, Count, dict[str, Count]]:
    """Macro and micro F1 of logistic regressions on gold clauses."""
    from sklearn.linear_model import LogisticRegression

    rows, gold = _features(embedder, taught), _acts(taught)
    sought = _features(embedder, tuned)
    said = np.zeros((len(sought), len(LABELS.acts)), bool)
    for i in range(len(LABELS.acts)):
        if gold[:, i].sum() >= 2:
            with warnings.catch_warnings(action="ignore"):
                model = LogisticRegression(C=10.0, max_iter=300).fit(rows, gold[:, i])
            said[:, i] = model.predict_proba(sought)[:, 1] >= 0.5
    at, pairs = 0, []
    for example in tuned:
        of = said[at : at + len(example.clauses)]
        pairs.append((example, [{LABELS.acts[i] for i in np.flatnonzero(row)} for row in of]))
        at += len(example.clauses)
    return scores.acts(pairs)


def _features(embedder: Embedder, examples: list[Example]) -> np.ndarray:
    clauses = [e.text[slice(*c.place)] for e in examples for c in e.clauses]
    lines = [e.bot or "" for e in examples for _ in e.clauses]
    before = dict.fromkeys(lines)
    vectors = dict(zip(before, embedder.embed(list(before)), strict=True))
    return np.hstack([embedder.embed(clauses), np.stack([vectors[line] for line in lines])])


def _acts(examples: list[Example]) -> np.ndarray:
    clauses = [clause for example in examples for clause in example.clauses]
    return np.array([[name in clause.acts for name in LABELS.acts] for clause in clauses])


def kept_clauses(examples: list[Example], kept: Callable[[Example], Iterable[Place]]) -> Count:
    """How many of what is kept are from a clause that tells, and how many such clauses something is kept of."""
    count = Count()
    found = 0
    for example in examples:
        told = {fact.clause for fact in example.facts if fact.modality in KEPT}
        places = list(kept(example))
        of = {n for place in places for n, clause in enumerate(example.clauses) if shared(clause.place, place)}
        count.said += len(places)
        count.right += sum(
            any(n in told for n, c in enumerate(example.clauses) if shared(c.place, place)) for place in places
        )
        count.there += len(told)
        found += len(told & of)
    print(f"   clauses that tell: {found / count.there:.3f} of {count.there} kept;", end=" ")
    print(f"of {count.said} kept, {count.precision:.3f} are from one that tells")
    return count


def by_tagger(tagger: Tagger) -> Callable[[Example], list[Place]]:
    def kept(example: Example) -> list[Place]:
        tagged = tagger.tag(example.text, example.bot)
        of = {fact.clause for fact in tagged.facts if is_kept(fact, FACT)}
        return [(tagged.clauses[n].start, tagged.clauses[n].end) for n in sorted(of)]

    return kept


def second_annotator() -> dict[str, float]:
    """How well the second annotator of taught voices does by our scores, where the first one's are the gold."""
    taught = set(json.loads(SPLIT.read_text(encoding="utf-8"))["taught"])
    pairs = []
    for path in sorted((VOICES / "second").glob("v*.jsonl")):
        if path.stem in taught:
            first = {one.number: one for one in read_examples(VOICES / path.name)}
            pairs += [(first[one.number], gold(one)) for one in read_examples(path)]
    macro, micro, _ = scores.acts((e, scores.acts_of(e, t, lambda _: 0.5)) for e, t in pairs)
    facts = scores.facts(pairs, 0.5)
    return {
        "messages": len(pairs),
        "clause_begins_f1": scores.boundaries(pairs).f1,
        "acts_macro_f1": macro,
        "acts_micro_f1": micro.f1,
        "facts_recall": facts.all.recall,
        "facts_precision": facts.all.precision,
        "facts_f1": facts.all.f1,
        "facts_from_nothing": facts.nothing_told / facts.all.said,
    }


def main() -> None:
    print("a second annotator:", {name: round(value, 3) for name, value in second_annotator().items()})
    tuned = read_split("tuned")
    print("the tagger:")
    kept_clauses(tuned, by_tagger(Tagger.load(export_folder())))
    macro, micro, _ = frozen_acts(load_embedder(), read_split("taught"), tuned)
    print(f"acts of gold clauses, frozen encoder: macro F1 {macro:.3f}, micro F1 {micro.f1:.3f}")


if __name__ == "__main__":
    main()
