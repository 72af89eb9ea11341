"""A question's vector moves towards what answers it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from memory.embeddings import Embedder, load_embedder
from memory.recall.nearness import towards_answers
from memory.understand import Question
from memory.understand.question import parse_question

TOLD = (
    "my boots hold up well",
    "I can't stand the feel of wool",
    "I keep halal",
    "I put up the tent in the dark",
    "I'm terrified of heights",
    "we hung a new lamp",
)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


def asked(text: str) -> Question:
    return parse_question(text, date(2026, 3, 11))


@pytest.mark.parametrize(
    ("request_", "heeded"),
    [
        ("which cardigan should I get for winter?", "I can't stand the feel of wool"),
        ("what are good restaurants in Munich?", "I keep halal"),
        ("what adventures would you suggest in the Alps?", "I'm terrified of heights"),
    ],
)
def test_a_request_finds_what_should_be_heeded(embedder: Embedder, request_: str, heeded: str) -> None:
    question = asked(request_)
    assert question.request
    near = embedder.embed(TOLD) @ towards_answers(question, embedder.embed([question.first_person])[0])
    assert TOLD[int(np.argmax(near))] == heeded


def test_the_moved_vector_has_length_one(embedder: Embedder) -> None:
    moved = towards_answers(asked("where do I live?"), embedder.embed(["where do I live?"])[0])
    assert np.linalg.norm(moved) == pytest.approx(1, abs=1e-5)


def test_vectors_of_another_model_are_left_as_they_are() -> None:
    vector = np.ones(3, np.float32)
    assert towards_answers(asked("where do I live?"), vector, "another") is vector
