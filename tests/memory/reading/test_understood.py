"""A reading becomes what the service keeps: statement, slot, group, days, what is sensitive, and what it does."""

from __future__ import annotations

import re
from datetime import datetime, timezone

import pytest
from annotated import SAID_AT, reader, tagger

from memory.models import Memory, Slot, Told, Understood
from memory.reading.adapter import ReadingReader
from memory.reading.reader import TaughtReader


def told(text: str, annotation: str, *, bot: str | None = None, known: tuple[Memory, ...] = ()) -> tuple[Told, ...]:
    return _understood(text, annotation, bot=bot, known=known).told


def _understood(text: str, annotation: str, *, bot: str | None = None, known: tuple[Memory, ...] = ()) -> Understood:
    return reader(text, annotation, bot).read(text, sent_at=SAID_AT, in_reply_to=bot, known=known)


def memory(slot: Slot, quote: str = "told before") -> Memory:
    at = datetime(2026, 11, 29, tzinfo=timezone.utc)
    return Memory("m1", "ana", quote, quote, "self", slot, None, at, "web", "1")


def test_one_fact_is_said_by_its_sentence() -> None:
    text = "I moved to Hull last week"
    (one,) = told(text, f"{text} :: tell\n  me home = Hull when(last week) ?")
    assert (one.quote, one.statement, one.category) == (text, "You moved to Hull last week", "places")
    assert one.slot == Slot("self", None, "home", "Hull")


def test_several_facts_of_one_quote_each_have_a_sentence() -> None:
    text = "two kids, anya 6 and dev 3"
    both = told(
        text,
        f"{text} :: tell\n  @anya:person(daughter)<anya> name = anya\n  @anya<anya> age = 6\n"
        "  @dev:person(son)<dev> name = dev\n  @dev<dev> age = 3",
    )
    assert [one.statement for one in both][1::2] == ["Your child Anya is 6", "Your child Dev is 3"]
    assert {one.quote for one in both} == {text}


def test_she_is_the_one_that_was_spoken_of() -> None:
    text = "my sister Mara called. she starts at the docks monday"
    one = told(
        text,
        "my sister Mara called. :: tell\n  @mara<my sister Mara> event = called\n"
        "she starts at the docks monday :: tell\n  @mara<she> employer = the docks ~plan when(monday) ?",
    )[-1]
    assert (one.statement, one.category) == ("Your sister Mara starts at the docks monday", "plans")
    assert one.about is not None


def test_a_name_that_is_known_has_its_relation() -> None:
    known = (memory(Slot("sister", "sister", "name", "Mara")),)
    (one,) = told("mara is 31 now", "mara is 31 now :: tell\n  @mara age = 31", known=known)
    assert one.slot == Slot("sister", "sister", "age", "31")


def test_two_of_one_relation_are_two() -> None:
    text = "my brother Karl is a nurse, my brother Emil is a chef"
    slots = [
        one.slot
        for one in told(
            text,
            "my brother Karl is a nurse, :: tell\n"
            "  @karl<my brother Karl> name = Karl\n  @karl<my brother Karl> job = nurse\n"
            "my brother Emil is a chef :: tell\n"
            "  @emil<my brother Emil> name = Emil\n  @emil<my brother Emil> job = chef",
        )
    ]
    assert Slot("karl", "brother", "work", "nurse") in slots
    assert Slot("emil", "brother", "work", "chef") in slots


@pytest.mark.parametrize("modality", ["worry", "maybe", "hearsay", "fiction"])
def test_a_worry_is_not_kept(modality: str) -> None:
    assert told("what if i move", f"what if i move :: feel.bad\n  me home = move ~{modality}") == ()


def test_what_was_fills_another_slot_than_what_is() -> None:
    (one,) = told("I lived in Faro", "I lived in Faro :: tell\n  me home = Faro ~was")
    assert one.slot == Slot("self", None, "former home", "Faro")


def test_a_planned_move_leaves_the_home_as_it_is() -> None:
    (one,) = told("moving to Leeds in june", "moving to Leeds in june :: tell\n  me home = Leeds ~plan when(in june) ?")
    assert (one.slot, one.category) == (None, "plans")


def test_what_is_denied_ends_what_was_told_and_else_fills_nothing() -> None:
    annotation = "I don't live in Faro :: tell\n  me home = Faro not"
    known = (memory(Slot("self", None, "home", "Faro")),)
    (ends,) = told("I don't live in Faro", annotation, known=known)
    (nothing,) = told("I don't live in Faro", annotation)
    assert (ends.change, ends.slot) == ("ends", Slot("self", None, "home", "Faro"))
    assert (nothing.change, nothing.slot) == ("tells", None)


def test_a_correction_corrects() -> None:
    (one,) = told("no, Hull", "no, Hull :: correct\n  me home = Hull")
    assert one.change == "corrects"


def test_what_is_sensitive_of_a_quote_makes_all_of_it_sensitive() -> None:
    text = "my son Max is 6 and has epilepsy"
    annotation = f"{text} :: tell\n  @max<my son Max> age = 6\n  @max<my son Max> condition = epilepsy"
    assert {one.sensitivity for one in told(text, annotation)} == {"health"}


def test_kinds_of_sensitive_things_have_the_names_that_the_service_knows() -> None:
    (one,) = told("did a bit of bird", "did a bit of bird :: tell\n  me event = a bit of bird $crime")
    assert one.sensitivity == "criminal record"


def test_a_name_that_is_not_sure_waits() -> None:
    sure = _understood("Dee", "Dee :: answer.value\n  me name = Dee", bot="What should I call you?")
    assert [one.statement for one in sure.told] == ["Your name is Dee"]
    assert sure.unsure_name is None


def test_secrets_are_refused_by_their_kind() -> None:
    found = _understood("my pin is 4711", "my pin is 4711 :: tell\n  me other = 4711")
    assert [(one.reason, one.category) for one in found.refused] == [("secret", "pin")]


def test_the_words_of_a_crisis_are_those_of_the_author() -> None:
    seen = tagger("i want out", "i want out :: danger.hint")
    made = ReadingReader(TaughtReader(seen), crisis=[re.compile("want out")])
    assert made.read("i want out", sent_at=SAID_AT).crisis
