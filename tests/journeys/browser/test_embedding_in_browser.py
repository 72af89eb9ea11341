"""The widget on a site of somebody else: another origin, another look, other words, people who logged in there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import jwt
from people import Visitor
from playwright.sync_api import expect
from retold import Retold

PAGE = """<!doctype html><html lang="en"><title>A shop</title><h1>A shop</h1>{head}
<script type="module" src="{url}/static/retold/chat.js"></script>{body}</html>"""


def embed(site: Path, place: Retold, body: str = "<retold-chat></retold-chat>", head: str = "") -> None:
    (site / "index.html").write_text(PAGE.format(url=place.url, body=body, head=head))


def visit_shop(visit: Callable[..., Visitor], site_port: int, host: str = "localhost") -> Visitor:
    shop = f"{host}:{site_port}"
    visitor = visit(hosts=(shop,))
    visitor.page.goto(f"http://{shop}/")
    return visitor


def open_panel(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Chat").click()
    expect(visitor.replies.first).to_be_visible()


def test_one_script_tag_is_enough_and_the_person_is_known_again(
    visit: Callable[..., Visitor], site: Path, site_port: int, place: Retold
) -> None:
    embed(site, place)
    visitor = visit_shop(visit, site_port)
    open_panel(visitor)
    expect(visitor.page.get_by_role("dialog", name="Retold")).to_contain_text("You are talking to software.")
    with visitor.replying():
        visitor.page.get_by_role("button", name="Yes", exact=True).click()
    visitor.say("I like marzipan")
    assert visitor.context.cookies() == []
    visitor.page.reload()
    open_panel(visitor)
    expect(visitor.page.get_by_role("log")).to_contain_text("marzipan")
    visitor.page.get_by_role("button", name="What I remember").click()
    expect(visitor.page.locator("retold-memory", has_text="marzipan")).to_be_visible()
    visitor.page.get_by_role("button", name="Back to the chat").click()
    expect(visitor.page.get_by_label("Your message")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("button", name="Chat")).to_be_focused()


def test_a_site_that_is_not_allowed_is_refused_with_clear_words(
    visit: Callable[..., Visitor], site: Path, site_port: int, place: Retold
) -> None:
    embed(site, place)
    visitor = visit_shop(visit, site_port, host="127.0.0.1")
    visitor.page.get_by_role("button", name="Chat").click()
    expect(visitor.status).to_contain_text("could not be opened")
    expect(visitor.page.get_by_role("button", name="Try again")).to_be_visible()


def test_people_who_logged_in_on_the_site_are_known_by_its_token(
    visit: Callable[..., Visitor], site: Path, site_port: int, place: Retold
) -> None:
    secret = place.environment["RETOLD_SECRET"]
    claims = {"sub": "anna", "aud": "retold-web", "exp": int(time.time()) + 600}
    token = jwt.encode(claims, secret, algorithm="HS256")
    embed(site, place, f'<retold-chat token="{token}"></retold-chat>')
    first = visit_shop(visit, site_port)
    open_panel(first)
    with first.replying():
        first.page.get_by_role("button", name="Yes", exact=True).click()
    first.say("I like marzipan")
    # The same person at another browser.
    second = visit_shop(visit, site_port)
    open_panel(second)
    expect(second.page.get_by_role("log")).to_contain_text("marzipan")
    assert second.page.evaluate("localStorage.length") == 0


def test_a_site_sets_colours_parts_and_words(
    visit: Callable[..., Visitor], site: Path, site_port: int, place: Retold
) -> None:
    embed(
        site,
        place,
        '<retold-chat heading="Ask the shop"></retold-chat>',
        "<style>retold-chat { --retold-accent: rgb(120, 0, 90); } "
        "retold-chat::part(send) { letter-spacing: 3px; }</style>"
        f'<script type="module">import {{ strings }} from "{place.url}/static/retold/strings.js";'
        'Object.assign(strings, { send: "Envoyer", openChat: "Parler" });</script>',
    )
    visitor = visit_shop(visit, site_port)
    visitor.page.get_by_role("button", name="Parler").click()
    expect(visitor.replies.first).to_be_visible()
    expect(visitor.page.get_by_role("heading", name="Ask the shop")).to_be_visible()
    send = visitor.page.get_by_role("button", name="Envoyer")
    expect(send).to_have_css("background-color", "rgb(120, 0, 90)")
    expect(send).to_have_css("letter-spacing", "3px")


def test_the_site_keeps_its_own_look_and_the_widget_its_own(
    visit: Callable[..., Visitor], site: Path, site_port: int, place: Retold
) -> None:
    embed(site, place, head="<style>* { color: rgb(255, 0, 0); font-size: 40px } button { display: none }</style>")
    visitor = visit_shop(visit, site_port)
    open_panel(visitor)
    assert visitor.page.locator("h1").evaluate("one => getComputedStyle(one).fontSize") == "40px"
    text = visitor.replies.first.locator(".text")
    assert text.evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"


def test_right_to_left_pages_mirror_the_widget(
    visit: Callable[..., Visitor], site: Path, site_port: int, place: Retold
) -> None:
    embed(site, place)
    (site / "index.html").write_text(
        (site / "index.html").read_text().replace('<html lang="en">', '<html lang="he" dir="rtl">')
    )
    visitor = visit_shop(visit, site_port)
    box = visitor.page.get_by_role("button", name="Chat").bounding_box()
    assert box is not None
    assert box["x"] < 200
    open_panel(visitor)
    visitor.say("שלום")
    mine = visitor.page.locator("article.mine .text").bounding_box()
    theirs = visitor.replies.last.locator(".text").bounding_box()
    assert mine is not None
    assert theirs is not None
    assert mine["x"] < theirs["x"] + theirs["width"] - mine["width"]
