"""The chat in a real browser: by keys and by clicks, on good and on bad networks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from people import Visitor
from playwright.sync_api import Route, expect
from retold import Retold

XSS = "<img src=x onerror=alert(1)><script>alert(2)</script>"
MOVED = "I just moved to Porto with my sister Ines, and I have a job interview in nine days"


def test_the_whole_conversation_by_keys_and_clicks_across_a_restart(visitor: Visitor, place: Retold) -> None:
    page = visitor.page
    visitor.open_chat()
    expect(page.get_by_text("You are talking to software.")).to_be_visible()
    expect(visitor.replies.last).to_contain_text("May I remember what you tell me?")
    with visitor.replying():
        page.get_by_role("button", name="Yes", exact=True).press("Enter")
    expect(visitor.say("My name is Mira")).to_contain_text("Mira")
    visitor.say(MOVED)
    assert visitor.receipts.count() >= 2
    told = visitor.replies.last
    expect(told).to_contain_text("Porto")
    expect(told).to_contain_text("interview")

    place.kill("bot", "memory")
    place.start()

    page.reload()
    expect(visitor.replies).to_have_count(1)
    expect(visitor.replies.last).to_contain_text("Mira")
    assert visitor.receipts.count() >= 1
    answer = visitor.say("what's my sister's name?")
    expect(answer).to_contain_text("Ines")
    visitor.receipts.first.locator("summary").click()
    expect(visitor.receipts.first.locator("blockquote")).to_contain_text("my sister Ines")
    expect(visitor.say("what's my brother's name?")).to_contain_text("nothing from you about that")
    expect(visitor.say("what do you remember about me?").get_by_role("link", name="What I remember")).to_be_visible()

    expect(visitor.say("forget about my sister")).to_contain_text("Ines")
    with visitor.replying():
        page.get_by_role("button", name="Yes", exact=True).click()
    expect(visitor.replies.last).to_contain_text("Forgotten")
    expect(page.get_by_role("log")).not_to_contain_text("Ines")
    assert "Ines" not in str(visitor.memories())

    expect(visitor.say("forget everything you know about me")).to_contain_text("cannot be brought back")
    with visitor.replying():
        page.get_by_role("button", name="Yes", exact=True).click()
    assert visitor.memories() == []
    expect(visitor.say("where do I live?")).to_contain_text("not")


def test_a_reload_shows_the_running_conversation_without_a_second_greeting(visitor: Visitor) -> None:
    visitor.accept()
    visitor.say("I keep bees on the roof")
    shown = visitor.page.locator("article .text").all_inner_texts()
    visitor.page.reload()
    expect(visitor.page.locator("article")).to_have_count(len(shown))
    assert visitor.page.locator("article .text").all_inner_texts() == shown
    # What was there before is not read out again; what comes from now on is.
    log = visitor.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")


def test_what_is_sent_before_the_conversation_is_there_is_said_once_it_is(visitor: Visitor) -> None:
    visitor.accept()
    held: list[Route] = []
    visitor.page.route("**/webhooks/web/open", lambda route: held.append(route))
    with visitor.page.expect_request("**/webhooks/web/open"):
        visitor.page.goto(visitor.url)
    visitor.send("I keep bees on the roof")
    visitor.page.keyboard.press("Enter")
    with visitor.replying():
        held[0].continue_()
    expect(visitor.page.locator("article.mine", has_text="bees")).to_have_count(1)
    expect(visitor.page.get_by_label("Your message")).to_have_value("")


def test_markup_is_shown_as_text_in_messages_and_receipts(visitor: Visitor) -> None:
    visitor.accept()
    visitor.say(f"My sister's name is {XSS}")
    visitor.say(f"I live in {XSS}")
    visitor.say(f"what do you remember about me? {XSS}")
    expect(visitor.page.locator("article.mine .text").last).to_contain_text(XSS)
    assert visitor.page.locator("article img, article script, retold-receipt img").count() == 0
    visitor.page.reload()
    expect(visitor.page.locator("article.mine .text").last).to_contain_text(XSS)
    page = visitor.open_memories()
    expect(page.locator("retold-memory").first).to_contain_text("<img src=x")
    assert page.locator("retold-memory img, retold-memory script").count() == 0


def test_a_message_that_did_not_get_through_is_sent_again_and_noted_once(visitor: Visitor) -> None:
    visitor.accept()
    lost: list[str] = []

    def lose_the_reply(route: Route) -> None:
        # It arrives, is answered, and the answer gets lost: the case in which a second try could double it.
        if lost:
            return route.continue_()
        lost.append("once")
        route.fetch()
        return route.abort()

    visitor.page.route("**/webhooks/web/messages", lose_the_reply)
    visitor.send("I have a canary called Pip")
    expect(visitor.page.get_by_text("Not sent.")).to_be_visible()
    with visitor.replying():
        visitor.page.get_by_role("button", name="Try again").click()
    assert visitor.page.locator("article.mine", has_text="canary").count() == 1
    noted = [memory for memory in visitor.memories() if "Pip" in memory["quote"]]
    assert {memory["seen"] for memory in noted} == {1}
    visitor.page.reload()
    expect(visitor.page.locator("article.mine", has_text="canary")).to_have_count(1)


def test_a_slow_reply_is_announced_and_a_second_message_waits(visitor: Visitor) -> None:
    visitor.open_chat()
    held: list[Route] = []
    visitor.page.route("**/webhooks/web/messages", lambda route: held.append(route))
    visitor.page.get_by_label("Your message").fill("hello there")
    visitor.page.keyboard.press("Enter")
    expect(visitor.status).to_contain_text("Writing a reply")
    visitor.page.get_by_label("Your message").fill("and another")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.locator("article.mine").count() == 1
    expect(visitor.page.get_by_label("Your message")).to_have_value("and another")
    held[0].continue_()
    expect(visitor.page.locator("retold-chat .writing")).to_have_count(0)


def test_a_button_pressed_twice_answers_once(visitor: Visitor) -> None:
    visitor.open_chat()
    with visitor.replying():
        visitor.page.get_by_role("button", name="No", exact=True).dblclick()
    assert visitor.page.locator("article.mine").count() == 1
    expect(visitor.page.get_by_text("Not sent.")).to_have_count(0)


def test_being_offline_is_said_and_what_was_typed_stays(visitor: Visitor) -> None:
    visitor.open_chat()
    visitor.context.set_offline(True)
    expect(visitor.status).to_contain_text("You are offline")
    visitor.send("hello from the tunnel")
    expect(visitor.page.get_by_text("Not sent.")).to_be_visible()
    visitor.context.set_offline(False)
    expect(visitor.status).not_to_contain_text("You are offline")
    with visitor.replying():
        visitor.page.get_by_role("button", name="Try again").click()


def test_a_restart_in_mid_conversation_loses_nothing(visitor: Visitor, place: Retold) -> None:
    visitor.accept()
    visitor.say("I play the oboe")
    place.kill("bot")
    visitor.send("I also play the harp")
    expect(visitor.page.get_by_text("Not sent.")).to_be_visible()
    place.start("bot")
    with visitor.replying():
        visitor.page.get_by_role("button", name="Try again").click()
    assert {"oboe", "harp"} <= set(re.findall(r"oboe|harp", str(visitor.memories())))


def test_two_people_never_see_each_other(visit: Callable[..., Visitor]) -> None:
    one, other = visit(), visit()
    one.accept()
    other.accept()
    one.say("I live in Evora and I breed axolotls")
    other.say("I live in Bergen and I collect thimbles")
    for person, own, foreign in ((one, "axolotls", "thimbles"), (other, "thimbles", "axolotls")):
        person.say("what do you remember about me?")
        expect(person.page.get_by_role("log")).to_contain_text(own)
        person.open_memories()
        expect(person.page.locator("retold-memories")).to_contain_text(own)
        expect(person.page.locator("retold-memories")).not_to_contain_text(foreign)
        assert foreign not in person.page.content()


def test_a_chip_forgets_in_place_and_everywhere_and_says_what_was_erased(visitor: Visitor) -> None:
    visitor.accept()
    visitor.say("I used to be a lighthouse keeper")
    view = visitor.open_memories(visitor.new_page())
    expect(view.locator("retold-memory", has_text="lighthouse")).to_have_count(1)
    receipt = visitor.receipts.first
    expect(receipt).to_contain_text("Noted")
    receipt.get_by_role("button", name=re.compile("^Forget: ")).click()
    expect(visitor.status).to_contain_text("files searched, nothing of it is left")
    expect(visitor.status).to_be_focused()
    expect(visitor.page.get_by_role("log")).not_to_contain_text("lighthouse")
    expect(view.locator("retold-memory", has_text="lighthouse")).to_have_count(0)
    assert "lighthouse" not in str(visitor.memories())
    visitor.page.reload()
    expect(visitor.page.get_by_role("log")).not_to_contain_text("lighthouse")


def test_a_chip_corrects_in_place(visitor: Visitor) -> None:
    visitor.accept()
    visitor.say("My cat's name is Mossy")
    receipt = visitor.receipts.first
    receipt.locator("summary").click()
    receipt.get_by_role("button", name=re.compile("^Correct: ")).click()
    field = receipt.get_by_label("How it is, in your words")
    expect(field).to_be_focused()
    field.fill("My cat's name is Bossy")
    receipt.get_by_role("button", name="Save").click()
    expect(receipt).to_contain_text("Changed.")
    expect(receipt.locator("blockquote")).to_contain_text("Bossy")
    assert "Bossy" in str([memory["quote"] for memory in visitor.memories() if memory["status"] == "current"])


def test_a_chip_puts_a_thing_to_rest(visitor: Visitor) -> None:
    visitor.accept()
    visitor.say("I broke my favourite vase")
    receipt = visitor.receipts.first
    receipt.locator("summary").click()
    receipt.get_by_role("button", name=re.compile("^Don't bring this up: ")).click()
    expect(receipt).to_contain_text("I will not bring this up again")
    assert {memory["status"] for memory in visitor.memories() if "vase" in memory["quote"]} == {"done"}


def test_everything_can_be_done_with_the_keyboard_alone(visitor: Visitor) -> None:
    visitor.open_chat()
    page = visitor.page
    page.get_by_label("Your message").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="No", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    with visitor.replying():
        page.keyboard.press("Space")
    expect(page.get_by_label("Your message")).to_be_focused()
    with visitor.replying():
        page.keyboard.type("I study cartography")
        page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    for _ in range(6):
        if page.locator("retold-receipt details[open]").count():
            break
        page.keyboard.press("Enter")
        if not page.locator("retold-receipt details[open]").count():
            page.keyboard.press("Shift+Tab")
    expect(page.locator("retold-receipt details[open]")).to_have_count(1)


def test_a_line_break_is_kept_and_a_long_message_is_counted(visitor: Visitor) -> None:
    visitor.open_chat()
    field = visitor.page.get_by_label("Your message")
    field.fill("one")
    visitor.page.keyboard.press("Shift+Enter")
    assert field.input_value() == "one\n"
    field.fill("a" * 4_001)
    expect(visitor.page.get_by_text("4001 of 4000 characters")).to_be_visible()
    visitor.page.keyboard.press("Enter")
    assert visitor.page.locator("article.mine").count() == 0


@pytest.mark.parametrize("text", ["שלום, אני גר בחיפה", "🎉🎉🎉", "a\u202eb"], ids=["hebrew", "emoji", "override"])
def test_unusual_text_stays_in_its_place(visitor: Visitor, text: str) -> None:
    visitor.open_chat()
    visitor.say(text)
    expect(visitor.page.locator("article.mine .text").last).to_have_text(text)


def test_a_browser_that_lost_its_cookie_begins_again_by_itself(visitor: Visitor) -> None:
    visitor.accept()
    visitor.context.clear_cookies()
    visitor.say("I collect sundials")
    assert "sundials" not in str(visitor.memories()), "nobody has said yes yet, as far as can be known"
    expect(visitor.page.get_by_text("Not sent.")).to_have_count(0)
