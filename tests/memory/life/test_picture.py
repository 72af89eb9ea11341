"""The picture is made of memories alone."""

from __future__ import annotations

from datetime import timedelta

from readings import Life, fact, of

from memory.life import Picture
from memory.life.shown import people

IDA = of("my sister Ida", name="Ida", relation="sister")


def test_it_is_the_same_out_of_the_memories_in_any_order(life: Life) -> None:
    life.tells("my sister Ida is a vet", fact("job", "a vet", IDA))
    life.tells("she lives in Cork", fact("home", "Cork", of("she")))
    life.tells("I play the oboe", fact("plays", "the oboe"))
    assert Picture.of(reversed(life.picture.memories)) == life.picture


def test_of_whom_nothing_is_left_is_gone(life: Life) -> None:
    life.tells("my sister Ida is a vet", fact("job", "a vet", IDA))
    life.tells("I play the oboe", fact("plays", "the oboe"))
    left = [memory for memory in life.picture.memories if memory.who is None]
    assert Picture.of(left).members == {}


def test_a_name_goes_with_the_memory_that_told_it(life: Life) -> None:
    life.tells("my sister Ida is a vet", fact("job", "a vet", IDA))
    life.tells("my sister snores", fact("habit", "snores", of("my sister", relation="sister")))
    named, other = life.picture.memories
    assert (life.picture.who(other) or named.who).name == "Ida"  # type: ignore[union-attr]
    (left,) = Picture.of([other]).members.values()
    assert (left.names, left.relation) == ((), "sister")


def test_a_name_that_was_put_right_is_no_name_any_more(life: Life) -> None:
    told = of("my neighbour Gwyneth", name="Gwyneth", relation="neighbour")
    life.tells("my neighbour Gwyneth", fact("name", "Gwyneth", told))
    life.tells("her name is Glenys, sorry", fact("name", "Glenys", of("her")), acts=("correct",))
    (neighbour,) = life.picture.members.values()
    assert neighbour.names == ("Glenys",)


def test_two_who_turn_out_to_be_one_are_one_until_that_is_forgotten(life: Life) -> None:
    life.tells("Ida rang", fact("event", "rang", of("Ida", name="Ida")))
    life.tells("my sister is ill", fact("state", "ill", of("my sister", relation="sister")))
    assert len(life.picture.members) == 2
    life.tells("my sister Ida is coming", fact("plan", "coming", IDA, modality="plan"))
    (one,) = life.picture.members.values()
    assert [state.value for state in one.states] == ["rang", "ill", "coming"]
    assert len(Picture.of(life.picture.memories[:2]).members) == 2


def test_who_cannot_be_told_is_neither_the_person_nor_one_of_the_cast(life: Life) -> None:
    life.tells("shes an architect", fact("job", "an architect", of("shes")))
    assert life.picture.members == {}
    assert life.picture.me == ()
    assert [state.value for state in life.picture.unclear] == ["an architect"]


def test_what_is_shown_has_both_dates(life: Life) -> None:
    life.tells("I'm allergic to nuts", fact("allergy", "nuts"))
    life.later(5)
    life.tells("I'm not allergic to nuts", fact("allergy", "nuts", negated=True))
    (me,) = people(life.picture, life.today)
    began, denied = life.today - timedelta(days=5), life.today
    assert [(state.value, state.from_, state.to, state.negated) for state in me.states] == [
        ("nuts", denied, None, True),
        ("nuts", began, denied, False),
    ]
