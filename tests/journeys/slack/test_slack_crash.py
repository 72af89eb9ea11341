"""The bot is killed after it acknowledged: what was left is done by the next process, once."""

from __future__ import annotations

import urllib.parse

from colleague import Colleague, stamp
from fake_slack import FakeSlack
from retold import Retold

PATIENCE_S = 90.0
"""For what was left, since the next process waits until the hold of the one before has ended."""


def test_what_was_acknowledged_is_done_once_after_a_kill(place: Retold, slack: FakeSlack) -> None:
    people = [Colleague(place, slack) for _ in range(7)]
    told, threaded, edited, gone, pressed, mentioned, answered = people
    for person in people:
        person.consent()
    since = slack.now()
    ts = edited.send("my brother Leopold paints boats")
    edited.answer(since, "Noted")
    answered.send("are you human?")
    answered.answer(since, "no person, no feelings")

    slack.stop()
    since = slack.now()
    told.send("i live in Ystad")
    threaded.send("i keep bees", thread_ts=stamp())
    edited.edit(ts, "my brother Leander paints boats")
    taken_back = gone.send("i live in Visby")
    pressed.act({"type": "button", "action_id": "home_pause"}, view={"type": "home"})
    mentioned.mention("what's my name?")
    place.kill("bot")
    slack.said[gone.dm].pop(taken_back)
    assert place.holds("Visby", "Leander") == [], "nothing that was said waits on a disk"
    slack.start()
    place.start("bot")

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
    answer(threaded, "Noted", "bees")
    answer(edited, "read it again", "Leander")
    answer(pressed, "once more")
    answer(mentioned, "once more")
    for person in people:
        said = slack.now()
        person.send("what can you do?")
        person.answer(said, "Tell me about yourself")
    counts = {
        "Ystad": [call for call in slack.since(since, "chat.postMessage") if "Ystad" in call.text],
        "bees": [call for call in slack.since(since, "chat.postMessage") if "bees" in call.text],
        "human": [call for call in slack.since(since, "chat.postMessage") if "no feelings" in call.text],
        "Visby": [call for call in slack.since(since) if "Visby" in call.text],
    }
    assert {name: len(calls) for name, calls in counts.items()} == {"Ystad": 1, "bees": 1, "human": 0, "Visby": 0}
    assert counts["bees"][0].arguments["thread_ts"]
    noted = place.service("GET", f"/v1/users/{urllib.parse.quote(told.user_id)}/memories")["memories"]
    assert [(memory["quote"], memory["seen"]) for memory in noted] == [("i live in Ystad", 1)]
