"""The four levels differ in what is drawn, in first moves, in questions back and in form; the person sets them."""

from __future__ import annotations

import pytest
from calls import Conversation
from past import told

from memory.service import MemoryService

LEVELS = ("quiet", "acknowledge", "attentive", "invested")


def at(ana: Conversation, service: MemoryService, level: str) -> None:
    ana.consent()
    service.change_profile("ana", {"level": level})


@pytest.mark.parametrize(
    ("level", "opening"),
    [
        ("quiet", ["utter_hello"]),
        ("acknowledge", ["utter_hello_topic"]),
        ("attentive", ["utter_hello_plain", "utter_follow_up"]),
        ("invested", ["utter_hello_plain", "utter_follow_up"]),
    ],
)
def test_first_moves_follow_the_level(
    ana: Conversation, service: MemoryService, level: str, opening: list[str]
) -> None:
    at(ana, service, level)
    told(service, "I love hiking", days_ago=20)
    told(service, "I have a job interview tomorrow", days_ago=10)
    assert ana.run("action_session_start").names == opening


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("quiet", ["utter_noted_quiet"]),
        ("acknowledge", ["utter_noted"]),
        ("attentive", ["utter_noted_attentive", "utter_fits"]),
        ("invested", ["utter_noted_invested", "utter_fits_invested"]),
    ],
)
def test_what_is_drawn_on_unasked_follows_the_level(
    ana: Conversation, service: MemoryService, level: str, said: list[str]
) -> None:
    at(ana, service, level)
    earlier = told(service, "I go swimming every Thursday", days_ago=20)
    noted = ana.say("I swam a kilometre in the lake on my own")
    assert noted.names == said
    ids = [receipt["memory_id"] for receipt in noted.receipts]
    assert (earlier.id in ids) == (level in ("attentive", "invested"))
    assert (ids == []) == (level == "quiet"), "at quiet, what was noted is said when asked for"


def test_the_form_follows_the_level(ana: Conversation, service: MemoryService) -> None:
    at(ana, service, "quiet")
    told(service, "My sister is called Ines", days_ago=20)
    told(service, "I love hiking", days_ago=20)
    forms = {}
    for level in LEVELS:
        service.change_profile("ana", {"level": level})
        answered = ana.say("what's my sister's name?", "action_recall", "ask_about_me")
        explained = ana.say("why?", "action_explain", "ask_why")
        forms[level] = (answered.names[0], explained.responses[0]["memories"].startswith("•"))
    assert forms == {
        "quiet": ("utter_recalled_quiet", True),
        "acknowledge": ("utter_recalled", True),
        "attentive": ("utter_recalled", False),
        "invested": ("utter_recalled_invested", False),
    }


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_set_in_the_chat_holds_from_the_same_reply_on(
    ana: Conversation, service: MemoryService, level: str
) -> None:
    at(ana, service, "attentive" if level == "quiet" else "quiet")
    intent = f"set_level_{level}"
    assert ana.say("like that, please", "action_set_level", intent).names == [f"utter_level_is_{level}"]
    assert service.profile("ana").level == level
    spoken = ana.say("how near are you set to be?", "action_say_level", "ask_level")
    assert spoken.names == ["utter_levels_quiet" if level == "quiet" else "utter_levels"]
    assert spoken.responses[0]["level"] == level


def test_a_level_can_be_set_for_one_channel_alone(ana: Conversation, service: MemoryService) -> None:
    at(ana, service, "attentive")
    ana.channel = "slack"
    said = ana.say("keep it short here", "action_set_level", "set_level_quiet")
    assert said.names == ["utter_level_is_quiet", "utter_level_in_channel"]
    profile = service.profile("ana")
    assert (profile.level, profile.level_in("slack"), profile.level_in("web")) == ("attentive", "quiet", "attentive")
    assert ana.say("I love hiking").names == ["utter_noted_quiet"]
    ana.channel = "web"
    ana.say("know my story on slack", "action_set_level", "set_level_invested")
    assert service.profile("ana").level_in("slack") == "invested"
    ana.channel = "slack"
    ana.say("keep it short", "action_set_level", "set_level_quiet")
    profile = service.profile("ana")
    assert (profile.level, dict(profile.levels)) == ("quiet", {})


def test_before_a_yes_no_level_is_written_down(ana: Conversation, service: MemoryService) -> None:
    ana.run("action_session_start")
    said = ana.say("keep it short", "action_set_level", "set_level_quiet")
    assert (said.names, ana.slots["pending"]) == (["utter_level_not_yet"], "consent")
    assert service.profile("ana").level == "acknowledge"


def test_no_line_below_the_nearest_level_recommends_another(ana: Conversation, service: MemoryService) -> None:
    at(ana, service, "quiet")
    told(service, "I have a job interview tomorrow", days_ago=10)
    ana.seen.clear()
    ana.run("action_session_start")
    for text in ("I love hiking", "I live in Porto", "I go running every day"):
        ana.say(text)
    ana.say("what do you remember?", "action_list_memories", "list_memories")
    assert not [said["response"] for said in ana.seen if "level" in said["response"]]
    assert not [said for said in ana.seen if said["buttons"]]
    assert service.moves("ana") == []
