"""Every rule that is data finds the example that stands beside it."""

from __future__ import annotations

from datetime import date

import pytest

from memory.reading.adapter import ReadingReader
from memory.understand import dates, day_rules, doubts, elided, rewrite
from memory.understand.clause import Clause
from memory.understand.date_rule import DateRule


def whole(reader: ReadingReader, text: str) -> Clause:
    """A text as one clause, uncut."""
    return Clause(0, len(text), text, tuple(reader._parse(text)))


@pytest.mark.parametrize("rule", [*elided.ELISIONS, *rewrite.EDITS], ids=lambda rule: rule.example)
def test_every_rule_of_saying_back_makes_the_statement_of_its_example(
    one_reader: ReadingReader, rule: elided.Elision | rewrite.Edit
) -> None:
    assert rewrite.second_person(whole(one_reader, rule.example)) == rule.statement


@pytest.mark.parametrize("doubt", doubts.DOUBTS, ids=lambda doubt: doubt.name)
def test_every_doubt_quotes_its_example_and_is_the_only_one_to(one_reader: ReadingReader, doubt: doubts.Doubt) -> None:
    clause = whole(one_reader, doubt.example)
    assert rewrite.second_person(clause) == f'You said: "{doubt.example}"'
    assert [other.name for other in doubts.DOUBTS if other.finds(clause, doubt.example)] == [doubt.name]


@pytest.mark.parametrize("rule", day_rules.RULES, ids=lambda rule: rule.name)
def test_every_rule_for_days_resolves_its_example(rule: DateRule) -> None:
    text, first, last = rule.example
    found = [(str(about.from_), str(about.to)) for about in dates.find(text, date(2026, 11, 21))]
    assert found == [(first, last)]
