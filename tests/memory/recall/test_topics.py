"""The table of topics: each row finds its own example."""

from __future__ import annotations

import pytest

from memory.recall.topics import TOPICS, shared, topics


@pytest.mark.parametrize(("name", "example"), [(name, example) for name, _, example in TOPICS])
def test_a_topic_is_found_in_its_example(name: str, example: str) -> None:
    assert name in topics(example)


def test_texts_share_what_they_are_both_about() -> None:
    assert shared("suggest a jacket", "wool makes me itch") > 0
    assert shared("suggest a jacket", "my aunt lives in Porto") == 0
