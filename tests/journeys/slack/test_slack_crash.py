"""The bot is killed after it acknowledged: what was left is done by the next process, once."""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable
from typing import Any

from colleague import Colleague, stamp
from fake_slack import FakeSlack
from retold import Retold

PATIENCE_S = 90.0
"""For what was left, since the next process waits until the hold of the one before has ended."""


def test_what_was_acknowledged_is_done_once_after_a_kill(place: Retold, slack: FakeSlack) -> None:
    people = [Colleague(place, slack) for _ in range(8)]
    told, noted, threaded, edited, gone, pressed, mentioned, answered = people
    for person in people:
        person.consent()
    since = slack.now()
    ts = edited.send("my brother Leopold paints boats")
    edited.answer(since, "Noted")
    answered.send("what are you?")
    answered.answer(since, "no person, no feelings")

    slack.stop()
    since = slack.now()
    noted.send("i live in Falun")
    wait_until(lambda: memories(place, noted))
    place.kill("memory")
    told.send("i live in Ystad")
    threaded.send("i play the banjo", thread_ts=stamp())
    edited.edit(ts, "my brother Leander paints boats")
    taken_back = gone.send("i live in Visby")
    pressed.act({"type": "button", "action_id": "home_pause"}, view={"type": "home"})
    mentioned.mention("what's my name?")
    place.kill("bot")
    slack.said[gone.dm].pop(taken_back)
    inbox = (place.home / "slack.db").read_bytes()
    assert [word for word in (b"Ystad", b"banjo", b"Leander", b"Visby") if word in inbox] == []
    slack.start()
    place.start()

    def answer(person: Colleague, *words: str) -> None:
        slack.wait_for(
            lambda call: (
                call.method == "chat.postMessage"
                and call.arguments["channel"] == person.dm
                and all(word in call.text for word in words)
            ),
            since,
            PATIENCE_S,
        )

    answer(told, "Noted", "Ystad")
    answer(noted, "Noted", "Falun")
    answer(threaded, "Noted", "banjo")
    answer(edited, "read it again", "Leander")
    answer(pressed, "once more")
    answer(mentioned, "once more")
    for person in people:
        said = slack.now()
        person.send("what can you do?")
        person.answer(said, "Tell me about yourself")
    said = [call.text for call in slack.since(since)]
    counts = {word: sum(word in text for text in said) for word in ("Ystad", "Falun", "banjo", "Visby", "no feelings")}
    assert counts == {"Ystad": 1, "Falun": 1, "banjo": 1, "Visby": 0, "no feelings": 0}
    for person, quote in ((told, "i live in Ystad"), (noted, "i live in Falun")):
        assert [(memory["quote"], memory["seen"]) for memory in memories(place, person)] == [(quote, 1)]
    assert memories(place, gone) == []


def memories(place: Retold, colleague: Colleague) -> list[dict[str, Any]]:
    path = f"/v1/users/{urllib.parse.quote(colleague.user_id)}/memories"
    return list(place.service("GET", path)["memories"])


def wait_until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
