"""A crisis, through both real processes: what is answered, and that no word of it stays anywhere."""

from __future__ import annotations

from pathlib import Path

from retold import Person, Retold


def test_a_crisis_is_met_with_help_in_the_country_and_no_word_of_it_stays(tmp_path: Path) -> None:
    retold = Retold(tmp_path / "home")
    retold.environment["RETOLD_COUNTRY"] = "de"
    retold.start()
    try:
        ana = Person(retold)
        ana.open()
        ana.press("/affirm")
        ana.say("I keep quillberries behind the house")
        (met,) = ana.say("my sister Zanzibarina does not know it but i want to die").messages
        assert "0800 111 0 111" in met["text"]
        assert "988" not in met["text"]
        assert not met.get("receipts")
        assert not met.get("buttons")
        # The conversation goes on, and nothing comes back to it.
        after = ana.say("what did you just note?")
        assert [receipt["quote"] for receipt in after.receipts] == ["I keep quillberries behind the house"]
        export = str(ana.ask("GET", "/webhooks/web/me/export").body).lower()
        assert "quillberries" in export
        assert "zanzibarina" not in export
        assert "want to die" not in export
        assert retold.holds("quillberries")
        assert retold.holds("zanzibarina", "want to die", "0800 111") == []
    finally:
        retold.stop()
    assert retold.holds("zanzibarina", "want to die", "0800 111") == []
