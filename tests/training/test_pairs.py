"""The pairs that are taught: derived from a voice the same each time, and no memory wrong and right at once."""

from __future__ import annotations

import pytest

from memory.embeddings import load_embedder
from memory.reading.pairs import ANSWERS, CHANGES
from training.pairs.changes import change_pairs, gold
from training.pairs.life import Life
from training.pairs.make import Pair, answer_pairs
from training.pairs.split import taught, taught_on, weighed_on
from training.pairs.today import Today


@pytest.fixture(scope="module")
def life() -> Life:
    return Life("v001")


@pytest.fixture(scope="module")
def pairs(life: Life) -> list[Pair]:
    return list(answer_pairs(life, Today(life, load_embedder())))


def test_the_words_that_answer_make_the_pair_that_answers(pairs: list[Pair]) -> None:
    of_question = {pair.second: pair.label for pair in pairs if pair.first == "whats the landlord called"}

    assert of_question["landlords called mr pickering"] == "answers"
    assert of_question["boss is mr okafor hes alright,"] == "miss"


def test_every_label_is_one_of_the_models_and_no_memory_has_two_for_a_question(pairs: list[Pair]) -> None:
    assert {pair.label for pair in pairs} == set(ANSWERS)
    labels: dict[tuple[object, ...], set[str]] = {}
    for pair in pairs:
        labels.setdefault((pair.group, pair.first, pair.second, pair.named), set()).add(pair.label)
    assert {key: found for key, found in labels.items() if len(found) > 1} == {}


def test_the_same_pairs_are_derived_again(life: Life, pairs: list[Pair]) -> None:
    assert list(answer_pairs(life, Today(life, load_embedder()))) == pairs


def test_each_annotated_change_is_a_pair_and_no_tied_fact_is_called_unrelated(life: Life) -> None:
    rows = list(change_pairs(life, load_embedder()))
    annotated = sum(len(gold(fact)) for fact, _ in life.facts)
    tied = [row for row in rows if row[3] != "none"]

    assert len(tied) == sum(other in life.by_id for fact, _ in life.facts for other in gold(fact)) <= annotated
    assert {row[3] for row in rows} <= set(CHANGES)
    assert not {row[:3] for row in tied} & {row[:3] for row in rows if row[3] == "none"}


def test_a_bare_answer_has_the_line_before_it_and_no_other_memory_has(life: Life) -> None:
    texts = {one.quote: one.text for one in life.told}

    assert texts["grimsby all my life."] == "Where were you before? grimsby all my life."
    assert texts["landlords called mr pickering"] == "landlords called mr pickering"


def test_voices_that_weights_are_fitted_on_are_not_taught() -> None:
    assert (len(taught_on()), len(weighed_on())) == (len(taught()) - 8, 8)
    assert not set(taught_on()) & set(weighed_on())
