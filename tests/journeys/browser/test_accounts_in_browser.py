"""Taking in an export and linking accounts, on the page "What I remember"."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from people import Visitor
from playwright.sync_api import Page, expect


def import_file(page: Page, path: Path) -> None:
    page.get_by_label("A JSON file that was exported here or from another Retold").set_input_files(path)


def quotes(visitor: Visitor) -> set[str]:
    return {memory["quote"] for memory in visitor.memories()}


def test_an_export_is_taken_in_elsewhere_with_its_words_and_days(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    before, after = visit(), visit()
    before.accept()
    before.say("My sister's name is Ines")
    before.say("I own a red kayak")
    page = before.open_memories()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as JSON").click()
    download.value.save_as(tmp_path / "export.json")

    after.accept()
    page = after.open_memories()
    import_file(page, tmp_path / "export.json")
    expect(page.get_by_text("Taken in: 2 memories.")).to_be_visible()
    expect(page.locator("retold-import [role=status]")).to_be_focused()
    expect(page.locator("retold-memory", has_text="kayak")).to_have_count(1)
    expect(page.locator("retold-memory", has_text="kayak")).to_contain_text("the file said you told it on")
    assert quotes(after) == quotes(before)
    import_file(page, tmp_path / "export.json")
    expect(page.get_by_text("2 were here already.")).to_be_visible()
    assert len(after.memories()) == 2


def test_a_file_that_cannot_be_taken_in_is_said_to_be_one_and_changes_nothing(visitor: Visitor, tmp_path: Path) -> None:
    visitor.accept()
    visitor.say("I own a red kayak")
    page = visitor.open_memories()
    files = {
        "notes.json": ("{", "not an export of mine"),
        "list.json": ("[1, 2]", "not an export of mine"),
        "other.json": (json.dumps({"format": "other", "memories": []}), "format"),
    }
    for name, (content, said) in files.items():
        (tmp_path / name).write_text(content)
        import_file(page, tmp_path / name)
        expect(page.locator("retold-import .problem")).to_contain_text(said)
    assert quotes(visitor) == {"I own a red kayak"}


def test_nothing_is_taken_in_before_a_yes(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(json.dumps({"format": "retold-export-1", "memories": []}))
    visitor.open_chat()
    page = visitor.open_memories()
    import_file(page, tmp_path / "export.json")
    expect(page.locator("retold-import .problem")).to_be_visible()


def test_two_browsers_are_linked_by_a_code_and_taken_apart_again(visit: Callable[..., Visitor]) -> None:
    one, other = visit(), visit()
    for person, said in ((one, "I breed axolotls"), (other, "I collect thimbles")):
        person.accept()
        person.say(said)
        person.open_memories()
    expect(one.page.get_by_text("This account stands alone")).to_be_visible()
    one.page.get_by_role("button", name="Link: make a code").click()
    made = one.page.locator("retold-links .made")
    expect(made).to_be_focused()
    code = made.locator(".code").inner_text()

    field = other.page.get_by_label("Or a code that was made in the other account")
    field.fill("WRONG-CODE")
    field.press("Enter")
    expect(other.page.locator("retold-links .note")).to_contain_text("code")
    field.fill(code.lower())
    field.press("Enter")
    question = other.page.locator("retold-links .both")
    expect(question).to_be_focused()
    expect(question).to_contain_text("a browser, Chrome on Linux (1 memory, since")
    expect(question).to_contain_text("read, change and erase everything")
    expect(question).not_to_contain_text("axolotls")
    assert quotes(one) == {"I breed axolotls"}
    question.get_by_role("button", name="Both are mine: link them").click()
    expect(other.page.get_by_text("I have asked in the account that made the code.")).to_be_focused()
    assert quotes(one) == {"I breed axolotls"}
    one.page.get_by_role("button", name="Was it typed?").click()
    expect(one.page.locator("retold-links .both")).to_be_focused()
    one.page.get_by_role("button", name="Both are mine: link them").click()
    expect(one.page.get_by_text("Linked. What you told me there is here, too.")).to_be_focused()
    expect(one.page.locator("retold-memory", has_text="thimbles")).to_have_count(1)
    assert quotes(one) == quotes(other) == {"I breed axolotls", "I collect thimbles"}

    one.page.reload()
    one.page.get_by_role("button", name="Unlink: the chat in a browser, Chrome on Linux").click()
    expect(one.page.get_by_text("Unlink the chat in a browser, Chrome on Linux?")).to_be_visible()
    one.page.keyboard.press("Escape")
    expect(one.page.get_by_role("button", name="Unlink: the chat in a browser, Chrome on Linux")).to_be_focused()
    one.page.keyboard.press("Enter")
    one.page.get_by_role("button", name="Unlink", exact=True).click()
    expect(one.page.get_by_text("Unlinked.")).to_be_focused()
    expect(one.page.locator("retold-memory", has_text="thimbles")).to_have_count(0)
    assert (quotes(one), quotes(other)) == ({"I breed axolotls"}, {"I collect thimbles"})


def test_the_next_person_at_this_browser_is_somebody_new(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.accept()
    visitor.say("My sister's name is Ines")
    page = visitor.page
    page.get_by_role("button", name="This is not me").click()
    leaving = page.locator("retold-sign-out")
    expect(leaving.get_by_role("heading")).to_be_focused()
    expect(leaving).to_contain_text("There is no way back to it from here")
    leaving.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Ines").first).to_be_visible()
    page.get_by_role("button", name="This is not me").click()
    leaving.get_by_role("button", name="Sign out here").click()
    expect(visitor.status).to_contain_text("You are signed out.")
    expect(page.get_by_text("May I remember what you tell me?")).to_be_visible()
    expect(page.get_by_text("Ines")).to_have_count(0)
    assert visitor.memories() == []


def test_where_one_is_signed_in_is_shown_and_ended_from_the_page(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.accept()
    visitor.say("I own a red kayak")
    page = visitor.open_memories()
    expect(page.locator("retold-sessions")).to_contain_text("This browser (Chrome on Linux), since")
    page.get_by_role("button", name="This is not me").click()
    expect(page.locator("retold-sign-out").get_by_role("heading")).to_be_focused()
    page.locator("retold-sign-out").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="This is not me")).to_be_focused()
    other = visitor.new_page()
    visitor.open_memories(other)
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_text("You are signed out.")).to_be_focused()
    expect(page.locator("retold-memory")).to_have_count(0)
    expect(other.get_by_text("You are signed out.")).to_be_visible()


def test_a_large_export_is_taken_in_piece_by_piece(visitor: Visitor, tmp_path: Path) -> None:
    visitor.accept()
    made = [
        {"id": f"m{n}", "quote": f"I own {n} red kayaks", "statement": "x", "category": "possessions",
         "told_at": "2026-01-01T12:00:00Z", "channel": "web", "message_id": f"m{n}",
         "supersedes": f"m{n + 1}" if n < 259 else None, "status": "superseded" if n else "current"}
        for n in range(260)
    ]  # fmt: skip
    (tmp_path / "large.json").write_text(json.dumps({"format": "retold-export-1", "memories": made}))
    sent: list[str] = []
    visitor.page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/import") else None)
    page = visitor.open_memories()
    import_file(page, tmp_path / "large.json")
    expect(page.get_by_text("Taken in: 260 memories.")).to_be_visible(timeout=180_000)
    assert len(sent) == 3
    assert sum(one["supersedes"] is not None for one in visitor.ask("GET", "/memories?limit=500")["memories"]) == 259
