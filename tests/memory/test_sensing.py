"""Sensitive things are asked about in other words than the usual, too, and are on no disk until the yes."""

from __future__ import annotations

import pytest
from people import People

from memory.embeddings import Embedder
from memory.understand.taught import taught

INDIRECT = [
    ("my husband hits me when he is drunk", "abuse"),
    ("the bailiffs took our car on monday", "debt"),
    ("my asylum claim was refused again", "immigration status"),
    ("I stopped taking my meds in spring", "health"),
    ("I see a shrink on Tuesdays", "health"),
]


@pytest.mark.parametrize(("text", "kind"), INDIRECT)
def test_what_is_said_indirectly_waits_for_a_yes(people: People, text: str, kind: str) -> None:
    seen = people.say("ana", text)
    assert seen.memories == ()
    assert [one.reason for one in seen.withheld] == ["sensitive"]
    assert {told.sensitivity for one in people.service.withheld("ana") for told in one.told} == {kind}
    words = text.split(" ", 2)[2]
    assert people.files_with(words) == []
    assert people.service.keep_withheld("ana")
    assert people.files_with(words) != []


@pytest.mark.parametrize(
    "text", ["I love hiking", "my sister moved to Porto", "I have a red bicycle", "I beat my brother at chess"]
)
def test_everyday_things_are_noted_without_a_question(people: People, text: str) -> None:
    assert people.say("ana", text).withheld == ()


def test_vectors_of_another_model_are_not_weighed(embedder: Embedder) -> None:
    assert taught(embedder.name, embedder.dimension) is not None
    assert taught("another-model", embedder.dimension) is None
    assert taught(embedder.name, 768) is None
