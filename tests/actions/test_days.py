"""Days as they are said: near ones by name, others by date, and what is over never as if it were still to come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from calls import Conversation
from clock import Clock
from past import told

from actions import days
from memory.service import MemoryService

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 20), "on Friday"),
        (date(2026, 11, 16), "on Monday"),
        (date(2026, 11, 15), "on 15 November"),
        (date(2025, 11, 22), "on 22 November 2025"),
    ],
)
def test_the_day_of_telling_is_said_as_people_say_it(day: date, said: str) -> None:
    assert days.on(day, TODAY) == said


def test_a_plan_is_noted_with_its_day(ana: Conversation, clock: Clock) -> None:
    ana.consent()
    day = clock().date() + timedelta(days=40)
    noted = ana.say(f"I have a job interview on {day.day} {day:%B %Y}")
    assert noted.names == ["utter_noted_plan"]
    assert noted.responses[0]["day"] == f"{day:%A}, {days.in_words(day, clock().date())}"


def test_what_was_planned_is_not_said_as_if_it_were_still_to_come(ana: Conversation, service: MemoryService) -> None:
    ana.consent()
    told(service, "I have a driving test tomorrow", days_ago=9)
    answered = ana.say("when is my driving test?", "action_recall", "ask_about_me")
    assert answered.names == ["utter_recalled_passed"]
    assert "statement" not in answered.responses[0]
    listed = ana.say("what do you remember about me?", "action_list_memories", "list_memories")
    assert "You have" not in listed.responses[0]["memories"]
    assert "“I have a driving test tomorrow”" in listed.responses[0]["memories"]
