"""What a question asks for."""

from __future__ import annotations

from datetime import date

import pytest

from memory.understand.question import parse_question


@pytest.mark.parametrize(
    "text",
    [
        "which coats are warm?",
        "can you suggest a jacket?",
        "what should I cook tonight?",
        "how do I get rid of slugs?",
        "what would you get for a long journey?",
        "what are the main sights of Florence?",
    ],
)
def test_what_asks_for_advice_is_a_request(text: str) -> None:
    assert parse_question(text, date(2026, 3, 11)).request


@pytest.mark.parametrize(
    "text",
    [
        "which coat did I buy?",
        "what did the doctor recommend?",
        "what sports do I do?",
        "how do I relax?",
        "who is Ludmila?",
        "what happened to the van?",
        "where is my sister going?",
        "what book did she suggest?",
    ],
)
def test_what_asks_for_what_was_told_is_no_request(text: str) -> None:
    assert not parse_question(text, date(2026, 3, 11)).request
