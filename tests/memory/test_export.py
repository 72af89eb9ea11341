from __future__ import annotations

from people import People

from memory.export import export_json, export_markdown


def test_the_export_holds_all_that_was_told_decided_and_used(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    people.clock.advance(days=1)
    people.tell("ana", "actually I live in Braga now")
    people.service.record_uses("ana", [told.id], reply_id="r1", channel="web")
    exported = export_json(people.service, "ana")
    assert {memory["quote"] for memory in exported["memories"]} == {"I live in Porto", "actually I live in Braga now"}
    assert {memory["status"] for memory in exported["memories"]} == {"current", "superseded"}
    assert exported["profile"]["remembering"] == "on"
    assert [use["memory_id"] for use in exported["uses"]] == [told.id]


def test_the_export_of_one_holds_nothing_of_another(people: People) -> None:
    people.consent("ben")
    people.tell("ben", "I live in Lund")
    assert export_json(people.service, "ana")["memories"] == []
    assert "Lund" not in export_markdown(people.service, "ana")


def test_the_export_of_a_stranger_is_empty(people: People) -> None:
    exported = export_json(people.service, "nobody")
    assert (exported["memories"], exported["uses"], exported["transcript"]) == ([], [], [])
    assert "Nothing." in export_markdown(people.service, "nobody")


def test_markdown_shows_words_as_words(people: People) -> None:
    people.service.tell("ana", "# <b>loud</b>\n- [x](javascript:alert(1)) `code`", channel="by hand")
    shown = export_markdown(people.service, "ana")
    assert "<b>" not in shown
    assert "\n- [x]" not in shown
    assert "\\# \\<b\\>loud" in shown


def test_nothing_that_somebody_wrote_is_markdown_in_the_export(people: People) -> None:
    people.service.change_profile("ana", {"remembering": "on", "consent_text": "Yes? <script>x</script> # No"})
    people.service.tell("ana", "- I own a kayak http://evil.example ![x](y) ~~z~~", channel="by hand")
    markdown = export_markdown(people.service, "ana")
    assert not any(mark in markdown for mark in ("<script>", "http://", "![x]", "~~z", " # No"))
