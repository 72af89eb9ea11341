"""Slack slow, refusing, hanging, or gone; many people at once; and nothing that was acknowledged is lost."""

from __future__ import annotations

import concurrent.futures
import time

from colleague import Colleague
from fake_slack import FakeSlack, Fault
from retold import Retold

PEOPLE = 50
DOWN_S = 30


def test_rate_limits_and_errors_are_waited_out(slack: FakeSlack, colleague: Colleague) -> None:
    for fault in (
        Fault(429, 2, "chat.postMessage", headers={"Retry-After": "1"}),
        Fault(500, 2, "chat.postMessage"),
        Fault(502, 1, "chat.postMessage"),
    ):
        slack.faults = [fault]
        since = slack.now()
        colleague.send("what are you?")
        colleague.answer(since, "no person, no feelings")
        assert fault.times == 0
    slack.faults = []


def test_a_call_that_hangs_is_made_again(slack: FakeSlack, colleague: Colleague) -> None:
    slack.faults = [Fault(0, 1, "chat.postMessage", for_s=12)]
    since = slack.now()
    colleague.send("what are you?")
    colleague.answer(since, "no person, no feelings")
    slack.faults = []


def test_fifty_people_at_once_are_acknowledged_in_time_and_answered_each_their_own(
    place: Retold, slack: FakeSlack
) -> None:
    people = [Colleague(place, slack) for _ in range(PEOPLE)]
    since = slack.now()
    took_s: list[float] = []

    def send(person: Colleague) -> None:
        began = time.monotonic()
        person.send("what are you?")
        took_s.append(time.monotonic() - began)

    with concurrent.futures.ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(send, people))
    for person in people:
        person.answer(since, "no person, no feelings")
    answers = [call for call in slack.since(since, "chat.postMessage") if "no person, no feelings" in call.text]
    assert sorted(call.arguments["channel"] for call in answers) == sorted(person.dm for person in people)
    print(f"acknowledged {PEOPLE} at once: slowest {max(took_s):.2f} s; answered in {slack.now() - since:.1f} s")


def test_slack_down_for_half_a_minute_loses_no_message(place: Retold, slack: FakeSlack) -> None:
    people = [Colleague(place, slack) for _ in range(10)]
    slack.stop()
    try:
        since = slack.now()
        for person in people:
            person.send("what are you?")  # acknowledged: `send` checks that
        time.sleep(DOWN_S)
    finally:
        slack.start()
    for person in people:
        person.answer(since, "no person, no feelings")


def test_a_memory_service_that_is_down_for_a_while_loses_no_message(place: Retold, slack: FakeSlack) -> None:
    person = Colleague(place, slack)
    person.consent()
    place.kill("memory")
    since = slack.now()
    person.send("i live in Lund")
    place.start("memory")
    slack.wait_for(lambda call: call.method == "chat.postMessage" and "Noted" in call.text, since, wait_s=300)


def test_nothing_that_was_said_is_in_a_log(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    slack.faults = [Fault(500, 1, "chat.postMessage")]
    since = slack.now()
    colleague.send("my aunt Ottilie sings in a choir")
    colleague.answer(since, "Noted")
    colleague.command("forget ottilie")
    slack.refuse_once("chat.postMessage", "channel_not_found")
    colleague.send("what's my aunt Ottilie's name?")
    colleague.say("what are you?")
    assert "ottilie" not in place.log().lower()
    assert slack.faults[0].times == 0
