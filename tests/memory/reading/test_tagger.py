"""The taught tagger as it is exported: what it says lies in the text, whatever the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory.reading.taught import Tagged, Tagger
from memory.reading.taught.decode import Labels
from memory.reading.taught.export import export, export_folder, is_exported
from memory.reading.taught.pieces import MESSAGE_PIECES, REPLY_PIECES, split

ODD = (
    "",
    " ",
    "\n\t\n",
    "…!?",
    "😀",
    "my sis 👩‍👩‍👧‍👦 mara 😀😀 lives in hull",
    "é ü ñ ﷺ 漢字 Ünïcödé İstanbul",
    "\x00\x07 a\u200bb \ufeffc",
    "a" * 10_000,
    "🐕" * 3_000,
    "i live in hull. " * 625,
    "\n".join(["- my sister mara is 30"] * 200),
)


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    """The one that set-up exported; a fresh export where there is none of these weights."""
    folder = export_folder()
    if not is_exported(folder):
        folder = tmp_path_factory.mktemp("reader")
        export(folder)
    return Tagger.load(folder)


def check_places(text: str, reply: str | None, tagged: Tagged) -> None:
    for span in (*tagged.clauses, *tagged.mentions, *tagged.whens):
        assert 0 <= span.start < span.end <= len(text)
    for fact in tagged.facts:
        of = reply or "" if fact.in_reply else text
        assert 0 <= fact.value_start < fact.value_end <= len(of)
        assert 0 <= fact.clause < len(tagged.clauses)
        assert sum(fact.modality.values()) == pytest.approx(1.0, abs=1e-4)
        assert 0.0 <= fact.weight <= 3.0
        if isinstance(fact.who, int):
            assert 0 <= fact.who < len(tagged.mentions)
    for one, after in zip(tagged.clauses, tagged.clauses[1:], strict=False):
        assert one.end <= after.start


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("reply", [None, "What should I call you? 😀", "x " * 2000])
def test_every_place_lies_in_the_text(tagger: Tagger, text: str, reply: str | None) -> None:
    check_places(text, reply, tagger.tag(text, reply))


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_the_parts_of_a_text_leave_nothing_out(tagger: Tagger, text: str) -> None:
    tokenizer = tagger._tokenizer
    whole = [tuple(offset) for offset in tokenizer.encode(text, add_special_tokens=False).offsets]
    parts = list(split(tokenizer, text, "a line before"))
    assert [o for part in parts for o in part.offsets[part.begin : part.end]] == whole
    for part in parts:
        assert part.end - part.begin <= MESSAGE_PIECES
        assert part.begin <= REPLY_PIECES + 2


def test_a_part_ends_with_a_line_before_a_sentence_before_a_word(tagger: Tagger) -> None:
    text = "one two. three\n" + "word " * 60 + "end. " + "more " * 300
    first, second = list(split(tagger._tokenizer, text, None))[:2]
    assert text[: first.offsets[first.end - 1][1]].endswith("end.")
    lines = "\n".join(["a line. of words"] * 60)
    first, second = list(split(tagger._tokenizer, lines, None))[:2]
    assert lines[second.offsets[second.begin][0] - 1] == "\n"


def test_a_text_without_a_readable_character_says_nothing(tagger: Tagger) -> None:
    assert tagger.tag("") == tagger.tag(" \n\t") == Tagged()


def test_the_same_text_is_read_the_same_twice(tagger: Tagger) -> None:
    text = "my sis mara moved to hull, she starts at the docks monday"
    assert tagger.tag(text, "What's new?") == tagger.tag(text, "What's new?")


def test_a_plain_sentence_gives_its_fact(tagger: Tagger) -> None:
    text = "My sister Mara lives in Hull."
    tagged = tagger.tag(text)
    home = max((f for f in tagged.facts if f.attribute == "home"), key=lambda f: f.probability)
    assert "Hull" in text[home.value_start : home.value_end]
    assert isinstance(home.who, int)
    mention = tagged.mentions[home.who]
    assert "Mara" in text[mention.start : mention.end]
    assert mention.kind == "person"
    assert max(home.modality, key=lambda name: home.modality[name]) == "holds"


def test_a_bare_name_answers_the_question_for_it(tagger: Tagger) -> None:
    tagged = tagger.tag("dee.", "What should I call you?")
    (name,) = [f for f in tagged.facts if f.attribute == "name" and f.probability > 0.5]
    assert name.who == "me"
    assert tagged.clauses[0].acts["answer.value"] > 0.5


def test_places_are_those_of_the_text_as_typed(tagger: Tagger) -> None:
    plain = "my sister mara lives in hull"
    marked = "👋🏽  😀 my sister mara lives in hull"
    shift = len(marked) - len(plain)
    names = [
        {(f.value_start - by, f.value_end - by) for f in tagger.tag(text).facts if f.attribute == "name"}
        for text, by in ((plain, 0), (marked, shift))
    ]
    assert names[0] & names[1]


def test_a_question_to_the_memory_says_what_it_asks(tagger: Tagger) -> None:
    text = "whats my sister's name?"
    (clause,) = tagger.tag(text).clauses
    assert clause.acts["ask.me"] > 0.5
    assert clause.asked is not None
    assert clause.asked.attribute == "name"
    assert isinstance(clause.asked.who, int) or clause.asked.who == "left_out"


def test_the_labels_are_those_of_the_weights(tagger: Tagger) -> None:
    labels: Labels = tagger.labels
    assert {"tell", "ask.me", "want.forget"} <= set(labels.acts)
    assert {"home", "name", "event"} <= set(labels.attributes)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make setup"):
        Tagger.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("hello, I live in Lund", "I live in Lund"),
        ("hi I'm Mira", "I'm Mira"),
        ("I live in Bergen and I collect thimbles", "and I collect thimbles"),
    ],
)
def test_a_clause_begins_where_grammar_begins_one(tagger: Tagger, text: str, second: str) -> None:
    clauses = tagger.tag(text).clauses
    assert [text[one.start : one.end] for one in clauses][1:] == [second]


def test_what_joins_two_things_begins_no_clause(tagger: Tagger) -> None:
    assert len(tagger.tag("I like tea and toast").clauses) == 1
