"""How people type is undone on a copy, and every place of the copy leads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.reading.normalise import normalise
from memory.reading.reading import Span

TYPED = st.lists(
    st.sampled_from(
        ["u", "n", "w", "r", "ur", "im", "dont", "whens", "gonna", "w/", "sooo", "Mara", "\u2019s", "🐱", "- ", "\n"]
        + [" ", ", ", "\u200b", "\u201chome\u201d", "3. ", "é", "don\u2019t", "wk", "WWW", "ß", "İ", "\u00a0"]
    )
    | st.text(max_size=6)
).map("".join)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("whens ur bday", "when's your birthday"),
        ("im gonna b w mara n yaw", "I'm going to b with mara and yaw"),
        ("dont know, soooo tired", "don't know, so tired"),
        ("I\u2019m \u201cfine\u201d", 'I\'m "fine"'),
        ("my cat 🐱 is 3", "my cat   is 3"),
        ("- soup\n- bed\n2) tea", "  soup\n  bed\n   tea"),
        ("r & b at U of T", "r & b at U of T"),
        ("see https://x.org/u/im", "see https://x.org/u/im"),
        ("Dr. R. Ill and I.T.", "Dr. R. Ill and I.T."),
    ],
)
def test_undoes_how_people_type(typed: str, read: str) -> None:
    assert normalise(typed).text == read


@given(TYPED)
def test_every_place_of_the_copy_leads_back(typed: str) -> None:
    copy = normalise(typed)
    assert len(copy.starts) == len(copy.ends) == len(copy.text)
    assert list(copy.starts) == sorted(copy.starts)
    assert copy.back(0, len(copy.text)) == Span(0, len(typed))
    for at in range(len(copy.text)):
        place = copy.back(at, at + 1)
        assert 0 <= place.start < place.end <= len(typed)


def test_a_word_in_the_copy_is_the_word_that_was_typed() -> None:
    typed = "whens mara\u2019s bday n dont tell   her 🎂 ok"
    copy = normalise(typed)
    at = copy.text.index("birthday")
    place = copy.back(at, at + len("birthday"))
    assert typed[place.start : place.end] == "bday"
