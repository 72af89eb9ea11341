"""The bot explains itself out of the ledger of uses and the settings."""

from __future__ import annotations

from calls import Conversation
from past import told

from memory.service import MemoryService


def test_how_it_knows_is_answered_with_the_words_the_day_and_the_channel(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    assert ana.say("how do you know?", "action_say_how_known", "ask_how_know").names == ["utter_explain_nothing"]
    told(service, "My sister is called Ines", days_ago=20)
    told(service, "I love hiking", days_ago=10)
    ana.say("what's my sister's name?", "action_recall", "ask_about_me")
    known = ana.say("how do you know?", "action_say_how_known", "ask_how_know")
    assert known.names == ["utter_how_known"]
    assert [receipt["quote"] for receipt in known.receipts] == ["My sister is called Ines"]
    ana.say("hello", "action_reply", "thank")
    unused = ana.say("how do you know?", "action_say_how_known", "ask_how_know")
    assert unused.names == ["utter_explain_written"], "the line before drew on nothing"
    asked = ana.say("how do you know about hiking?", "action_say_how_known", "ask_how_know")
    assert asked.responses[0]["quote"] == "I love hiking"


def test_what_was_just_noted_is_named_and_nothing_where_nothing_was(ana: Conversation) -> None:
    ana.consent()
    what = ("what did you just note?", "action_say_what_was_noted", "ask_what_noted")
    assert ana.say(*what).names == ["utter_what_noted_nothing"]
    ana.say("I love hiking. My sister is called Ines")
    noted = ana.say(*what)
    assert noted.names == ["utter_what_noted"]
    assert len(noted.receipts) == 2
    assert ana.say(*what).names == ["utter_what_noted_last"]


def test_what_it_does_not_know_is_said_without_asking_for_it(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I love hiking")
    unknown = ana.say("what don't you know about me?", "action_say_what_is_unknown", "ask_what_unknown")
    assert unknown.names == ["utter_what_unknown"]
    groups = unknown.responses[0]["groups"]
    assert "people" in groups
    assert not {"tastes", "health", "belief"} & set(groups.replace(" and ", ", ").split(", "))
    assert unknown.buttons == []
    for category in ("people", "work", "places", "habits", "goals", "pets", "study", "possessions"):
        service.tell("ana", f"something of the group {category}", channel="by hand", category=category)
    everywhere = ana.say("what don't you know about me?", "action_say_what_is_unknown", "ask_what_unknown")
    assert everywhere.names == ["utter_what_unknown_anywhere"]


def test_whether_it_is_sold_is_answered_with_the_persons_own_settings(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ana.say("I love hiking")
    sold = ("are you selling this?", "action_say_not_sold", "ask_selling")
    assert ana.say(*sold).responses[0]["kept"] == "until you delete it"
    service.change_profile("ana", {"retention_days": 90})
    answered = ana.say(*sold).responses[0]
    assert (answered["count"], answered["kept"]) == ("one thing", "for 90 days")


def test_whether_it_remembers_is_answered_in_the_sense_in_which_software_can(
    ana: Conversation, service: MemoryService
) -> None:
    ana.consent()
    ask = ("do you remember me?", "action_say_whether_it_remembers", "ask_do_you_remember_me")
    assert ana.say(*ask).names == ["utter_remember_nothing"]
    service.change_profile("ana", {"sensitive": "keep"})
    told(service, "I love hiking", days_ago=3)
    told(service, "I have diabetes", days_ago=2)
    remembered = ana.say(*ask)
    assert [receipt["quote"] for receipt in remembered.receipts] == ["I love hiking"], "not the sensitive one"
    assert remembered.responses[0]["count"] == "2 things"


def test_what_is_said_to_be_wrong_is_put_right_or_forgotten(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    wrong = ("that's wrong", "action_take_correction", "correct_bot")
    assert ana.say(*wrong).names == ["utter_correct_nothing"]
    told(service, "I live in Porto", days_ago=20)
    ana.say("where do I live?", "action_recall", "ask_about_me")
    offered = ana.say(*wrong)
    assert (offered.names, ana.slots["pending"]) == (["utter_correct"], "forget")
    put_right = ana.say("actually I live in Braga now", "action_take_correction", "correct_bot")
    assert put_right.names == ["utter_superseded"]
    assert ana.slots["pending"] is None
    ana.say("where do I live?", "action_recall", "ask_about_me")
    ana.say(*wrong)
    ana.say("/affirm", "action_forget", "affirm")
    assert service.memories("ana") == []


def test_a_correction_after_a_change_is_about_the_change(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I live in Porto")
    ana.say("actually I live in Braga now")
    asked = ana.say("no, that's wrong", "action_take_correction", "correct_bot")
    assert asked.names == ["utter_correct_change"]
    assert (asked.responses[0]["quote"], asked.responses[0]["before"]) == (
        "actually I live in Braga now",
        "I live in Porto",
    )
    assert len(asked.receipts) == 2
    ana.say("/affirm", "action_forget", "affirm")
    assert service.memories("ana") == []


def test_a_correction_of_what_was_only_just_noted_is_about_that(ana: Conversation) -> None:
    ana.consent()
    ana.say("my sister is called Ines")
    asked = ana.say("no, that's wrong", "action_take_correction", "correct_bot")
    assert asked.names == ["utter_correct"]
    assert asked.responses[0]["quote"] == "my sister is called Ines"


def test_the_usual_is_what_was_told_more_than_once(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    usual = ("the usual?", "action_offer_usual", "usual")
    told(service, "I have a sister", days_ago=9)
    assert ana.say(*usual).names == ["utter_usual_unknown"]
    for days_ago in (8, 5, 2):
        told(service, "I drink tea every morning", days_ago=days_ago)
    offered = ana.say(*usual)
    assert offered.names == ["utter_usual"]
    assert (offered.responses[0]["quote"], offered.responses[0]["times"]) == (
        "I drink tea every morning",
        "3 times",
    )
    assert len(offered.receipts) == 1


def test_it_says_of_itself_what_is_true_and_labels_what_is_not(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    about = ("action_tell_about_itself", "ask_about_bot_more")
    assert "Whoever set up this server" in ana.say("who runs you?", *about).responses[0]["detail"]
    assert "irony" in ana.say("what are you bad at?", *about).responses[0]["detail"]
    assert ana.say("what's your favourite colour?", *about).names == ["utter_detail_authored"]
    assert ana.say("qwzx qwzx", *about).names == ["utter_what_i_am"]
    assert {move.kind for move in service.moves("ana")} == {"detail"}
