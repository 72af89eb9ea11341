"""The questions put months later: they are what the benchmark says they are, and it counts rightly."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.longmem.__main__ import figures, is_latest
from benchmarks.longmem.data import Asked, Piece, talks


def test_everybody_is_asked_the_same_number_of_each_kind() -> None:
    people = talks()
    asked = Counter(one.kind for talk in people for one in talk.questions)
    assert len(people) == 12
    assert asked == {"single": 60, "update": 60, "time": 48, "several": 24, "abstain": 48}


def test_what_was_never_told_has_no_evidence_and_all_else_has() -> None:
    assert all(bool(one.evidence) == (one.kind != "abstain") for talk in talks() for one in talk.questions)


def test_what_held_earlier_was_told_before_the_latest() -> None:
    for talk in talks():
        for one in talk.questions:
            earlier = [int(piece.turn) for piece in one.earlier]
            assert max(earlier, default=-1) < max((int(piece.turn) for piece in one.evidence), default=0)


@pytest.mark.parametrize(
    ("found", "is_it"),
    [
        (["new", "old"], True),
        (["other", "new"], True),
        (["old", "new"], False),
        (["old"], False),
        (["other"], False),
        ([], False),
    ],
)
def test_the_latest_stands_before_what_held_earlier(found: list[str], is_it: bool) -> None:
    asked = Asked("update", "?", "", (Piece("new", "now"),), (Piece("old", "then"),))
    assert is_latest(asked, [(turn, 0.5) for turn in found]) is is_it


def test_right_counts_from_the_score_on_that_answers_so_many_of_what_was_never_told() -> None:
    kinds = ("single", "update", "time", "several")
    told = [Asked(kind, "?", "", (Piece("a", "a"),), ()) for kind in kinds]
    untold = [Asked("abstain", "?", None, (), ()) for _ in range(2)]
    scores = (0.9, 0.7, 0.5, 0.3, 0.6, 0.4)
    found = [[("a", score)] for score in scores]
    assert figures([*told, *untold], found, false=0)["right"] == 0.5
    assert figures([*told, *untold], found, false=1)["right"] == 0.75
    assert figures([*told, *untold], found, false=2)["right"] == 1.0
    assert figures([*told, *untold], found, false=0)["AUC"] == pytest.approx(5 / 8)


def test_a_quote_rests_on_words_of_its_own_message_alone() -> None:
    piece = Piece("3", "I live in Leeds and work in Hull")
    assert piece.holds("3", "work in Hull")
    assert piece.holds("3", "Well, I live in Leeds and work in Hull.")
    assert not piece.holds("4", "work in Hull")
    assert not piece.holds("3", "my sister, too")
