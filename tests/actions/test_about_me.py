"""bot/about_me.yml: what authors write about the bot, and what they are told when it is malformed."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.about_me import AboutMe, depth_of, read_about_me
from memory.embeddings import Embedder
from memory.errors import SettingsInvalid

GOOD = "- {id: one, source: fact, depth: light, topics: [bread], text: I bake nothing.}\n"


def test_what_the_project_ships_is_well_formed_and_some_of_it_deep_and_some_authored() -> None:
    details = read_about_me()
    assert len(details) >= 25
    assert {detail.depth for detail in details} == {"light", "deep"}
    assert 1 <= sum(detail.authored for detail in details) <= len(details) / 4


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "cannot be read"),
        ("just words", "has to be a list"),
        ("- words", "entry 1 has to be a mapping"),
        ("- {source: fact, depth: light, topics: [a], text: b}", "entry 1: `id` has to be a text"),
        ("- {id: one, source: true, depth: light, topics: [a], text: b}", "entry 1 (one): `source` has to be a text"),
        ("- {id: one, source: told, depth: light, topics: [a], text: b}", "`source` has to be fact or authored"),
        ("- {id: one, source: fact, depth: medium, topics: [a], text: b}", "`depth` has to be light or deep"),
        ("- {id: one, source: fact, depth: deep, topics: a, text: b}", "`topics` has to be a list"),
        ("- {id: one, source: fact, depth: deep, topics: [], text: b}", "`topics` has to be a list"),
        ("- {id: one, source: fact, depth: deep, topics: [a], text: ''}", "`text` has to be a text"),
        ("- {id: one, source: fact, depth: deep, topics: [a], txet: b, text: c}", "`txet` is not known"),
        (GOOD + GOOD, "the id 'one' twice"),
    ],
)
def test_a_malformed_file_is_refused_with_what_and_where(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "about_me.yml"
    path.write_text(text)
    with pytest.raises(SettingsInvalid) as refused:
        read_about_me(path)
    assert complaint in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="nowhere.yml cannot be read"):
        read_about_me(tmp_path / "nowhere.yml")


def test_an_empty_file_is_a_bot_that_says_nothing_of_itself(tmp_path: Path, embedder: Embedder) -> None:
    path = tmp_path / "about_me.yml"
    path.write_text("# nothing\n")
    assert AboutMe(read_about_me(path), embedder).fitting("I love bread", (), "light") is None


def test_depth_is_read_from_the_words() -> None:
    assert depth_of("I have a job interview") == "light"
    assert depth_of("I am nervous about the interview") == "deep"
    assert depth_of("my grandmother died last winter") == "deep"
