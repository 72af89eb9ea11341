"""What was read and not noted is noted where the person says so, in their own words and no others."""

from __future__ import annotations

import pytest
from calls import Conversation

from memory.service import MemoryService

SHORT = "hmm, so it goes, harbour and all"
ASKED = ("note it", "action_note_it", "note_it")


def quotes(service: MemoryService) -> list[str]:
    return [memory.quote for memory in service.memories("ana")]


@pytest.mark.parametrize("said", ["note it", "/note_it"])
def test_what_was_not_noted_is_noted_as_it_stands_on_request(
    ana: Conversation, service: MemoryService, said: str
) -> None:
    ana.consent()
    heard = ana.say(SHORT, intent="tell_about_me")
    assert (heard.names, heard.buttons) == (["utter_heard"], ["/note_it"])
    noted = ana.say(said, *ASKED[1:])
    assert noted.names == ["utter_noted"]
    assert quotes(service) == [SHORT] == [receipt["quote"] for receipt in noted.receipts]


def test_what_is_noted_already_is_not_noted_twice(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("I have two geese")
    assert ana.say(*ASKED).names == ["utter_noted_already"]
    assert quotes(service) == ["I have two geese"]


def test_a_secret_is_not_noted_on_request_either(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("my pin is 4711")
    assert ana.say(*ASKED).names == ["utter_secret_not_kept"]
    assert quotes(service) == []


def test_nothing_is_noted_on_request_off_the_record(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    ana.say("off the record", "action_go_off_the_record", "go_off_the_record")
    ana.say(SHORT, intent="tell_about_me")
    assert ana.say(*ASKED).names == ["utter_not_kept_off"]
    assert quotes(service) == []


def test_there_may_be_nothing_to_note(ana: Conversation) -> None:
    ana.consent()
    assert ana.say(*ASKED).names == ["utter_note_it_nothing"]
