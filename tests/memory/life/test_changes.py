"""What a fact does to what was told before. Situations as strangers told them, in other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest
from readings import BEGAN, Life, fact, of

from memory.life import Means, Nearness, State
from memory.life.tables import attribute

TILDA = of("my girlfriend Tilda", name="Tilda", relation="girlfriend")
DOG = of("my dog Rufus", kind="animal", name="Rufus", relation="dog")


def test_the_same_again_is_no_second_memory(life: Life) -> None:
    life.tells("I have a dog called Rufus", fact("pet", "a dog called Rufus"))
    (again,) = life.tells("as I said, I have a dog called Rufus", fact("pet", "a dog called Rufus"))
    assert again.same
    assert life.holds() == [("pet", "a dog called Rufus")]


@pytest.mark.parametrize(
    ("first", "then"), [("jazz", "jazz clubs in Paris"), ("coffee", "coffee ice cream"), ("red", "red wine from Rioja")]
)
def test_what_begins_alike_is_not_the_same(life: Life, first: str, then: str) -> None:
    life.tells(f"I like {first}", fact("likes", first))
    (learned,) = life.tells(f"I like {then}", fact("likes", then))
    assert learned.same is None
    assert ("likes", first) in life.holds()
    assert ("likes", then) in life.holds()


def test_an_age_is_put_right(life: Life) -> None:
    son = of("my son", relation="son")
    life.tells("my son is 8", fact("age", "8", son))
    life.tells("I mean 9", fact("age", "9", of()), acts=("correct",))
    assert life.holds("son") == [("age", "9")]


def test_who_moves_lives_there_no_more(life: Life) -> None:
    life.tells("I live in Bergen", fact("home", "Bergen"))
    life.later(20)
    life.tells("we moved to Ghent last week", fact("home", "Ghent", weight=2))
    assert life.holds() == [("home", "Ghent")]
    (bergen, _) = life.picture.me
    assert (bergen.to, bergen.status) == (life.today, "superseded")


def test_a_plan_that_is_moved_has_its_new_day_alone(life: Life) -> None:
    wednesday, friday = date(2026, 3, 4), date(2026, 3, 6)
    life.tells("my interview is on wednesday", fact("event", "my interview", modality="plan", day=wednesday))
    life.tells("the interview was moved to friday", fact("event", "the interview", modality="plan", day=friday))
    assert [state.about.from_ for state in life.picture.me if state.current and state.about] == [friday]


def test_a_day_is_put_right(life: Life) -> None:
    friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
    life.tells("dentist on friday", fact("event", "dentist", modality="plan", day=friday))
    life.tells("no wait, saturday", fact("event", "saturday", modality="plan", day=saturday), acts=("correct",))
    assert [state.about.from_ for state in life.picture.me if state.current and state.about] == [saturday]


def test_two_jobs_at_different_times_stand_side_by_side(life: Life) -> None:
    life.tells("I work at a bakery in the mornings", fact("employer", "a bakery in the mornings"))
    life.tells("I also work at a bar on weekends", fact("employer", "a bar on weekends"))
    assert len(life.holds()) == 2


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("I live in Leeds during the week", "Leeds"), ("now I live in York at weekends", "York")),
        (("I live in Bergen", "Bergen"), ("I live in a houseboat", "a houseboat")),
    ],
)
def test_another_home_without_a_sign_of_a_move_stands_beside(
    life: Life, first: tuple[str, str], then: tuple[str, str]
) -> None:
    life.tells(first[0], fact("home", first[1]))
    life.later(20)
    life.tells(then[0], fact("home", then[1]))
    assert life.holds() == [("home", first[1]), ("home", then[1])]


def test_another_place_where_one_lives_takes_the_place_of_the_first(life: Life) -> None:
    life.tells("I live in Bergen", fact("home", "Bergen"))
    life.later(20)
    life.tells("I live in Ghent", fact("home", "Ghent"))
    assert life.holds() == [("home", "Ghent")]


def test_what_is_too_doubtful_is_left_to_be_asked(life: Life) -> None:
    (bergen,) = life.tells("I live in Bergen", fact("home", "Bergen"))
    life.later(20)
    (boat,) = life.tells("I live in a houseboat", fact("home", "a houseboat", weight=2))
    assert boat.closes() == ()
    assert [(one.effect, one.memory_id, one.asked) for one in boat.doubtful()] == [("contradicts", bergen.id, True)]


@pytest.mark.parametrize(
    ("kind", "first", "then"),
    [
        ("employer", ("I work at the port", "the port"), ("I work at a bakery", "a bakery")),
        ("favourite", ("my favourite colour is blue", "blue"), ("my favourite colour is green", "green")),
    ],
)
def test_one_sentence_with_another_value_is_asked_about(
    life: Life, kind: str, first: tuple[str, str], then: tuple[str, str]
) -> None:
    (earlier,) = life.tells(first[0], fact(kind, first[1]))
    life.later(20)
    (learned,) = life.tells(then[0], fact(kind, then[1]))
    assert [one.memory_id for one in learned.doubtful() if one.asked] == [earlier.id]
    assert life.holds() == [(kind, first[1]), (kind, then[1])]


@pytest.mark.parametrize(
    ("kind", "first", "then"),
    [
        ("employer", ("I work at a bakery", "a bakery"), ("I also work at a bar", "a bar")),
        ("favourite", ("my favourite colour is blue", "blue"), ("my favourite show is Dark", "Dark")),
        ("likes", ("I like tea", "tea"), ("I like coffee", "coffee")),
        ("employer", ("I work at a bakery", "a bakery"), ("I work at a bakery in Leeds", "a bakery in Leeds")),
    ],
)
def test_what_stands_beside_is_not_asked_about(
    life: Life, kind: str, first: tuple[str, str], then: tuple[str, str]
) -> None:
    life.tells(first[0], fact(kind, first[1]))
    life.later(20)
    (learned,) = life.tells(then[0], fact(kind, then[1]))
    assert not [one for one in learned.doubtful() if one.asked]
    assert len(life.holds()) == 2


def test_a_plan_that_is_called_off_ends(life: Life) -> None:
    life.tells("my interview is on wednesday", fact("plan", "my interview", modality="plan", day=date(2026, 3, 4)))
    life.tells("I see a film on friday", fact("plan", "see a film", modality="plan", day=date(2026, 3, 6)))
    life.tells("the interview is cancelled", fact("event", "cancelled"))
    assert [value for attribute, value in life.holds() if attribute == "plan"] == ["see a film"]


def test_two_plans_of_the_same_words_on_two_days_stand_side_by_side(life: Life) -> None:
    life.tells("I have an interview on wednesday", fact("plan", "interview", modality="plan", day=date(2026, 3, 4)))
    life.tells("I have an interview on friday", fact("plan", "interview", modality="plan", day=date(2026, 3, 6)))
    assert len(life.holds()) == 2


def test_more_told_in_the_words_of_a_known_value_is_kept(life: Life) -> None:
    life.tells("I'm a nurse", fact("job", "nurse"))
    (more,) = life.tells("I'm a part-time nurse and mother of two", fact("job", "nurse"))
    (again,) = life.tells("yes I'm still a nurse", fact("job", "nurse"))
    assert (more.same, bool(again.same)) == (None, True)


def test_a_dislike_ends_that_it_was_liked_and_nothing_else(life: Life) -> None:
    life.tells("I love horror films", fact("likes", "horror films"))
    life.tells("I love films", fact("likes", "films"))
    life.tells("I don't like horror films any more", fact("dislikes", "horror films"))
    assert life.holds() == [("likes", "films"), ("dislikes", "horror films")]


def test_the_same_sentence_read_otherwise_is_told_once_more(life: Life) -> None:
    (first,) = life.tells("i play the bassoon", fact("other", "i play the bassoon"))
    (again,) = life.tells("I play the bassoon.", fact("plays", "the bassoon"))
    (more,) = life.tells("I play the bassoon in a band", fact("plays", "the bassoon in a band"))
    assert (again.same, more.same) == (first.id, None)


def test_what_is_denied_ends(life: Life) -> None:
    life.tells("I'm allergic to walnuts", fact("allergy", "walnuts"))
    life.tells(
        "that was my friend typing, I'm not allergic to walnuts",
        fact("allergy", "walnuts", negated=True),
        acts=("correct",),
    )
    assert ("allergy", "walnuts") not in [
        (s.attribute, s.value) for s in life.picture.me if s.current and not s.negated
    ]


def test_a_sister_who_is_denied_is_asked_about_and_both_stay(life: Life) -> None:
    ida = of("my sister Ida", name="Ida", relation="sister")
    life.tells("my sister Ida is a vet", fact("job", "a vet", ida))
    (learned,) = life.tells("i dont have a sister actually", fact("sibling", "a sister", negated=True))
    (asked,) = learned.changes
    assert (asked.effect, asked.memory_id) == ("contradicts", life.member("Ida").states[0].memory_id)
    assert life.holds("Ida") == [("job", "a vet")]


def test_a_death_ends_what_holds_of_the_one_who_died(life: Life) -> None:
    life.tells("my dog Rufus is 12", fact("age", "12", DOG))
    life.tells("he limps", fact("condition", "limps", of("he", kind="animal")))
    life.tells("he was born in Graz", fact("birthplace", "Graz", of("he", kind="animal")))
    life.tells(
        "taking Rufus to the vet on friday",
        fact("plan", "taking Rufus to the vet", modality="plan", day=date(2026, 3, 6)),
    )
    life.later(2)
    life.tells("Rufus died last night", fact("event", "died", of("Rufus", kind="animal", name="Rufus")))
    assert life.holds() == []
    assert life.holds("Rufus") == [("age", "12"), ("birthplace", "Graz"), ("event", "died")]


def test_a_death_told_of_somebody_else_ends_nothing_of_ones_own(life: Life) -> None:
    ana = of("my friend Ana", name="Ana", relation="friend")
    life.tells("my friend Ana lives in Cork", fact("home", "Cork", ana))
    life.tells("Ana's mother died", fact("event", "mother died", of("Ana", name="Ana")))
    assert ("home", "Cork") in life.holds("Ana")


def test_a_break_up_ends_what_holds_of_the_other_and_what_was_planned_together(life: Life) -> None:
    life.tells("my girlfriend Tilda is a doctor", fact("job", "a doctor", TILDA))
    life.tells(
        "Tilda and me go to Rome in May", fact("trip", "Tilda and me go to Rome", modality="plan", day=date(2026, 5, 1))
    )
    life.later(9)
    life.tells("Tilda and I broke up", fact("partner", "Tilda", negated=True))
    assert ("job", "a doctor") not in life.holds("Tilda")
    assert not [value for attribute, value in life.holds() if attribute == "trip"]
    assert life.member("Tilda").relation == "ex"


def test_a_lost_baby_is_not_due(life: Life) -> None:
    life.tells("my baby is due on friday", fact("event", "my baby is due", modality="plan", day=date(2026, 3, 6)))
    life.tells("I lost the baby", fact("health_event", "lost the baby"))
    assert [attribute for attribute, _ in life.holds()] == ["health_event"]


def test_an_ending_that_is_not_kept_closes_all_the_same(life: Life) -> None:
    life.tells("my baby is due on friday", fact("event", "my baby is due", modality="plan", day=date(2026, 3, 6)))
    (learned,) = life.tells("I lost the baby", fact("health_event", "lost the baby", sensitivity="health"))
    assert [change.memory_id for change in learned.closes()] == [life.picture.me[0].memory_id]


def test_what_is_closed_once_stays_closed_where_its_end_is_forgotten(life: Life) -> None:
    life.tells("I'm allergic to walnuts", fact("allergy", "walnuts"))
    life.tells("I'm not allergic to walnuts", fact("allergy", "walnuts", negated=True), acts=("correct",))
    left = [memory for memory in life.picture.memories if not memory.negated]
    (state,) = type(life.picture).of(left).me
    assert not state.current


class Listener:
    """A pair scorer that tells nothing apart and keeps what it was asked."""

    asked: tuple[list[str], str] = ([], "")

    def change(self, earlier: Sequence[str], later: str) -> npt.NDArray[np.float32]:
        self.asked = (list(earlier), later)
        return np.full((len(earlier), 8), 1 / 8, np.float32)


def test_the_pair_model_reads_facts_in_the_form_it_was_taught_on(means: Means) -> None:
    listener = Listener()
    life = Life(replace(means, pairs=listener))
    mara = of("my sister Mara", name="Mara", relation="sister")
    life.tells("my sister Mara snores", fact("habit", "snores", mara))
    life.tells("my sister Mara has no car", fact("owns", "car", mara, negated=True))
    life.tells("nights", fact("shift", "nights"), line="Noted. Which shift are you on?", acts=("answer.value",))
    assert (sorted(listener.asked[0]), listener.asked[1]) == (
        [
            "Mara (sister) habit = snores | my sister Mara snores",
            "Mara (sister) owns = not car | my sister Mara has no car",
        ],
        "me shift = nights | Which shift are you on? nights",
    )
    life.tells("I'd like a dog", fact("pet", "a dog", modality="wish"), line="And you?")
    assert listener.asked[1] == "me pet (wish) = a dog | I'd like a dog"


def test_a_favourite_is_a_taste() -> None:
    assert (attribute("favourite").category, attribute("favourite").one) == ("tastes", False)


def test_no_vector_is_held_beyond_a_comparison() -> None:
    embedded: list[str] = []

    def embed(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        embedded.extend(texts)
        return np.eye(2, dtype=np.float32)[[len(text) % 2 for text in texts]]

    near = Nearness(embed, {"known": np.eye(2, dtype=np.float32)})
    known = State("known", "me", "other", "told", "told", BEGAN)
    lacking = replace(known, memory_id="lacking", quote="hall", in_reply_to="a")
    found = [near("even", None, [known, lacking]) for _ in range(2)]
    assert found[0] == found[1] == {"known": (1.0, 1.0, 0.0, 0.0), "lacking": (1.0, 1.0, 0.0, 1.0)}
    assert embedded == 2 * ["even", "", "hall", "a hall"]
