"""Sensitive things are asked about clause by clause, whatever their words, and are on no disk until the yes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from people import People

from memory.reading.sensitive import named_kind
from memory.reading.taught.loading import WEIGHTS
from memory.reading.taught.sensitivity import NONE, SENSITIVE, Sensitivity

TAUGHT = Path(__file__).parents[3] / "memory" / "reading" / "taught"

SAID = [
    ("my husband hits me when he is drunk", "abuse"),
    ("the bailiffs took our car on monday", "debt"),
    ("my asylum claim was refused again", "immigration status"),
    ("I was diagnosed with diabetes in spring", "health"),
    ("I am a practising Catholic", "religion"),
]


@pytest.mark.parametrize(("text", "kind"), SAID)
def test_what_is_sensitive_waits_for_a_yes(people: People, text: str, kind: str) -> None:
    seen = people.say("ana", text)
    assert seen.memories == ()
    assert {one.reason for one in seen.withheld} == {"sensitive"}
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


def test_of_a_message_what_is_plain_is_noted_and_what_is_sensitive_is_asked_about(people: People) -> None:
    seen = people.say("ana", "My sister moved to Porto. I was diagnosed with diabetes.")
    assert ["Porto" in one.quote for one in seen.memories] == [True]
    assert [one.category for one in seen.withheld] == ["health"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My Nan\N{RIGHT SINGLE QUOTATION MARK}s got Parkinson\N{RIGHT SINGLE QUOTATION MARK}s", "health"),
        ("two seizures this week", "health"),
        ("the bailiffs came", "debt"),
        ("dad was a shop steward", "union"),
        ("I'm a Cancerian", None),
        ("he shepherds sheep", None),
    ],
)
def test_a_name_of_a_closed_class_is_sensitive_as_a_whole_word(text: str, kind: str | None) -> None:
    assert named_kind(text) == kind


def test_the_committed_head_was_fitted_on_the_committed_reader() -> None:
    assert NONE in Sensitivity.load(TAUGHT, TAUGHT / WEIGHTS).kinds


def test_a_head_of_another_reader_is_refused(tmp_path: Path) -> None:
    other = tmp_path / WEIGHTS
    other.write_bytes(b"another reader")
    with pytest.raises(ValueError, match="training.sensitive"):
        Sensitivity.load(TAUGHT, other)
    with pytest.raises(FileNotFoundError):
        Sensitivity.load(tmp_path, TAUGHT / WEIGHTS)
    assert (TAUGHT / SENSITIVE).is_file()


def test_a_clause_is_judged_by_its_own_pieces() -> None:
    head = Sensitivity.load(TAUGHT, TAUGHT / WEIGHTS)
    layers = np.random.default_rng(0).normal(size=(9, 4 * 384)).astype(np.float32)
    both = head.of(layers, [(0, 4), (4, 9)])
    assert both[1] == pytest.approx(head.of(layers[4:], [(0, 5)])[0], abs=1e-5)
    assert all(0.0 <= sum(one.values()) <= 1.0 for one in both)


@pytest.mark.parametrize("line", [None, "Noted.", "Thank you. What should I call you?"])
def test_danger_is_heard_after_any_line(people: People, line: str | None) -> None:
    seen = people.say("ana", "my husband hits me", in_reply_to=line)
    assert [one.category for one in seen.withheld] == ["abuse"]
