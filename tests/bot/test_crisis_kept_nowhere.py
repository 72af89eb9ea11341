"""Of a crisis, the session keeps that something was said, and no word of it or of the answer, in memory or on disk."""

from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered

from bot.transcript import without_crisis, without_unkept


def test_a_crisis_and_its_answer_leave_no_word_in_the_transcript() -> None:
    events = [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        SlotSet("remembering", "on"),
        UserUttered("i like bees", intent={"name": "tell_about_me"}, message_id="m1"),
        SlotSet("memory", {"message_id": "m1"}),
        BotUttered("Noted."),
        UserUttered("i want to die", intent={"name": "crisis"}, message_id="m2"),
        SlotSet("memory", {"message_id": "m2", "withheld": [["crisis", "crisis"]]}),
        BotUttered("People can help, now."),
        UserUttered("i like tea", intent={"name": "tell_about_me"}, message_id="m3"),
        SlotSet("memory", {"message_id": "m3"}),
        BotUttered("Noted."),
    ]
    for kept in (without_crisis(events), without_unkept(events), without_unkept(without_crisis(events))):
        assert_only_the_rest_is_kept(kept)


def assert_only_the_rest_is_kept(kept: list[Event]) -> None:
    texts = [event.text for event in kept if isinstance(event, (UserUttered, BotUttered)) and event.text]
    assert texts == ["i like bees", "Noted.", "i like tea", "Noted."]
    assert sum(isinstance(event, UserUttered) for event in kept) == 3
