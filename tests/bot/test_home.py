"""App Home shows everything that is kept, and Slack takes it however much that is."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "journeys" / "slack"))

from block_kit import check_view

from bot.channels import home, home_dialogs
from bot.channels.slack_links import link_blocks, link_dialog

CATEGORIES = list(home.CATEGORIES)


def profile(**changes: str) -> dict[str, Any]:
    return {"remembering": "on", "sensitive": "ask", "level": "acknowledge", **changes}


def memory(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"{number:032x}",
        "quote": f"thing number {number}",
        "statement": f"You told me thing {number}",
        "category": CATEGORIES[number % len(CATEGORIES)],
        "status": "current",
        "told_at": "2026-05-03T10:00:00Z",
        "channel": "slack",
        "used": {"count": number % 4, "last_at": None},
        **changes,
    }


def pages(memories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    count = max(1, -(-len(memories) // home.PER_PAGE))
    return [home.home_view(profile(), memories, page) for page in range(count)]


@pytest.mark.parametrize("count", [0, 1, 15, 40, 41, 500])
def test_every_memory_is_on_one_page_and_every_page_is_taken(count: int) -> None:
    memories = [memory(number) for number in range(count)]
    shown = pages(memories)
    assert [check_view(view) for view in shown] == [[]] * len(shown)
    text = json.dumps(shown)
    assert [text.count(f'forget:{one["id"]}"') for one in memories] == [1] * count
    assert len(json.loads(text)) == len(shown)


@pytest.mark.parametrize("remembering", ["unasked", "on", "paused", "off"])
@pytest.mark.parametrize("level", list(home.LEVELS))
@pytest.mark.parametrize("sensitive", list(home.SENSITIVE))
def test_what_was_decided_is_shown_and_can_be_changed(remembering: str, level: str, sensitive: str) -> None:
    view = home.home_view(profile(remembering=remembering, level=level, sensitive=sensitive), [])
    assert check_view(view) == []
    text = json.dumps(view)
    assert ("home_yes" in text) == (remembering == "unasked")
    assert ("home_pause" in text) == (remembering == "on")
    assert ("home_resume" in text) == (remembering in ("paused", "off"))
    if remembering != "unasked":
        selects = [e for block in view["blocks"] for e in block.get("elements", []) if e["type"] == "static_select"]
        assert [one["initial_option"]["value"] for one in selects] == [level, sensitive, "leave", "never", "never"]


def test_what_waits_and_what_is_linked_are_shown_and_taken_by_slack() -> None:
    one = {"quote": "q" * 9_000, "sensitivity": "health"}
    links = link_blocks(
        [{"account": f"web:{n}", "channel": "web", "linked_at": "2026-05-03T10:00:00Z"} for n in range(5)]
    )
    view = home.home_view(profile(), [memory(number) for number in range(40)], 0, "", [one] * 30, links)
    assert check_view(view) == []
    text = json.dumps(view)
    for shown in ("home_keep_waiting", "home_drop_waiting", "and 20 more", "home_unlink:web:4", "home_link"):
        assert shown in text
    alone = json.dumps(home.home_view(profile(), [], 0, "", [], link_blocks([])))
    assert "home_unlink" not in alone
    assert "Waiting" not in alone


def test_what_was_set_elsewhere_is_shown_as_it_is() -> None:
    view = home.home_view(
        {**profile(), "levels": {"slack": "quiet"}, "note_in_channels": True, "retention_days": 45}, []
    )
    selects = [e for block in view["blocks"] for e in block.get("elements", []) if e["type"] == "static_select"]
    assert [one["initial_option"]["value"] for one in selects] == ["quiet", "ask", "note", "never", "45"]
    assert check_view(view) == []


def test_long_and_hostile_words_are_shown_as_text_in_a_view_that_slack_takes() -> None:
    said = "<!channel> *b* <https://evil.example|x> " + "ä" * 9_000
    memories = [memory(number, quote=said, statement=said) for number in range(home.PER_PAGE)]
    view = home.home_view(profile(), memories, words="w" * 3_000)
    assert check_view(view) == []
    assert "mrkdwn" not in json.dumps(view)


def test_the_dialogs_are_taken() -> None:
    one = {**memory(1), "quote": "q" * 9_000, "in_reply_to": "r" * 9_000, "history": [memory(2)] * 30,
           "uses": [{"used_at": "2026-05-04T10:00:00Z", "channel": "slack"}] * 30}  # fmt: skip
    state = home.home_view(profile(), [], 3, "w")["private_metadata"]
    for view in (
        home_dialogs.search_dialog(),
        link_dialog(state),
        home_dialogs.correct_dialog(one, state),
        home_dialogs.forget_dialog(one, state),
        home_dialogs.why_dialog(one),
    ):
        assert check_view(view) == []


@pytest.mark.parametrize(("count", "more"), [(0, ""), (49, ""), (80, "And 31 before that")])
def test_what_the_bot_asked_and_offered_is_shown_with_what_became_of_it(count: int, more: str) -> None:
    made = {"kind": "follow_up", "made_at": "2026-05-04T10:00:00Z", "channel": "slack", "answer": "declined"}
    moves = [{**made, "memory_id": memory(number)["id"]} for number in range(count)]
    view = home_dialogs.moves_dialog(moves, [memory(number) for number in range(40)])
    assert check_view(view) == []
    text = json.dumps(view, ensure_ascii=False)
    shown = min(count, home_dialogs.MOST_MOVES)
    assert text.count("I asked how a plan went") == text.count("you would rather not") == shown
    assert text.count("thing number") == min(shown, 40)  # of a memory that was forgotten, no word
    assert ("nothing of my own accord" in text) == (count == 0)
    assert more in text


def test_the_place_in_the_home_tab_is_found_again() -> None:
    view = home.home_view(profile(), [memory(number) for number in range(200)], 2, "thing")
    assert home.read_state(view) == (2, "thing")
    for broken in (
        None,
        {},
        {"private_metadata": "{"},
        {"private_metadata": "[]"},
        {"private_metadata": '{"page": "x"}'},
    ):
        assert home.read_state(broken) == (0, "")


def test_earlier_versions_are_shown_as_such_and_cannot_be_corrected() -> None:
    text = json.dumps(home.home_view(profile(), [memory(1, status="superseded"), memory(2)]))
    assert "You told me thing 1 (before)" in text
    assert f"correct:{1:032x}" not in text
    assert f"correct:{2:032x}" in text
