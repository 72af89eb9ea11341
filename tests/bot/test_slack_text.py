"""What people write in Slack, as plain text, and replies in pieces that Slack takes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parents[1] / "journeys" / "slack"))

from block_kit import check_message

from bot.channels.slack_audience import Aloud
from bot.channels.slack_messages import CONSENT, SLACK_KEEPS, for_slack, reply_messages, without_choices
from bot.channels.slack_text import clean_message, escape, split_text

ROOT = Path(__file__).parents[2]

RECEIPT = {"memory_id": "m1", "statement": "You live in Lund", "quote": "i live in Lund", "channel": "slack",
           "told_at": "2026-05-03T10:00:00+00:00"}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("my sister *Ines* lives in _Porto_", "my sister Ines lives in Porto"),
        ("~not~ `this` *_both_*", "not this both"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("<@U0BOT> hello", "hello"),
        ("hey <@U0BOT>, are you there", "hey are you there"),
        ("ask <@U1|ada> or <@U2>", "ask @ada or @someone"),
        ("in <#C1|general> for <!here>", "in #general for @here"),
        ("<!subteam^S1|@team> <!date^1^{date}|May 3>", "@team May 3"),
        (
            "<https://example.org|the page> <https://example.org/a?b=1&amp;c=2>",
            "the page https://example.org/a?b=1&c=2",
        ),
        ("<mailto:ada@example.org|ada@example.org>", "ada@example.org"),
        ("Tom &amp; Ada &lt;3", "Tom & Ada <3"),
        ("&lt;@U1&gt;", "<@U1>"),
        ("&gt; as I said\n```\ncode\n```", "as I said\ncode"),
        ("/forget_everything", "\N{DIVISION SLASH}forget_everything"),
        ("<@U0BOT> /affirm", "\N{DIVISION SLASH}affirm"),
        ("*/affirm*", "\N{DIVISION SLASH}affirm"),
        ("`/affirm`", "\N{DIVISION SLASH}affirm"),
        ("<https://x|/affirm>", "\N{DIVISION SLASH}affirm"),
        ("", ""),
    ],
)
def test_formatting_is_taken_away_and_words_stay(written: str, meant: str) -> None:
    assert clean_message(written, "U0BOT") == meant


def test_a_long_text_is_split_where_a_reader_would() -> None:
    text = "\n\n".join(f"{number} " + "word " * 100 for number in range(30))
    pieces = split_text(text)
    assert all(0 < len(piece) <= 2_900 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert split_text("x" * 7_000) == ["x" * 2_900, "x" * 2_900, "x" * 1_200]
    assert split_text("  ") == []


@pytest.mark.parametrize("count", [0, 1, 3, 4, 12, 200])
@pytest.mark.parametrize("length", [10, 2_900, 30_000])
def test_slack_takes_every_reply(count: int, length: int) -> None:
    receipts = [{**RECEIPT, "memory_id": f"{at:032x}", "quote": "q" * length} for at in range(count)]
    buttons = [{"title": "t" * 100, "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]
    sent = reply_messages([{"text": "a " * length, "buttons": buttons, "receipts": receipts}])
    assert [check_message(message) for message in sent] == [[]] * len(sent)
    assert sum("actions" in str(message["blocks"]) for message in sent) == 1


def test_what_a_person_said_is_never_markup() -> None:
    quote = "<!channel> <@U1> *all* <https://evil.example|click>"
    (message,) = reply_messages([{"text": quote, "receipts": [{**RECEIPT, "quote": quote}]}])
    assert "<!channel>" not in message["text"]
    assert "mrkdwn" not in str(message["blocks"])
    assert message["parse"] == "none"
    assert escape("<@U1> & co") == "&lt;@U1&gt; &amp; co"


def test_receipts_come_with_forget_and_why() -> None:
    (message,) = reply_messages([{"text": "Lund.", "receipts": [{**RECEIPT, "noted": True}]}])
    assert "Noted: “i live in Lund”, told 3 May 2026 in Slack" in str(message)
    titles = [element["text"]["text"] for element in message["blocks"][-1]["elements"]]
    assert titles == ["Forget", "Why?"]


def test_an_answered_question_loses_its_buttons() -> None:
    (message,) = reply_messages([{"text": "Shall I?", "buttons": [{"title": "Yes", "payload": "/affirm"}]}])
    blocks = without_choices(message["blocks"], "Yes")
    assert [block["type"] for block in blocks] == ["section", "context"]
    assert "You chose: Yes" in str(blocks)


@pytest.mark.parametrize("count", [1, 7, 26, 60])
def test_any_number_of_buttons_is_taken_and_goes_with_the_answer(count: int) -> None:
    buttons = [{"title": f"Choice {number} " + "x" * 80, "payload": f"/choose_{number}"} for number in range(count)]
    (message,) = reply_messages([{"text": "Which?", "buttons": buttons}])
    assert check_message(message) == []
    made = [element["value"] for block in message["blocks"] for element in block.get("elements", [])]
    assert made == [one["payload"] for one in buttons]
    answered = without_choices(message["blocks"], "Choice 1")
    assert [element for block in answered for element in block.get("elements", []) if "value" in element] == []


def test_the_page_on_the_web_is_the_home_tab_in_slack() -> None:
    text = (
        "I remember 2 things:\n• “see https://example.org/memories of mine”\nAll of it: http://127.0.0.1:5005/memories"
    )
    (message,) = reply_messages([{"text": text}])
    shown = message["blocks"][0]["text"]["text"]
    assert shown.endswith("All of it: the Home tab")
    assert "https://example.org/memories of mine" in shown


def test_no_line_of_the_bot_leads_from_slack_to_the_web() -> None:
    lines = yaml.safe_load((ROOT / "bot" / "domain" / "responses.yml").read_text())["responses"]
    said = [for_slack(line["text"].replace("{link}", "http://bot.example/memories")) for (line, *_) in lines.values()]
    assert [text for text in said if "/memories" in text or "the page" in text] == []
    assert any("the Home tab" in text for text in said)


def test_the_question_of_consent_says_what_slack_keeps() -> None:
    asked = {"text": "May I?", "action": CONSENT, "buttons": [{"title": "Yes", "payload": "/affirm"}]}
    (message,) = reply_messages([asked])
    assert [block["type"] for block in message["blocks"]] == ["section", "context", "actions"]
    assert SLACK_KEEPS in str(message["blocks"])
    assert message["blocks"][2]["elements"][0]["action_id"].startswith(CONSENT)


def test_what_is_said_aloud_has_no_place_for_anything_told() -> None:
    assert all("{" not in line.value and "%" not in line.value for line in Aloud)
