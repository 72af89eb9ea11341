"""The taught pair model as it is exported: what it makes of questions, memories and facts that it was not taught."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from memory.reading.export import TAUGHT, export, taught
from memory.reading.pairs import (
    ANSWERS,
    CHANGES,
    MAX_TOKENS,
    PairScorer,
    described,
    fact_text,
    memory_text,
)

MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pairs")
    export(made)
    return made


@pytest.fixture(scope="module")
def scorer(folder: Path) -> PairScorer:
    return PairScorer.load(folder)


@pytest.mark.parametrize(
    ("question", "memories"),
    [
        (
            "whats my sisters dog called",
            ["her dog is called biscuit", "my sister lives in leith", "i bought a red kettle"],
        ),
        ("when does the course start", ["it starts on the 4th of may", "the course is online", "my aunt is a baker"]),
        ("Where does Tobias work?", ["Tobias works at the harbour office", "Tobias is 41", "Ines works at the bank"]),
        ("how old is my gran", ["gran turned 83 in june", "gran keeps bees", "the car is old"]),
    ],
)
def test_the_memory_that_answers_stands_before_the_others(
    scorer: PairScorer, question: str, memories: list[str]
) -> None:
    assert scorer.answers(question, memories)[:, 0].argmax() == 0


def test_what_is_not_told_is_less_sure_than_what_is(scorer: PairScorer) -> None:
    told, not_told = scorer.answers("what is Priya's job?", ["Priya is an architect", "Priya has two cats"])[:, 0]

    assert told > not_told


def test_a_move_replaces_the_home_before_and_leaves_a_pet_alone(scorer: PairScorer) -> None:
    home = fact_text("i live in leeds", "home", "leeds")
    pet = fact_text("i have a cat", "pet", "a cat")
    found = scorer.change([home, pet], fact_text("we moved to york last week", "home", "york"))

    none = CHANGES.index("none")
    assert found[0, CHANGES.index("replaces")] == found[0].max()
    assert found[1, none] > found[0, none]


def test_every_pair_gets_probabilities_in_the_order_in_which_it_was_given(scorer: PairScorer) -> None:
    memories = ["gran turned 83 in june", "ok", "we took the last bus home and walked along the river " * 20]
    found = scorer.answers("how old is gran", memories)

    assert found.shape == (3, len(ANSWERS))
    assert np.allclose(found.sum(1), 1, atol=1e-5)
    assert found[:, 0].argmax() == 0


def test_no_memories_give_no_scores(scorer: PairScorer) -> None:
    assert scorer.answers("how old is gran", []).shape == (0, len(ANSWERS))
    assert scorer.change([], "gran is 83").shape == (0, len(CHANGES))


def test_words_beyond_the_limit_are_not_read(scorer: PairScorer) -> None:
    long = "the kettle is red and " * MAX_TOKENS[1]

    assert np.allclose(scorer.answers("kettle?", [long]), scorer.answers("kettle?", [long + "gran is 83"]))


def test_a_bare_answer_is_read_after_the_question_that_it_answers() -> None:
    assert memory_text("nights", "Noted. Which shift is she on?") == "Which shift is she on? nights"
    assert memory_text("nights", "Noted: nights.") == "nights"
    assert memory_text("she's on nights", None, "mara (sister)") == "mara (sister): she's on nights"


def test_what_is_committed_is_small_and_says_what_it_was_made_of() -> None:
    told = described(TAUGHT)

    assert (TAUGHT / "pairs.npz").stat().st_size <= MOST_BYTES
    assert {"base_model", "dimension", "data_sha256", "scores_on_tuned"} <= set(told)
    assert len([name for name in taught() if name.endswith("/A")]) == 6 * told["dimension"] // 64


def test_a_folder_without_an_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make setup"):
        PairScorer.load(tmp_path)
