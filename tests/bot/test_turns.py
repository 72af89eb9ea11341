"""What a person wrote, made safe, and what is shown of a session."""

from __future__ import annotations

import itertools
import sys
import unicodedata

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.channels.turns import (
    cause_of,
    clean_text,
    command_of,
    find_message,
    find_reply,
    is_empty,
    list_buttons,
    list_history,
    name_reply,
)

INVISIBLE = [
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
]
YES = {"title": "Yes, please", "payload": "/affirm"}


def test_no_invisible_prefix_makes_text_a_command() -> None:
    assert len(INVISIBLE) > 200
    for prefix in [*INVISIBLE, *map("".join, itertools.product(INVISIBLE[:12], INVISIBLE))]:
        # As Rasa reads it: first the message is stripped, then looked at for a command.
        text = UserMessage(clean_text(f"{prefix}/affirm")).text
        message = Message({TEXT: text})
        assert YAMLStoryReader.unpack_regex_message(message).get(INTENT) is None, ascii(prefix)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\u200d\ufe0f", "\ue000", "\u2028", "\u00ad"])
def test_what_nobody_can_see_is_empty(text: str) -> None:
    assert is_empty(clean_text(text))


@pytest.mark.parametrize("text", ["a", "?", "🎉", "👩‍👩‍👧", "\U0001fae8", "ع", "é", "1 / 2", "and/or", "a\n/b"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text
    assert not is_empty(text)


def test_a_session_is_shown_with_what_was_written_on_its_buttons() -> None:
    events = [
        SessionStarted(timestamp=1.0),
        BotUttered("May I?", {"buttons": [YES]}, timestamp=1.0),
        UserUttered("/affirm", message_id="m1", metadata={"button": "Yes, please"}, timestamp=2.0),
        BotUttered("Thank you.", timestamp=3.0),
        UserUttered(None, message_id="m2", timestamp=4.0),
    ]
    assert [(entry["from"], entry["text"]) for entry in list_history(events)] == [
        ("bot", "May I?"),
        ("person", "Yes, please"),
        ("bot", "Thank you."),
    ]
    assert list_history(events)[0]["sent_at"] == "1970-01-01T00:00:01.000+00:00"


def test_a_reply_is_found_by_its_message_and_ends_at_the_next() -> None:
    events = [
        UserUttered("one", message_id="m1", timestamp=1.0),
        BotUttered("first", timestamp=1.1),
        BotUttered("second", timestamp=1.2),
        UserUttered("two", message_id="m2", timestamp=2.0),
        BotUttered("third", timestamp=2.1),
        UserUttered("one", message_id="m3", timestamp=3.0),
    ]

    def reply(message_id: str) -> list[str]:
        message = find_message(events, message_id)
        return [one["text"] for one in find_reply(events, message)] if message else []

    assert reply("m1") == ["first", "second"]
    assert reply("m2") == ["third"]
    assert reply("m3") == []
    assert reply("m4") == []


def test_only_the_buttons_since_the_last_message_are_open() -> None:
    events = [BotUttered("May I?", {"buttons": [YES]}), UserUttered("hm", message_id="m1")]
    assert list_buttons(events) == {}
    (before,) = list_buttons(events, open_only=False)
    again = [*events, BotUttered("May I?", {"buttons": [YES]})]
    (after,) = list_buttons(again)
    assert list_buttons(again) == {after: "Yes, please"}
    assert command_of(before) == command_of(after) == "/affirm"


def test_a_yes_under_one_question_is_none_to_the_next() -> None:
    """In another tab the bot may have asked something else since; what was pressed names the reply that was seen."""
    asked = [
        BotUttered("May I?", {"buttons": [YES]}, timestamp=1.0),
        SessionStarted(timestamp=1.5),
        UserUttered("I have asthma", message_id="m1", timestamp=2.0),
        BotUttered("Keep it?", {"buttons": [YES]}, timestamp=2.5),
        UserUttered("forget everything", message_id="m2", timestamp=3.0),
        BotUttered("Erase all?", {"buttons": [YES]}, timestamp=3.5),
    ]
    seen = [entry["buttons"][0]["payload"] for entry in list_history(asked) if "buttons" in entry]
    assert len(set(seen)) == 3
    greeting = name_reply([{"buttons": [YES]}], cause_of(asked[:2]))[0]["buttons"][0]["payload"]
    assert [greeting] == list(list_buttons(asked[:2])) == seen[:1]
    assert list(list_buttons(asked)) == seen[-1:]
    assert list(list_buttons(asked, open_only=False)) == seen
    said = find_message(asked, "m1")
    assert said
    assert [one["buttons"][0]["payload"] for one in find_reply(asked, said)] == seen[1:2]
    assert name_reply([{"buttons": [YES]}], "m1")[0]["buttons"][0]["payload"] == seen[1]


def test_a_button_of_another_kind_is_left_out() -> None:
    link = {"title": "Read more", "url": "https://example.org"}
    events = [BotUttered("See there.", {"buttons": [link, YES]}, timestamp=1.0)]
    assert [one["title"] for one in list_history(events)[0]["buttons"]] == ["Yes, please"]
    assert list(list_buttons(events).values()) == ["Yes, please"]
