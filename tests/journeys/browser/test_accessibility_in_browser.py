"""WCAG 2.2 AA by axe in every state, light and dark; zoom, motion, and pictures of each state to look at."""

from __future__ import annotations

import urllib.parse
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from people import SCREENSHOTS, Visitor
from playwright.sync_api import Page, Route, expect
from retold import Retold

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIZES = {"desktop": {"width": 1000, "height": 760}, "phone": {"width": 390, "height": 780}}


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible(
    visit: Callable[..., Visitor], place: Retold, tmp_path: Path, scheme: str, size: str
) -> None:
    visitor = visit(viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce")
    page = visitor.page
    folder = SCREENSHOTS / f"{scheme}-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}

    def look(state: str, full_page: bool = False) -> None:
        if full_page:  # cards far below the window are not drawn, so make it as tall as the page
            for _ in range(2):
                height = page.evaluate("document.documentElement.scrollHeight")
                page.set_viewport_size({**SIZES[size], "height": height})
        page.screenshot(path=folder / f"{state}.png")
        found[state] = violations(page)
        page.set_viewport_size(SIZES[size])

    page.goto(f"{visitor.url}/memories")
    expect(page.get_by_text("We have not talked in this browser yet")).to_be_visible()
    look("memories-unmet")
    visitor.open_chat()
    look("chat-first-visit")
    visitor.open_memories()
    look("memories-empty", full_page=True)
    visitor.accept()
    visitor.say("My name is Mira")
    visitor.say("I just moved to Porto with my sister Ines, and I have a job interview in nine days")
    look("chat-noted")
    visitor.say("what's my sister's name?")
    visitor.receipts.first.locator("summary").click()
    look("chat-receipt-open")
    visitor.receipts.first.get_by_role("button", name="Correct").click()
    look("chat-receipt-correcting")
    visitor.say("actually I live in Braga now")
    visitor.say("what do you remember about me?")
    look("chat-list")
    visitor.say("forget about my sister")
    look("chat-question")
    page.route("**/webhooks/web/messages", lambda route: route.abort(), times=1)
    visitor.send("hello?")
    expect(page.get_by_text("Not sent.")).to_be_visible()
    look("chat-not-sent")
    visitor.context.set_offline(True)
    expect(visitor.status).to_contain_text("You are offline")
    look("chat-offline")
    visitor.context.set_offline(False)
    visitor.say("I was diagnosed with diabetes")
    look("chat-sensitive")
    page.get_by_role("button", name="This is not me").click()
    expect(page.locator("retold-sign-out")).to_be_visible()
    look("chat-signing-out")
    page.locator("retold-sign-out").get_by_role("button", name="Cancel").click()
    visitor.open_memories()
    expect(page.get_by_role("heading", name="Waiting for your answer")).to_be_visible()
    for summary in page.get_by_text("Details").all() + page.get_by_text("As a table").all():
        summary.click()
    look("memories", full_page=True)
    page.get_by_role("button", name="Link: make a code").click()
    expect(page.locator("retold-links .made")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as JSON").click()
    download.value.save_as(tmp_path / "export.json")
    page.get_by_label("A JSON file that was exported here").set_input_files(tmp_path / "export.json")
    expect(page.get_by_text("Taken in: ")).to_be_visible()
    look("memories-link-code-and-import", full_page=True)
    request = ask_to_link(place, visitor)
    page.reload()
    expect(page.locator("retold-links .both")).to_be_visible()
    look("memories-link-question", full_page=True)
    visitor.ask("POST", f"/link-requests/{request}", {"yes": False})
    link(place, visitor)
    page.reload()
    page.get_by_role("button", name="This is not me").click()
    expect(page.locator("retold-sign-out")).to_be_visible()
    look("memories-signing-out")
    page.locator("retold-sign-out").get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Unlink: ").click()
    look("memories-linked", full_page=True)
    page.get_by_role("button", name="Edit").first.click()
    page.get_by_role("button", name="Forget: ").nth(1).click()
    look("memories-editing-and-asking", full_page=True)
    page.get_by_label("Search what I remember").fill("porto")
    look("memories-search", full_page=True)
    page.get_by_label("Type “forget everything” to confirm").fill("forget everything")
    page.get_by_role("button", name="Forget everything", exact=True).click()
    expect(page.get_by_text("Everything is erased")).to_be_visible()
    expect(page.get_by_text("I remember nothing about you.")).to_be_visible()
    look("memories-erased", full_page=True)
    assert found == {state: [] for state in found}


def link(place: Retold, visitor: Visitor) -> None:
    """Links the visitor with an account in Slack."""
    request = ask_to_link(place, visitor)
    visitor.ask("POST", f"/link-requests/{request}", {"yes": True, "consent_text": "Yes, link them."})


def ask_to_link(place: Retold, visitor: Visitor) -> str:
    """A code of the visitor's is typed in Slack, and waits for their yes; returns the id of the request."""
    code = visitor.ask("POST", "/link-codes", {"consent_text": "Yes, link them."})["code"]
    path = f"/v1/users/{urllib.parse.quote(f'slack:T0TEAM:U{uuid.uuid4().hex}')}"
    place.service("POST", f"{path}/link-codes/look", {"code": code})
    return str(place.service("POST", f"{path}/links", {"code": code, "consent_text": "Yes, link them."})["id"])


@pytest.mark.parametrize("path", ["/", "/memories"])
def test_at_twice_the_size_nothing_is_cut_off(visitor: Visitor, path: str) -> None:
    visitor.accept()
    visitor.say("I just moved to Porto with my sister Ines")
    # A window of 640 pixels at 200 % has 320 left: WCAG's measure for reflow.
    visitor.page.set_viewport_size({"width": 320, "height": 512})
    visitor.page.goto(visitor.url + path)
    expect(visitor.page.locator("retold-chat article, retold-memory").first).to_be_visible()
    wide = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    assert visitor.page.evaluate(wide) == 0


def test_nothing_moves_for_whoever_asked_for_that(visit: Callable[..., Visitor]) -> None:
    visitor = visit(reduced_motion="reduce")
    visitor.open_chat()
    held: list[Route] = []
    visitor.page.route("**/webhooks/web/messages", lambda route: held.append(route))
    visitor.send("hello")
    expect(visitor.page.locator("retold-chat .writing")).to_be_visible()
    animations = "document.querySelector('retold-chat').shadowRoot.getAnimations({subtree: true}).length"
    assert visitor.page.evaluate(animations) == 0
    held[0].abort()
