"""By the machine's own clock, on whatever day this runs; `scripts/test_days.py` runs it on many."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from calls import Conversation
from clock import Clock

from memory.service import MemoryService
from memory.understand.dates import is_night

ZONE = os.environ.get("TZ") or "UTC"
FRIDAY = 4


@pytest.fixture
def now(ana: Conversation, service: MemoryService, clock: Clock) -> datetime:
    """The time at the machine's place, where Ana lives."""
    moment = datetime.now(UTC).astimezone(ZoneInfo(ZONE))
    clock.set(moment)
    ana.consent()
    service.change_profile("ana", {"timezone": ZONE})
    return moment


def dated(day: datetime, today: datetime) -> str:
    return f"{day:%A}, {day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")


def test_a_plan_is_noted_for_its_day_and_asked_after_when_it_is_over(
    ana: Conversation, service: MemoryService, clock: Clock, now: datetime
) -> None:
    assert ana.say("I have an exam in three days").responses[0]["day"] == dated(now + timedelta(days=3), now)
    when = ana.run("action_session_start").responses[0]["when"]
    assert when == (f"On {dated(now + timedelta(days=3), now)}" if is_night(now) else "In 3 days")
    service.change_profile("ana", {"level": "attentive"})
    clock.set((now + timedelta(days=4)).replace(hour=0, minute=30))
    assert "utter_follow_up" not in ana.run("action_session_start").names
    clock.set((now + timedelta(days=4)).replace(hour=9))
    assert "utter_follow_up" in ana.run("action_session_start").names


def test_next_friday_is_asked_about_while_this_one_is_ahead(ana: Conversation, now: datetime) -> None:
    said = ana.say("I have an exam next Friday")
    coming = now + timedelta(days=(FRIDAY - now.weekday() - 1) % 7 + 1)
    if now.weekday() < FRIDAY:
        first, second = dated(coming, now), dated(coming + timedelta(days=7), now)
        assert said.names == ["utter_noted", "utter_ask_which_day"]
        assert (said.responses[1]["first"], said.responses[1]["second"]) == (first, second)
    elif now.weekday() == FRIDAY + 1 and is_night(now):  # for who has not slept it is still Friday
        assert said.names[0] in ("utter_noted", "utter_noted_plan")
    else:
        assert said.responses[0]["day"] == dated(coming, now)


def test_tomorrow_is_asked_about_at_night_alone(ana: Conversation, service: MemoryService, now: datetime) -> None:
    said = ana.say("I have an exam tomorrow")
    assert said.names == (["utter_noted", "utter_ask_which_day"] if is_night(now) else ["utter_noted_plan"])
    (exam,) = service.memories("ana")
    assert exam.about is not None
    assert exam.about.to == (now + timedelta(days=1)).date()
