"""A secret in a message of which nothing is noted is withheld, too; and who tells of abuse is met first."""

from __future__ import annotations

import pytest
from calls import Conversation


@pytest.mark.parametrize(
    ("text", "action", "intent"),
    [
        ("forget that my pin is 482177", "action_propose_forget", "forget_something"),
        ("is my password Tulip2001 safe?", "action_reply", "ask_about_me"),
        ("4821 is the code of the front door", "action_reply", "nlu_fallback"),
    ],
)
def test_a_secret_is_withheld_whatever_the_message_wants(
    ana: Conversation, text: str, action: str, intent: str
) -> None:
    ana.say(text, action, intent)
    assert {reason for reason, _ in ana.slots["memory"]["withheld"]} == {"secret"}  # so no word of it is on disk
    assert "noted" not in ana.slots["memory"]


def test_who_tells_of_abuse_is_told_where_help_is_before_the_question(ana: Conversation) -> None:
    ana.consent()
    said = ana.say("my husband hits me")
    assert said.names[0] == "utter_abuse"
    assert said.names[1].startswith("utter_sensitive_ask")
    assert "112" in said.responses[0]["help"]
    assert "utter_abuse" not in ana.say("he hits me every week, my husband hits me").names


def test_who_tells_of_abuse_before_a_yes_is_met_as_well(ana: Conversation) -> None:
    assert ana.say("my husband hits me").names[0] == "utter_abuse"
