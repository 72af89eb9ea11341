"""What is said to a question whose answer was not told, and what a wish to forget names."""

from __future__ import annotations

from calls import Conversation

from memory.service import MemoryService

ASK, FORGET = ("action_recall", "ask_about_me"), ("action_propose_forget", "forget_something")


def test_the_nearest_is_said_to_be_no_answer_and_has_its_receipt(ana: Conversation) -> None:
    ana.consent()
    ana.say("my sister Mara plays the trombone")
    said = ana.say("how tall is my sister?", *ASK)
    assert said.names == ["utter_recalled_nearest"]
    assert [receipt["quote"] for receipt in said.receipts] == ["my sister Mara plays the trombone"]


def test_of_whom_nothing_was_told_nothing_is_offered(ana: Conversation) -> None:
    ana.consent()
    ana.say("my sister Mara plays the trombone")
    said = ana.say("what does Wendeline play?", *ASK)
    assert (said.names, said.receipts) == (["utter_not_told"], [])


def test_a_wish_to_forget_names_each_thing_once_and_no_more_than_was_asked(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    for text in ("I'm flying to Rome on Friday", "I like tea", "I live in Porto"):
        ana.say(text)
    for said, meant in (
        ("forget the Rome trip", ["I'm flying to Rome on Friday"]),
        ("forget where I live", ["I live in Porto"]),
    ):
        proposed = ana.say(said, *FORGET)
        assert {receipt["quote"] for receipt in proposed.receipts} == set(meant)
        assert proposed.responses[0]["memories"].count("•") == 1
        assert proposed.names[0] == "utter_forget_confirm"
    assert len(service.memories("ana")) == 3
