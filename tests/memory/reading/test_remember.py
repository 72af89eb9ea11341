"""What is asked to be remembered: which words of the request go, and what of the message stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from annotated import SAID_AT, SeesAnything, read

from memory.reading import Context
from memory.reading import remember as requests
from memory.reading.reader import TaughtReader
from memory.reading.taught import ClauseTag, Tagged

REQUESTS = yaml.safe_load((Path(requests.__file__).parent / "words" / "requests.yml").read_text())
REQUEST_ROWS = [row for name in ("anything", "marked") for row in REQUESTS[name].values()]


@pytest.mark.parametrize("row", REQUEST_ROWS, ids=lambda row: row["so"])
def test_of_each_request_the_content_is_kept(row: dict[str, str]) -> None:
    text, content = row["so"].replace("[", "").replace("]", ""), row["so"].partition("[")[2].rstrip("]")
    reading = read(text, f"{text} :: want.remember")
    assert [(fact.attribute, fact.value_text) for fact in reading.facts] == [("other", content)]


@pytest.mark.parametrize("row", REQUEST_ROWS, ids=lambda row: row["not"])
def test_what_only_points_or_is_no_request_is_no_fact(row: dict[str, str]) -> None:
    assert read(row["not"], f"{row['not']} :: want.remember").facts == ()


@pytest.mark.parametrize("request_", ["remember that", "please dont forget", "can u keep that in mind pls"])
@pytest.mark.parametrize("joint", [", ", ". ", " and ", " - "])
def test_a_request_may_come_last(request_: str, joint: str) -> None:
    text = f"the bins go out on Tuesday{joint}{request_}"
    reading = read(text, f"{text} :: want.remember")
    assert [fact.value_text for fact in reading.facts] == ["the bins go out on Tuesday"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("hey pls remember this week I'm off", "this week I'm off"),
        ("Can you remember that my nan can never remember that", "my nan can never remember that"),
        ("pls remember: it's my mum's birthday on the 4th", "it's my mum's birthday on the 4th"),
    ],
)
def test_the_words_of_the_content_stay(text: str, kept: str) -> None:
    assert [fact.value_text for fact in read(text, f"{text} :: want.remember").facts] == [kept]


def test_what_tells_and_has_no_words_of_a_request_is_kept_whole() -> None:
    text = "save the whales"
    assert [fact.value_text for fact in read(text, f"{text} :: want.remember tell").facts] == [text]


def test_a_request_may_stand_in_a_clause_of_its_own() -> None:
    text = "remember this:\nthe bell is broken"
    reading = read(text, "remember this: :: want.remember\nthe bell is broken :: tell")
    assert {fact.value_text for fact in reading.facts} == {"the bell is broken"}


def test_what_is_not_to_be_forgotten_is_to_be_remembered() -> None:
    text = "don't forget I park behind the church"
    tagged = Tagged((ClauseTag(0, len(text), {"want.forget": 0.9, "want.remember": 0.1}),), (), (), ())
    (clause,) = TaughtReader(SeesAnything(tagged)).read(text, Context(SAID_AT)).clauses
    assert [act.name for act in clause.acts] == ["want.remember"]
    assert [fact.value_text for fact in clause.facts] == ["I park behind the church"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("can you remember that my nan is 90?", ["my nan is 90"]),
        ("the bins go out on Tuesday, remember that", ["the bins go out on Tuesday"]),
    ],
)
def test_a_plain_request_needs_no_tagger(text: str, kept: list[str]) -> None:
    tagged = Tagged((ClauseTag(0, len(text), {"ask.me": 0.6}),), (), (), ())
    reading = TaughtReader(SeesAnything(tagged)).read(text, Context(SAID_AT))
    assert [reading.words(fact.quote) for fact in reading.facts] == kept


@pytest.mark.parametrize("text", ["remember when we met in Oslo?", "can you remember my name?"])
def test_whether_something_is_remembered_may_be_asked(text: str) -> None:
    (clause,) = read(text, f"{text} :: ask.me").clauses
    assert ([act.name for act in clause.acts], clause.facts) == (["ask.me"], ())


def test_a_fact_is_quoted_without_the_request() -> None:
    text = "Remember that I moved to Hull"
    (fact,) = (reading := read(text, f"{text} :: want.remember tell\n  me home = Hull")).facts
    assert reading.words(fact.quote) == "I moved to Hull"
