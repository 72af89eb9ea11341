"""A plan from its telling to the question how it went, on days and in zones where a day is easily lost or gained."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from calls import Conversation
from clock import Clock
from past import told

from memory.service import MemoryService

MOMENTS = [
    ("UTC", "2027-03-01 12:00"),  # the days of a week
    ("UTC", "2027-03-02 12:00"),
    ("UTC", "2027-03-03 12:00"),
    ("UTC", "2027-03-04 12:00"),
    ("UTC", "2027-03-05 12:00"),
    ("UTC", "2027-03-06 12:00"),
    ("UTC", "2027-03-07 23:59"),
    ("UTC", "2028-02-28 12:00"),  # ends of months and years
    ("UTC", "2028-02-29 23:59"),
    ("UTC", "2027-12-31 23:59"),
    ("UTC", "2028-01-01 00:01"),
    ("Europe/Berlin", "2027-03-27 20:00"),  # the clocks of these places change within the three days
    ("Europe/Berlin", "2027-10-30 23:59"),
    ("America/New_York", "2027-03-13 00:01"),
    ("America/New_York", "2027-11-06 20:00"),
    ("Pacific/Auckland", "2027-06-15 08:00"),  # where the day is another one than in UTC
    ("Pacific/Honolulu", "2027-06-14 20:00"),
]


def local(zone: str, moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(("zone", "moment"), MOMENTS)
def test_a_plan_is_named_on_its_day_and_asked_after_on_the_next_morning(
    ana: Conversation, service: MemoryService, clock: Clock, zone: str, moment: str
) -> None:
    now = local(zone, moment)
    day = (now + timedelta(days=3)).date()
    clock.set(now)
    ana.consent()
    service.change_profile("ana", {"timezone": zone})
    noted = ana.say("I have an exam in three days")
    assert noted.responses[0]["day"] == f"{day:%A}, {day.day} {day:%B}" + (
        f" {day.year}" if day.year != now.year else ""
    )
    service.change_profile("ana", {"level": "attentive"})
    for at, expected in (
        (f"{day} 23:58", {"utter_hello_near"}),
        (f"{day + timedelta(days=1)} 00:30", set[str]()),
        (f"{day + timedelta(days=1)} 04:01", {"utter_follow_up"}),
        (f"{day + timedelta(days=1)} 12:00", set[str]()),
    ):
        clock.set(local(zone, at))
        assert set(ana.run("action_session_start").names) & {"utter_hello_near", "utter_follow_up"} == expected, at


@pytest.mark.parametrize(
    ("zone", "moment"), [("Pacific/Honolulu", "2027-06-14 20:00"), ("Asia/Tokyo", "2027-06-15 08:00")]
)
def test_what_is_today_for_the_person_is_a_plan_for_today_whatever_day_it_is_in_utc(
    ana: Conversation, service: MemoryService, clock: Clock, zone: str, moment: str
) -> None:
    clock.set(local(zone, moment))
    ana.consent()
    service.change_profile("ana", {"timezone": zone})
    assert ana.say("I have a job interview tonight").responses[0]["day"] == "today"
    clock.advance(days=1)
    service.change_profile("ana", {"level": "attentive"})
    assert "utter_follow_up" in ana.run("action_session_start").names


def test_what_was_told_before_midnight_was_told_yesterday_by_the_persons_clock(
    ana: Conversation, service: MemoryService, clock: Clock
) -> None:
    clock.set(local("Pacific/Auckland", "2027-06-15 23:50"))
    ana.consent()
    service.change_profile("ana", {"timezone": "Pacific/Auckland"})
    ana.say("I live in Porto")
    ana.say("I love green tea")
    where = ("where do I live?", "action_recall", "ask_about_me")
    assert ana.say(*where).responses[0]["day"] == "today"
    clock.advance(minutes=20)
    assert ana.say(*where).responses[0]["day"] == "yesterday"


@pytest.mark.parametrize("sunday", ["2027-03-28", "2027-10-31"])
def test_a_week_in_which_clocks_change_is_a_week(
    ana: Conversation, service: MemoryService, clock: Clock, sunday: str
) -> None:
    day = local("Europe/Berlin", f"{sunday} 09:00") - timedelta(days=1)
    clock.set(day)
    ana.consent()
    service.change_profile("ana", {"timezone": "Europe/Berlin", "level": "invested", "check_in_days": 7})
    told(service, "My goal is to run a marathon", days_ago=0)
    clock.set(day + timedelta(days=6))
    assert "utter_check_in" not in ana.run("action_session_start").names
    clock.set(day + timedelta(days=7, minutes=-30))
    assert "utter_check_in" in ana.run("action_session_start").names
