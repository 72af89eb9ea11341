"""The page "What I remember" in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from people import Visitor
from playwright.sync_api import Page, expect


@pytest.fixture
def known(visitor: Visitor) -> Visitor:
    """Somebody who has told a few things and looks at what is remembered."""
    visitor.accept()
    for text in ("My name is Mira", "My sister's name is Ines", "My brother's name is Tomas", "I live in Porto"):
        visitor.say(text)
    visitor.say("what's my sister's name?")
    visitor.open_memories()
    return visitor


def card(page: Page, text: str) -> object:
    return page.locator("retold-memory", has_text=text).first


def test_everything_is_there_with_its_words_its_date_and_its_use(known: Visitor) -> None:
    page = known.page
    for memory in known.memories():
        expect(page.locator("retold-memories")).to_contain_text(memory["statement"])
        expect(page.locator("retold-memories")).to_contain_text(memory["quote"])
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Places", exact=True)).to_be_visible()
    expect(card(page, "Ines")).to_contain_text("used once")
    expect(card(page, "Ines")).to_contain_text("in the chat")
    card(page, "Ines").get_by_text("Details").click()
    expect(card(page, "Ines").locator("details li")).not_to_have_count(0)
    assert page.locator("retold-memory").count() == len(known.memories())


def test_searching_shows_only_what_contains_the_words(known: Visitor) -> None:
    page = known.page
    page.get_by_label("Search what I remember").fill("ines")
    expect(page.locator("retold-memory")).to_have_count(1)
    expect(page.get_by_text("1 thing found")).to_be_visible()
    page.get_by_label("Search what I remember").fill("zebra")
    expect(page.locator("retold-memory")).to_have_count(0)
    expect(page.get_by_text("Nothing of what you told me contains this.")).to_be_visible()


def test_an_edit_is_kept_over_what_was_said_before(known: Visitor) -> None:
    page = known.page
    card(page, "Porto").get_by_role("button", name=re.compile("^Edit: ")).click()
    field = card(page, "Porto").get_by_label("How it is, in your words")
    expect(field).to_be_focused()
    field.fill("I live in Braga")
    card(page, "Porto").get_by_role("button", name="Save").click()
    expect(card(page, "Braga")).to_contain_text("Before:")
    expect(card(page, "Braga")).to_contain_text("I live in Porto")
    page.reload()
    expect(card(page, "Braga")).to_contain_text("I live in Porto")


def test_forgetting_one_asks_reports_and_moves_on_to_the_next(known: Visitor) -> None:
    page = known.page
    card(page, "Ines").get_by_role("button", name=re.compile("^Forget: ")).click()
    expect(card(page, "Ines").get_by_role("button", name="Erase")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page, "Ines").get_by_role("button", name="Erase")).to_have_count(0)
    card(page, "Ines").get_by_role("button", name=re.compile("^Forget: ")).click()
    page.keyboard.press("Enter")
    expect(page.locator(".note:visible")).to_contain_text("files searched, nothing of it is left")
    expect(page.locator("retold-memory", has_text="Ines")).to_have_count(0)
    assert "Ines" not in str(known.memories())
    expect(page.locator("retold-memory h3:focus, .note:focus")).to_have_count(1)


def test_forgetting_a_group_asks_and_leaves_the_others(known: Visitor) -> None:
    page = known.page
    page.get_by_role("button", name="Forget everything under People").click()
    expect(page.get_by_text("Erase 2 memories under “People” for good?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Forget everything under People")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Erase", exact=True).click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_have_count(0)
    expect(page.locator(".note:visible")).to_contain_text("Erased: 2 memories.")
    expect(page.locator(".note:visible")).to_be_focused()
    assert {memory["category"] for memory in known.memories()} == {"self", "places"}


def test_forgetting_everything_takes_the_typed_words_and_reports(known: Visitor) -> None:
    page = known.page
    button = page.get_by_role("button", name="Forget everything", exact=True)
    page.get_by_label(re.compile("^Type ")).fill("forget")
    button.click()
    expect(page.get_by_text("That is not the phrase yet.")).to_be_visible()
    assert known.memories()
    page.get_by_label(re.compile("^Type ")).fill("forget everything")
    button.click()
    expect(page.get_by_text(re.compile(r"Everything is erased: \d+ memories.*nothing is left"))).to_be_focused()
    expect(page.locator("retold-memory")).to_have_count(0)
    expect(page.get_by_text("I remember nothing about you.")).to_be_visible()
    assert known.memories() == []
    assert known.profile()["remembering"] == "unasked"
    known.open_chat()
    expect(known.page.get_by_role("log")).not_to_contain_text("Mira")


def test_one_can_be_told_by_hand(known: Visitor) -> None:
    page = known.page
    page.get_by_label(re.compile("^In your own words")).fill("My dog's name is Biscuit")
    page.get_by_role("button", name="Keep this").click()
    expect(card(page, "Biscuit")).to_contain_text("by hand")
    expect(page.locator("retold-tell").get_by_text("Noted.")).to_be_visible()


def test_settings_are_saved_as_they_are_changed_and_take_effect(known: Visitor) -> None:
    page = known.page
    page.get_by_role("radio", name="Quiet").check()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("radio", name="Never keep them").check()
    page.get_by_label("Erase what you told me after").select_option("90")
    page.get_by_label(re.compile("^Time zone")).select_option("Europe/Lisbon")
    page.get_by_role("radio", name="Paused").check()
    expect(page.get_by_role("radio", name="Paused")).to_be_checked()
    page.wait_for_load_state("networkidle")
    page.reload()
    for chosen in ("Quiet", "Never keep them", "Paused"):
        expect(page.get_by_role("radio", name=chosen)).to_be_checked()
    expect(page.get_by_label("Erase what you told me after")).to_have_value("90")
    profile = known.profile()
    assert (profile["level"], profile["sensitive"], profile["remembering"]) == ("quiet", "never", "paused")
    assert (profile["retention_days"], profile["timezone"]) == (90, "Europe/Lisbon")
    expect(page.get_by_text("May I remember what you tell me?")).to_be_visible()
    known.page.goto(known.url)
    known.say("I own a red kayak")
    assert "kayak" not in str(known.memories())


@pytest.mark.parametrize("keep", [True, False], ids=["kept", "not kept"])
def test_what_is_sensitive_waits_for_an_answer_and_is_kept_only_with_a_yes(visitor: Visitor, keep: bool) -> None:
    visitor.accept()
    visitor.say("I was diagnosed with diabetes")
    assert "diabetes" not in str(visitor.memories())
    page = visitor.open_memories()
    waiting = page.locator("retold-withheld")
    expect(waiting.get_by_role("heading", name="Waiting for your answer")).to_be_visible()
    expect(waiting).to_contain_text("I was diagnosed with diabetes")
    waiting.get_by_role("button", name="Keep it" if keep else "Don't keep it", exact=True).click()
    expect(waiting.get_by_text("Noted." if keep else "It is not kept.")).to_be_focused()
    expect(page.locator("retold-memory", has_text="diabetes")).to_have_count(1 if keep else 0)
    assert ("diabetes" in str(visitor.memories())) is keep


def test_the_timeline_says_in_words_and_in_a_table_what_it_draws(known: Visitor) -> None:
    page = known.page
    told = len(known.memories())
    expect(page.get_by_role("img", name=re.compile(f"{told} told, 1 used"))).to_be_visible()
    page.get_by_text("As a table").click()
    row = page.locator("retold-timeline tr").last
    assert row.locator("td").all_inner_texts() == [str(told), "1"]


def test_the_conversation_that_is_kept_is_shown(known: Visitor) -> None:
    page = known.page
    kept = page.locator("retold-kept")
    kept.get_by_text("Details").click()
    expect(kept).to_contain_text("My brother's name is Tomas")


def test_everything_can_be_taken_along(known: Visitor, tmp_path: Path) -> None:
    page = known.page
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as JSON").click()
    assert download.value.suggested_filename.endswith(".json")
    download.value.save_as(tmp_path / "export.json")
    exported = json.loads((tmp_path / "export.json").read_text())
    assert {memory["id"] for memory in exported["memories"]} == {memory["id"] for memory in known.memories()}
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as text (Markdown)").click()
    download.value.save_as(tmp_path / "export.md")
    assert "My sister's name is Ines" in (tmp_path / "export.md").read_text()


def test_whoever_has_not_talked_yet_is_told_so(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.url}/memories")
    expect(visitor.page.get_by_text("We have not talked in this browser yet")).to_be_visible()
    visitor.open_chat()
    visitor.open_memories()
    expect(visitor.page.get_by_text("If you say yes, it shows up here, word for word")).to_be_visible()
    expect(visitor.page.get_by_text("You have not been asked yet.")).to_be_visible()


def test_a_failure_is_said_and_can_be_tried_again(visitor: Visitor) -> None:
    visitor.accept()
    visitor.page.route("**/webhooks/web/me/memories*", lambda route: route.abort(), times=1)
    visitor.page.goto(f"{visitor.url}/memories")
    expect(visitor.page.get_by_role("alert")).to_contain_text("cannot be shown just now")
    visitor.page.get_by_role("button", name="Try again").click()
    expect(visitor.page.get_by_role("heading", name="How I remember")).to_be_visible()
