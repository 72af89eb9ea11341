"""Every rule that is data finds the example that stands beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading import whole

from benchmarks.labelled import rows
from memory.understand import Reader, dates, day_rules, doubts, elided, rewrite, sensitive, signs, slots, topics
from memory.understand.date_rule import DateRule


@pytest.mark.parametrize("rule", [*signs.REJECTIONS, *signs.SIGNS], ids=lambda rule: f"{rule.name}: {rule.example}")
def test_every_sign_of_capture_finds_its_example(rule: signs.Rejection | signs.Sign) -> None:
    assert rule.pattern.search(rule.example)


@pytest.mark.parametrize("rule", [*elided.ELISIONS, *rewrite.EDITS], ids=lambda rule: rule.example)
def test_every_rule_of_saying_back_makes_the_statement_of_its_example(
    reader: Reader, rule: elided.Elision | rewrite.Edit
) -> None:
    assert rewrite.second_person(whole(reader, rule.example)) == rule.statement


@pytest.mark.parametrize("doubt", doubts.DOUBTS, ids=lambda doubt: doubt.name)
def test_every_doubt_quotes_its_example_and_is_the_only_one_to(reader: Reader, doubt: doubts.Doubt) -> None:
    clause = whole(reader, doubt.example)
    assert rewrite.second_person(clause) == f'You said: "{doubt.example}"'
    assert [other.name for other in doubts.DOUBTS if other.finds(clause, doubt.example)] == [doubt.name]


@pytest.mark.parametrize("mark", sensitive.SENSITIVE, ids=lambda mark: mark.example)
def test_every_mark_of_what_is_sensitive_finds_its_example(mark: sensitive.Mark) -> None:
    assert mark.pattern.search(mark.example)


@pytest.mark.parametrize(("kind", "text"), [tuple(row) for row in rows("sensitive_in_other_words", "both")])
def test_what_is_sensitive_is_known_without_its_usual_words(kind: str, text: str) -> None:
    assert (sensitive.sensitivity(text) or "none") == kind


@pytest.mark.parametrize(("category", "pattern", "example"), topics.TOPICS)
def test_every_topic_is_found_in_its_example(category: str, pattern: str, example: str) -> None:
    assert topics.topic(example) == category


@pytest.mark.parametrize("rule", day_rules.RULES, ids=lambda rule: rule.name)
def test_every_rule_for_days_resolves_its_example(rule: DateRule) -> None:
    text, first, last = rule.example
    found = [(str(about.from_), str(about.to)) for about in dates.find(text, date(2026, 11, 21))]
    assert found == [(first, last)]


@pytest.mark.parametrize("rule", slots.RULES, ids=lambda rule: rule.example)
def test_every_slot_rule_fills_the_slot_of_its_example(rule: slots.SlotRule) -> None:
    assert rule.expected in [filled.slot for filled in slots.fill(rule.example)]


def test_every_slot_rule_stands_in_the_documentation() -> None:
    table = (Path(__file__).parents[3] / "docs" / "engine.md").read_text()
    rows = [f"| {rule.change} | {rule.example} | {rule.expected.value or ''} |" for rule in slots.RULES]
    assert [row for row in rows if row not in table] == []
