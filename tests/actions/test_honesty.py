"""The guard that every line of the bot passes."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
import yaml
from calls import domain
from starlette.testclient import TestClient

from actions.honesty import Guard
from actions.honesty.__main__ import authored_lines, filled_lines
from actions.honesty.__main__ import main as lint
from actions.honesty.guard import LEFT_OUT, LINES
from actions.honesty.rules import Rule, read_rules
from memory.embeddings import Embedder

HELD_OUT = Path(__file__).parent / "honesty" / "held_out.yml"


@pytest.fixture(scope="module")
def guard(embedder: Embedder) -> Guard:
    return Guard(embedder)


def lines_of(path: Path) -> dict[str, dict[str, list[str]]]:
    lines: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text())
    return lines


def test_faux_lines_are_found_and_honest_ones_pass(guard: Guard) -> None:
    """At what was measured when these lines were first read: 95 %, beside receipts 91 %, and 2 % refused."""
    lines = lines_of(HELD_OUT)
    faux = [(line, kind) for kind, several in lines["faux"].items() for line in several]
    honest = [(line, kind == "with_receipts") for kind, several in lines["honest"].items() for line in several]
    passed = [line for line, _ in faux if not guard.mend(line).findings]
    told = [line for line, kind in faux if kind != "personal"]
    told_passed = [line for line in told if not guard.mend(line, ()).findings]
    refused = [line for line, receipts in honest if guard.mend(line, () if receipts else None).findings]
    assert min(len(faux), len(honest)) >= 180
    assert len(passed) / len(faux) <= 0.055, passed
    assert len(told_passed) / len(told) <= 0.1, told_passed
    assert len(refused) / len(honest) <= 0.025, refused


def test_no_line_it_is_judged_by_is_one_it_was_made_with() -> None:
    made, held = (
        {line for part in lines_of(path).values() for kind in part.values() for line in kind}
        for path in (LINES, HELD_OUT)
    )
    assert not made & held


@pytest.mark.parametrize("rule", read_rules().refused, ids=lambda rule: rule.example)
def test_each_rule_finds_its_example(rule: Rule) -> None:
    assert rule.finds(rule.example)


def test_a_sentence_that_cannot_be_said_is_left_out_and_the_rest_stays(guard: Guard) -> None:
    assert guard.mend("I missed you!\nSay “forget everything” to go.").text == "Say “forget everything” to go."


def test_a_sentence_that_stands_without_the_claim_is_mended(guard: Guard) -> None:
    assert guard.mend("As your friend, it helps to walk.").text == "It helps to walk."


def test_where_nothing_is_left_that_is_said(guard: Guard) -> None:
    assert guard.mend("I love hiking too!").text == LEFT_OUT


def test_what_people_are_quoted_with_is_theirs(guard: Guard) -> None:
    told = ["I love you. Me too, I missed you.", "you love me and your dog"]
    line = f"You told me on 3 May: “{told[0]}”.\n• {told[1]}"
    assert guard.mend(line, told).text == line
    assert guard.mend(line, told).findings == ()


def test_something_about_the_person_needs_a_receipt(guard: Guard) -> None:
    line = "Your sister lives in Ghent."
    assert guard.mend(line, []).text == line
    assert guard.mend(line).findings[0].rule == "personal"


def test_a_receipt_covers_what_was_told_and_no_claim_beside_it(guard: Guard) -> None:
    line = "You told me on 3 May: “my sister plays chess”. I love chess, too! I missed you."
    assert guard.mend(line, ["my sister plays chess"]).text == "You told me on 3 May: “my sister plays chess”."


def test_a_denial_is_honest(guard: Guard) -> None:
    for line in (
        "I cannot miss you; I am software.",
        "I have no feelings.",
        "I would be pretending if I said I love you.",
    ):
        assert guard.mend(line).findings == ()


def test_every_authored_line_of_the_bot_is_honest() -> None:
    assert lint() == 0


def test_lint_names_the_line_that_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "responses.yml").write_text("responses: {utter_bye: [{text: 'Goodbye. I will miss you.'}]}")
    (tmp_path / "about_me.yml").write_text("details: [{says: I love the sea.}]")
    assert lint(tmp_path) == 2
    assert "responses.yml utter_bye: missing: I will miss you." in capsys.readouterr().out


def test_lint_reads_what_is_suggested_as_people_get_to_read_it(tmp_path: Path) -> None:
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "responses.yml").write_text(
        "responses: {utter_suggest_any: [{text: 'One idea: {far} I name it since {reason}.'}]}"
    )
    item = "{id: a walk, kind: walk, text: A walk., tastes: [I walk], offline: true, people: false}"
    (tmp_path / "catalog.yml").write_text(f"[{item}]")
    assert [line for _, line in filled_lines(tmp_path)] == ["One idea: A walk. I name it since it needs no screen."]


def test_lint_reads_every_response_and_the_texts_of_the_channels() -> None:
    found = list(authored_lines(Path(lint.__code__.co_filename).parents[2] / "bot"))
    assert {where.split()[1] for where, _ in found if where.startswith("responses.yml")} == set(domain()["responses"])
    assert any(where.startswith("problems.py") or where.startswith("slack") for where, _ in found)


def line(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "user_id": "ana", "response": "utter_hello", **more}


def test_what_is_left_out_is_counted_and_logged_by_rule_and_never_quoted(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answered = client.post("/guard", json=line("I missed you, Zanzibarina. Hello."))
    assert answered.json() == {"text": "Hello."}
    assert 'retold_refused_sentences_total{rule="missing"} 1.0' in client.get("/metrics").text
    assert "utter_hello to ana" in caplog.text
    assert "Zanzibarina" not in caplog.text


def test_a_text_with_receipts_may_say_what_they_hold(client: TestClient) -> None:
    text = "Hello, Mira. Your flight was on Friday."
    assert client.post("/guard", json=line(text, receipts=[{"quote": "I'm Mira"}])).json()["text"] == text
    assert client.post("/guard", json=line(text)).json()["text"] == "Hello, Mira."


def test_the_guard_is_for_the_service_token_alone(client: TestClient) -> None:
    assert client.post("/guard", json=line("Hello."), headers={"Authorization": "Bearer nobody"}).status_code == 401
