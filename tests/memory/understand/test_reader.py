"""What a message tells, whole sentences through the real parser."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from reading import SENT_AT, told

from memory.models import Refused, Slot
from memory.understand import Reader


def test_two_facts_in_one_sentence_become_separate_memories(reader: Reader) -> None:
    found = told(reader, "i just moved to porto with my sister Ines and have a job interview next tuesday")
    assert {one.slot for one in found} == {
        Slot("self", None, "home", "Porto"),
        Slot("sister", "sister", "name", "Ines"),
        None,
    }
    assert {one.quote for one in found} == {
        "i just moved to porto with my sister Ines",
        "have a job interview next tuesday",
    }
    plan = next(one for one in found if one.category == "plans")
    assert plan.about is not None
    assert (plan.about.from_, plan.about.to) == (date(2026, 11, 24), date(2026, 11, 24))
    assert plan.about.phrase == "next tuesday"


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("we used to have a cat named Biscuit", Slot("cat", "cat", "former name", "Biscuit")),
        ("I was a nurse before the kids came", Slot("self", None, "former work", "nurse")),
        ("My sister Aoife's a vet in Galway", Slot("sister", "sister", "name", "Aoife")),
    ],
)
def test_a_slot_says_whether_it_was_or_is(reader: Reader, text: str, slot: Slot) -> None:
    assert slot in [one.slot for one in told(reader, text)]


@pytest.mark.parametrize(
    "text",
    [
        "I'm not a doctor",
        "I'm not from Sydney",
        "She's my ex now",
        "My teacher said I was the worst student in the school",
        "I collect pens, my wife says is 59 too many",
        "I worked for 12 hours yesterday",
        "My son in law's Danish",
        "My sister is lovely. Moved to Rome in May",
        "The place I live in is tiny",
        "I want to see Norway before I'm 70",
        "I moved to the guest room",
        "I started with beef",
    ],
)
def test_what_is_denied_or_said_by_others_fills_no_slot(reader: Reader, text: str) -> None:
    slots = [one.slot for one in told(reader, text) if one.slot and one.slot.attribute not in {"relation", "goal"}]
    assert slots == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("my cousin rang and she's getting married in june", date(2027, 6, 1)),
        ("I haven't spoken to my twin in nine years", date(2017, 11, 21)),
        ("It's my birthday on the 29th of February", date(2028, 2, 29)),
        ("I've been asked to be best man, the wedding's in December", date(2026, 12, 1)),
        ("I hurt my shoulder on Wednesday", date(2026, 11, 18)),
        ("I have an exam on the 23rd and i havent opened the book", date(2026, 11, 23)),
    ],
)
def test_the_verb_beside_a_day_says_whether_it_is_past(reader: Reader, text: str, first: date) -> None:
    assert [one.about.from_ for one in told(reader, text) if one.about] == [first]


def test_a_day_is_resolved_in_the_time_zone_of_the_person(reader: Reader) -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    found = reader.read("I have an exam tomorrow", sent_at=late, timezone="Asia/Tokyo").told
    assert found[0].about is not None
    assert found[0].about.from_ == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("I'm Mira", None),
        ("call me mira", None),
        ("my name is Mira", None),
        ("hi, I'm Mira!", None),
        ("Mira", "Hello! What should I call you?"),
        ("mira", "What's your name?"),
        ("it's mira", "And what may I call you?"),
    ],
)
def test_a_name_is_told_however_it_is_given(reader: Reader, text: str, before: str | None) -> None:
    found = told(reader, text, before)
    assert [one.slot for one in found] == [Slot("self", None, "name", "Mira")]
    assert found[0].category == "self"
    assert found[0].statement == "Your name is Mira"
    assert found[0].quote in text


@pytest.mark.parametrize(
    "text",
    [
        "forget about my sister",
        "what do you remember about me?",
        "stop remembering",
        "yes",
        "no thanks",
        "If I were rich I'd buy a boat",
        "can you help me?",
        "what's my sister's name?",
        "tell me a joke",
        "I'd like to know the weather",
        "thanks!",
        "ok",
        "do you like dogs?",
        "Don't be afraid to write and share",
        "Have faith in yourself and keep writing",
        "Thanks, Maria!",
        "Like I said",
        "No problem!",
        "oh my that is two of my favourite things",
        "Thanks for asking",
        "Or if I'm going too",
        "have some fun",
    ],
)
def test_what_tells_nothing_is_not_captured(reader: Reader, text: str) -> None:
    assert told(reader, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\U0001f600\U0001f600",
        "\x00\x01\x02",
        "a" * 10_000,
        "I went to the gym. " * 520,
        "\u200f\u05de\u05d4 \u05e9\u05dc\u05d5\u05de\u05da",
        "?" * 500,
        "\u202eabc",
        "e\u0301" * 400,
        "\ud83d",
        "I am 99999999999999999999 years old",
        "on 31 February 0000",
    ],
)
def test_no_text_makes_it_fail(reader: Reader, text: str) -> None:
    for one in told(reader, text):
        assert one.quote in text
    reader.ask(text, asked_at=SENT_AT)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my card is 4111 1111 1111 1111", "card"),
        ("my ssn is 536-22-1948", "ssn"),
        ("send it to DE89 3704 0044 0532 0130 00", "iban"),
        ("my wifi password is hunter22", "password"),
        ("my pin is 4821", "pin"),
        ("the api key is 9f8e7d6c5b4a", "token"),
    ],
)
def test_a_secret_is_refused_and_never_told(reader: Reader, text: str, kind: str) -> None:
    understood = reader.read(text, sent_at=SENT_AT)
    assert Refused("secret", kind) in understood.refused
    assert understood.told == ()


def test_what_stands_beside_a_secret_is_still_told(reader: Reader) -> None:
    understood = reader.read("I live in Porto. my pin is 4821.", sent_at=SENT_AT)
    assert [one.quote for one in understood.told] == ["I live in Porto."]
    assert understood.refused == (Refused("secret", "pin"),)


def test_what_is_sensitive_is_told_with_its_kind(reader: Reader) -> None:
    assert [one.sensitivity for one in told(reader, "I was diagnosed with diabetes")] == ["health"]
