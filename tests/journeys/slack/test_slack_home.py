"""App Home: everything that is kept, with a way to change and erase it."""

from __future__ import annotations

import json
import urllib.parse

from colleague import Colleague
from fake_slack import Call, FakeSlack
from retold import Retold

THINGS = [
    "violin", "canoe", "telescope", "loom", "kettle", "tent", "piano", "bicycle", "globe", "lantern", "hammock",
    "typewriter", "sundial", "kayak", "microscope", "saddle", "quilt", "compass", "harp", "trumpet", "ladder",
    "greenhouse", "anvil", "camera", "surfboard", "chessboard", "wheelbarrow", "cello", "tractor", "aquarium",
    "barometer", "beehive", "trampoline", "sewing-machine", "gramophone", "skateboard", "teapot", "metronome",
    "sled", "pottery-wheel", "caravan", "banjo", "hourglass", "unicycle",
]  # fmt: skip


def memories(place: Retold, colleague: Colleague) -> list[dict]:
    path = f"/v1/users/{urllib.parse.quote(colleague.user_id)}/memories"
    return list(place.service("GET", path)["memories"])


def opened(slack: FakeSlack, since: float, words: str = "") -> dict:
    def is_it(call: Call) -> bool:
        return call.method == "views.open" and words in call.text

    return dict(slack.wait_for(is_it, since).arguments["view"])


def tell(slack: FakeSlack, colleague: Colleague, *texts: str) -> None:
    for text in texts:
        since = slack.now()
        colleague.send(text)
        colleague.answer(since, "Noted")


def test_consent_is_asked_for_and_given_in_the_home_tab(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    view = colleague.open_home()
    assert "Nothing is kept about you" in json.dumps(view)
    since = slack.now()
    colleague.press_home(view, "Yes, remember")
    assert "Pause remembering" in json.dumps(colleague.home(since))
    profile = place.service("GET", f"/v1/users/{urllib.parse.quote(colleague.user_id)}/profile")
    assert profile["remembering"] == "on"
    assert "see or delete every word" in profile["consent_text"]


def test_everything_is_shown_searched_corrected_explained_and_forgotten(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    tell(slack, colleague, "i play the bassoon", "my cat is called Bartleby", "i live in Lund")
    view = colleague.open_home()
    for memory in memories(place, colleague):
        assert memory["quote"] in json.dumps(view)
        assert memory["id"] in json.dumps(view)

    cat = next(memory["id"] for memory in memories(place, colleague) if "Bartleby" in memory["quote"])
    since = slack.now()
    colleague.press_home(view, "Search …")
    colleague.submit(opened(slack, since), "bassoon")
    found = colleague.home(since)
    assert "bassoon" in json.dumps(found)
    assert "Bartleby" not in json.dumps(found)
    since = slack.now()
    colleague.press_home(found, "Show all")
    view = colleague.home(since)
    assert "Bartleby" in json.dumps(view)

    since = slack.now()
    colleague.press_home(view, "Correct …", cat)
    colleague.submit(opened(slack, since, "Bartleby"), "my cat is called Bartholomew")
    corrected = colleague.home(since)
    assert "Bartholomew" in json.dumps(corrected)
    assert "(before)" in json.dumps(corrected)

    since = slack.now()
    colleague.press_home(corrected, "Why?", cat)
    assert "Bartleby" in json.dumps(opened(slack, since, "Before that"))

    since = slack.now()
    colleague.press_home(corrected, "Forget …", cat)
    colleague.submit(opened(slack, since, "erased for good"))
    left = colleague.home(since)
    assert "Bartholomew" not in json.dumps(left)
    assert "Bartleby" not in json.dumps(left)
    colleague.answer(since, "Forgotten", "nothing of them is left")
    assert place.holds("Bartleby", "Bartholomew") == []


def test_remembering_level_and_sensitive_are_set(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    view = colleague.open_home()
    for title, name, value in (
        ("Quiet: only when I ask", "level", "quiet"),
        ("Sensitive things: never", "sensitive", "never"),
        ("Goals: ask every two weeks", "check_in_days", 14),
        ("Goals: do not ask after them", "check_in_days", None),
        ("Keep for 90 days", "retention_days", 90),
        ("Keep until I forget it", "retention_days", None),
        ("Pause remembering", "remembering", "paused"),
        ("Remember again", "remembering", "on"),
    ):
        since = slack.now()
        colleague.press_home(view, title)
        view = colleague.home(since)
        profile = place.service("GET", f"/v1/users/{urllib.parse.quote(colleague.user_id)}/profile")
        assert profile[name] == value


def test_what_the_bot_asked_and_offered_is_shown(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    since = slack.now()
    colleague.send("suggest something")
    colleague.answer(since, "One idea")
    since = slack.now()
    colleague.press_home(colleague.open_home(), "What I asked and offered")
    assert "I suggested something" in json.dumps(opened(slack, since, "Asked and offered"))


def test_a_copy_comes_as_files_into_the_direct_messages(slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    tell(slack, colleague, "i collect sundials")
    view = colleague.open_home()
    since = slack.now()
    colleague.press_home(view, "Send me a copy")
    sent = slack.wait_for(lambda call: call.method == "files.completeUploadExternal", since)
    assert sent.arguments["channel_id"] == colleague.dm
    assert b"sundials" in slack.files["what-i-remember.md"]
    assert json.loads(slack.files["what-i-remember.json"])["user_id"] == colleague.user_id


def test_everything_is_forgotten(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    colleague.consent()
    tell(slack, colleague, "my aunt Wilhelmina sings in a choir")
    view = colleague.open_home()
    since = slack.now()
    colleague.press_home(view, "Forget everything …")
    left = colleague.home(since)
    assert "Nothing is kept about you" in json.dumps(left)
    assert "Yes, remember" in json.dumps(left)
    colleague.answer(since, "I do not know you any more")
    assert place.holds("Wilhelmina") == []


def test_more_memories_than_a_view_holds_are_turned_through(
    place: Retold, slack: FakeSlack, colleague: Colleague
) -> None:
    colleague.consent()
    path = f"/v1/users/{urllib.parse.quote(colleague.user_id)}/memories"
    for thing in THINGS:
        place.service("POST", path, {"text": f"i own a {thing}"})
    first = colleague.open_home()
    since = slack.now()
    colleague.press_home(first, "Next page")
    second = colleague.home(since)
    shown = json.dumps([first, second])
    assert [thing for thing in THINGS if f"i own a {thing}" not in shown] == []
    since = slack.now()
    colleague.press_home(second, "Previous page")
    assert colleague.home(since)["blocks"] == first["blocks"]


def test_another_persons_memory_is_out_of_reach(place: Retold, slack: FakeSlack, colleague: Colleague) -> None:
    other = Colleague(place, slack)
    other.consent()
    tell(slack, other, "my uncle Thaddeus is a baker")
    wanted = memories(place, other)[0]["id"]
    colleague.consent()
    for value in (f"forget:{wanted}", f"correct:{wanted}", f"why:{wanted}", "why:../../etc"):
        since = slack.now()
        action = {"type": "overflow", "action_id": "memory_menu", "selected_option": {"value": value}}
        colleague.act(action, view={"type": "home"})
        colleague.answer(since, "no longer there")
    since = slack.now()
    metadata = json.dumps({"id": wanted, "home": ""})
    colleague.submit({"type": "modal", "callback_id": "home_forget", "private_metadata": metadata})
    colleague.answer(since, "no longer there")
    assert memories(place, other)[0]["id"] == wanted
