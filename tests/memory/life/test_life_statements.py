"""What is said back, out of the resolved picture."""

from __future__ import annotations

import pytest
from readings import Life, fact, of

from memory.life import Means, Member
from memory.life.statement import statement

SISTER = of("my sister priya", name="priya", relation="sister")


@pytest.fixture
def known(life: Life) -> Life:
    life.tells("my sister priya lives in Hull", fact("home", "Hull", SISTER))
    return life


@pytest.mark.parametrize(
    ("text", "value", "who", "said"),
    [
        ("shes an architect", "an architect", of("shes"), "Your sister Priya is an architect"),
        ("she's been promoted", "promoted", of("she"), "Your sister Priya has been promoted"),
        ("she'll visit me", "visit", of("she"), "Your sister Priya will visit you"),
        ("priya starts monday", "starts monday", of("priya", name="priya"), "Your sister Priya starts monday"),
        ("her flat is tiny", "tiny", of("her"), "Your sister Priya's flat is tiny"),
        ("starts monday", "starts monday", of(), 'You said of your sister Priya: "starts monday"'),
        (
            "I think she starts monday",
            "starts monday",
            of("she"),
            'You said of your sister Priya: "I think she starts monday"',
        ),
    ],
)
def test_one_who_is_known_is_named(known: Life, text: str, value: str, who: dict[str, object], said: str) -> None:
    (learned,) = known.tells(text, fact("other", value, who))
    assert learned.statement == said


def test_what_is_told_of_oneself_with_somebody_else_in_front_names_them(known: Life) -> None:
    (learned,) = known.tells("she lives with me now", fact("lives_with", "she", quote="she lives with me now"))
    assert learned.statement == "Your sister Priya lives with you now"


def test_nobody_is_guessed(life: Life) -> None:
    (learned,) = life.tells("shes an architect", fact("job", "an architect", of("shes")))
    assert learned.statement == 'You said: "shes an architect"'


def test_blank_words_are_quoted(means: Means) -> None:
    priya = Member("1", "person", ("Priya",))
    assert statement(" - ", "1", priya, ("she", 0), means.say) == 'You said of Priya: ""'
