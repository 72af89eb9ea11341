"""Several things in one message: what asks is answered, what is told is noted, and both are said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from calls import Conversation

from actions.beside import OfBot, read_lines
from actions.parts import parts_of
from actions.respond import RULES
from memory.embeddings import Embedder
from memory.reading import Act, Reading
from memory.reading.reading import Clause, Span
from memory.service import MemoryService

DOCS = Path(__file__).resolve().parents[2] / "docs" / "dialogue.md"


def test_a_question_beside_a_fact_is_answered_first_and_the_fact_is_shown_as_noted(ana: Conversation) -> None:
    ana.consent()
    ana.say("My sister Vera is a nurse.")
    said = ana.say("I moved to Ghent last week. What does my sister do?")
    assert said.names[0].startswith("utter_recalled")
    assert [receipt["quote"] for receipt in said.receipts][0] == "My sister Vera is a nurse."
    assert any("Ghent" in receipt["quote"] for receipt in said.receipts)


def test_a_question_about_the_bot_beside_a_fact_is_answered(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    said = ana.say("I live in Ghent and I work as a plumber. And who gets to read what I tell you?")
    assert said.names[0] == "utter_what_i_keep"
    assert {receipt["memory_id"] for receipt in said.receipts} == {one.id for one in service.memories("ana")}


@pytest.mark.parametrize(
    ("action", "intent"), [("action_say_level", "ask_level"), ("action_show_page", "open_memories_page")]
)
def test_what_is_noted_is_shown_in_its_turn_whatever_that_answers(
    ana: Conversation, service: MemoryService, action: str, intent: str
) -> None:
    ana.consent()
    said = ana.say("My brother Karl is a chef. And what else do you offer?", action, intent)
    assert {receipt["memory_id"] for receipt in said.receipts} == {one.id for one in service.memories("ana")} != set()


def test_questions_that_follow_each_other_are_one_part_and_a_question_alone_is_the_whole_message() -> None:
    text = "where do I live? and with whom? I like tea"
    ask, tell = (Act("ask.me", 0.9),), (Act("tell", 0.9),)
    clauses = (Clause(Span(0, 16), ask), Clause(Span(17, 31), ask), Clause(Span(32, 42), tell))
    assert [part.words for part in parts_of(Reading(text, clauses))] == [
        "where do I live? and with whom?",
        "I like tea",
    ]


def test_a_question_about_the_bot_finds_the_line_that_the_rules_give_it(embedder: Embedder) -> None:
    of_bot = OfBot(read_lines(), embedder)
    assert of_bot.line("are you a real person") == "utter_not_human"
    assert of_bot.line("what exactly are you") == "utter_what_i_am"
    assert of_bot.line("do you have feelings") == "utter_no_feelings"


def test_the_order_in_which_a_message_is_met_is_in_the_docs() -> None:
    listed = re.findall(r"^\d+\. (.+)$", DOCS.read_text(encoding="utf-8").split("## In which order")[1], re.MULTILINE)
    assert listed[: len(RULES)] == [" ".join((rule.__doc__ or "").split()) for rule in RULES]
