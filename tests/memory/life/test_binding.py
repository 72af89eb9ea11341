"""Whom a mention means."""

from __future__ import annotations

import pytest
from readings import Life, fact, of

from memory.life.binding import NEW, bind, is_of_another
from memory.life.talk import Talk
from memory.reading import Mention, Span

NURSE = ("job", "a nurse")


def test_a_relation_a_name_and_a_pronoun_mean_the_same_one(life: Life) -> None:
    life.tells(
        "my sister tilda is a nurse", fact("job", "a nurse", of("my sister tilda", name="tilda", relation="sister"))
    )
    life.tells("Tilda's moving to Bath", fact("plan", "moving to Bath", of("Tilda", name="Tilda"), modality="plan"))
    life.tells("she hates boxes", fact("dislikes", "boxes", of("she")))
    life.tells("my sister snores", fact("habit", "snores", of("my sister", relation="sister")))
    assert len(life.picture.members) == 1
    assert [value for _, value in life.holds("tilda")] == ["a nurse", "moving to Bath", "boxes", "snores"]


def test_who_had_no_name_gets_it_and_stays_the_same_one(life: Life) -> None:
    life.tells("my mum paints", fact("skill", "paints", of("my mum", relation="mum")))
    life.tells("my mum Odile turned 70", fact("age", "70", of("my mum Odile", name="Odile", relation="mother")))
    (mother,) = life.picture.members.values()
    assert (mother.name, mother.relation) == ("Odile", "mother")


def test_two_of_one_relation_are_two(life: Life) -> None:
    life.tells(
        "my brother Karl is a nurse", fact("job", "a nurse", of("my brother Karl", name="Karl", relation="brother"))
    )
    life.tells("my brother Emil cooks", fact("job", "cooks", of("my brother Emil", name="Emil", relation="brother")))
    assert life.holds("Karl") == [NURSE]
    assert life.holds("Emil") == [("job", "cooks")]


def test_two_of_one_name_are_two(life: Life) -> None:
    life.tells("my cousin Tom flies", fact("job", "flies", of("my cousin Tom", name="Tom", relation="cousin")))
    life.tells("my boss Tom is strict", fact("other", "strict", of("my boss Tom", name="Tom", relation="boss")))
    assert sorted(one.relation or "" for one in life.picture.members.values()) == ["boss", "cousin"]


def test_of_two_of_one_name_of_whom_nobody_spoke_lately_nobody_can_tell(life: Life) -> None:
    life.tells("my cousin Tom flies", fact("job", "flies", of("my cousin Tom", name="Tom", relation="cousin")))
    life.tells("my boss Tom is strict", fact("other", "strict", of("my boss Tom", name="Tom", relation="boss")))
    life.later(3)
    (learned,) = life.tells("Tom is ill", fact("state", "ill", of("Tom", name="Tom")))
    assert learned.unclear
    assert learned.statement == 'You said: "Tom is ill"'


def test_she_is_no_brother(life: Life) -> None:
    life.tells("my aunt Vera sings", fact("skill", "sings", of("my aunt Vera", name="Vera", relation="aunt")))
    life.tells("my brother Karl came", fact("event", "came", of("my brother Karl", name="Karl", relation="brother")))
    life.tells("she was glad", fact("feeling", "glad", of("she")))
    assert ("feeling", "glad") in life.holds("Vera")


def test_where_she_can_be_either_of_two_it_is_unclear(life: Life) -> None:
    vera, ida = of("my aunt Vera", name="Vera", relation="aunt"), of("my sister Ida", name="Ida", relation="sister")
    life.tells("my aunt Vera and my sister Ida came", fact("event", "came", vera), fact("event", "came", ida))
    (learned,) = life.tells("she was glad", fact("feeling", "glad", of("she")))
    assert learned.unclear


def test_it_is_a_thing_and_not_the_neighbour(life: Life) -> None:
    life.tells("the van broke down", fact("event", "broke down", of("the van", kind="thing")))
    life.tells(
        "my neighbour Jo laughed", fact("event", "laughed", of("my neighbour Jo", name="Jo", relation="neighbour"))
    )
    life.tells("it needs a clutch", fact("state", "needs a clutch", of("it", kind="thing")))
    (van,) = (one for one in life.picture.members.values() if one.kind == "thing")
    assert [state.value for state in van.states] == ["broke down", "needs a clutch"]


def test_who_is_left_out_is_the_one_that_the_line_asks_about(life: Life) -> None:
    life.tells("my dad Piet fell", fact("event", "fell", of("my dad Piet", name="Piet", relation="father")))
    life.tells("my boss Ruth rang", fact("event", "rang", of("my boss Ruth", name="Ruth", relation="boss")))
    life.tells("better, thanks", fact("state", "better", of()), line="How is your father?")
    assert ("state", "better") in life.holds("Piet")


def test_who_was_only_named_can_be_she(life: Life) -> None:
    life.tells("my sister Ida", line="Who is coming?")
    life.tells("she is a vet", fact("job", "a vet", of("she")))
    (ida,) = life.picture.members.values()
    assert ida.relation == "sister"


def test_a_relation_to_somebody_else_is_no_relation_of_ones_own(life: Life) -> None:
    life.tells("my husband Rafi cooks", fact("skill", "cooks", of("my husband Rafi", name="Rafi", relation="husband")))
    life.tells("Lena's husband sings", fact("skill", "sings", of("Lena's husband", relation="Lena's husband")))
    assert life.holds("Rafi") == [("skill", "cooks")]


def test_a_worry_is_kept_of_nobody_and_changes_nothing(life: Life) -> None:
    (learned,) = life.tells("what if I end up alone", fact("worry", "end up alone", modality="worry"))
    assert not learned.kept
    assert life.picture.states == ()


def test_blank_words_mean_nobody() -> None:
    assert not is_of_another(" ")
    assert bind(Mention(Span(0, 1), "person"), " ", (), Talk()) == NEW


def test_an_older_and_a_younger_brother_are_two(life: Life) -> None:
    life.tells("my older brother is a cop", fact("job", "a cop", of("my older brother", relation="brother")))
    life.tells("my little brother is a nurse", fact("job", "a nurse", of("my little brother", relation="brother")))
    life.tells("my big brother snores", fact("habit", "snores", of("my big brother", relation="brother")))
    brothers = [one for one in life.picture.members.values() if one.relation == "brother"]
    assert sorted(len(one.states) for one in brothers) == [1, 2]


@pytest.mark.parametrize(
    ("text", "name", "kind", "relation"),
    [
        ("my girlfriend Nadia sings", "Nadia", "person", "girlfriend"),
        ("I have a dog called Rex", "Rex", "animal", "dog"),
        ("a colleague named Tom", "Tom", "person", "colleague"),
        ("my sister met Tom", "Tom", "person", None),
    ],
)
def test_a_relation_before_a_name_is_theirs(life: Life, text: str, name: str, kind: str, relation: str | None) -> None:
    (learned,) = life.tells(text, fact("other", text, of(name, kind=kind, name=name)))
    assert learned.who is not None
    assert learned.who.relation == relation


def test_one_who_is_left_out_is_the_one_whom_the_clause_names_before(life: Life) -> None:
    (learned,) = life.tells("my older brother is a cop", fact("job", "a cop", of()))
    assert learned.statement == "Your older brother is a cop"
