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
        "large.json": ("x" * (8 * 1024 * 1024 + 1), "larger than 8 MB"),
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
    expect(other.page.get_by_text("Linked. What you told me there is here, too.")).to_be_focused()
    expect(other.page.locator("retold-memory", has_text="axolotls")).to_have_count(1)
    assert quotes(one) == quotes(other) == {"I breed axolotls", "I collect thimbles"}

    one.page.reload()
    one.page.get_by_role("button", name="Unlink: The chat in a browser").click()
    expect(one.page.get_by_text("Unlink The chat in a browser?")).to_be_visible()
    one.page.keyboard.press("Escape")
    expect(one.page.get_by_role("button", name="Unlink: The chat in a browser")).to_be_focused()
    one.page.keyboard.press("Enter")
    one.page.get_by_role("button", name="Unlink", exact=True).click()
    expect(one.page.get_by_text("Unlinked.")).to_be_focused()
    expect(one.page.locator("retold-memory", has_text="thimbles")).to_have_count(0)
    assert (quotes(one), quotes(other)) == ({"I breed axolotls"}, {"I collect thimbles"})
