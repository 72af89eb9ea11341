"""Accounts that are linked are one person: what is told, decided and forgotten in one holds in all."""

from __future__ import annotations

from datetime import timedelta

from linked import BOTH, SLACK, WEB, ask, link, quotes
from people import NOW, People

from memory.export import export_json


def test_linked_accounts_reach_the_same_from_both_sides(two: People) -> None:
    link(two)
    for account in (WEB, SLACK):
        assert quotes(two, account) == BOTH
        assert two.service.recall(account, "where do I live?").matches[0].memory.quote == "I live in Porto"
        assert "Wilhelmina" in two.service.recall(account, "who is my aunt?").matches[0].memory.quote
    porto = two.service.memories(SLACK, q="porto")[0]
    two.service.correct(SLACK, porto.id, {"quote": "I live in Braga"}, channel="by hand")
    two.service.record_uses(SLACK, [porto.id], reply_id="r1", channel="slack")
    assert two.service.memory(WEB, porto.id).quote == "I live in Braga"
    assert [use.memory_id for use in two.service.uses(WEB)] == [porto.id]
    two.service.change_profile(SLACK, {"level": "quiet", "retention_days": 90})
    assert (two.service.profile(WEB).level, two.service.profile(WEB).retention_days) == ("quiet", 90)
    assert {memory.expires_at for memory in two.service.memories(WEB, status="current")} == {NOW + timedelta(days=90)}


def test_a_link_and_its_consents_are_there_after_a_restart(two: People) -> None:
    code = two.service.make_link_code(WEB, "A code?").code
    two.clock.advance(minutes=9)
    request = ask(two, code.lower().replace("-", " "))
    two.clock.advance(minutes=9)
    two.service.link(WEB, request, "Web says yes.")
    two.reopen()
    links = {one.account: one for one in two.service.links(WEB)}
    assert {one.channel for one in links.values()} == {"web", "slack"}
    assert (links[WEB].consented_at, links[WEB].consent_text) == (NOW + timedelta(minutes=18), "Web says yes.")
    assert links[SLACK].consented_at == NOW + timedelta(minutes=9)
    assert links[SLACK].consent_text == "Shall these be one?"
    assert quotes(two, WEB) == quotes(two, SLACK) == BOTH


def test_a_link_is_told_once_in_each_account(two: People) -> None:
    assert two.service.link_news(WEB) == []
    link(two)
    two.reopen()
    for account, other in ((WEB, "slack"), (SLACK, "web")):
        assert [one.channel for one in two.service.link_news(account)] == [other]
        assert two.service.link_news(account) == []


def test_the_same_told_in_both_is_one_memory_and_a_change_supersedes(two: People) -> None:
    link(two)
    two.tell(SLACK, "I live in Porto", channel="slack")
    assert two.service.memories(WEB, q="porto")[0].seen == 2
    braga = two.tell(SLACK, "actually I live in Braga now", channel="slack")
    assert [memory.quote for memory in two.service.history(WEB, braga.id)] == ["I live in Porto"]


def test_forgetting_a_person_takes_all_their_accounts(two: People) -> None:
    link(two)
    report = two.service.forget_person(SLACK)
    assert (report.memories, report.residue) == (2, 0)
    two.reopen()
    assert two.files_with("Porto", "Wilhelmina", WEB, SLACK, "Shall") == []
    for account in (WEB, SLACK):
        assert two.service.profile(account).remembering == "unasked"
        assert two.service.links(account) == []


def test_forgetting_and_expiry_reach_across_accounts(two: People) -> None:
    link(two)
    two.tell(SLACK, "actually I live in Braga now", channel="slack")
    (aunt,) = two.service.memories(WEB, q="aunt")
    assert two.service.forget(WEB, [aunt.id]).residue == 0
    assert two.files_with("Wilhelmina") == []
    two.service.change_profile(WEB, {"retention_days": 1})
    two.clock.advance(days=2)
    assert two.service.forget_expired() == 2
    assert two.files_with("Porto", "Braga") == []


def test_a_line_in_one_account_that_names_what_goes_in_another_goes_too(two: People) -> None:
    link(two)
    line = "Your aunt Wilhelmina sings in a choir"
    two.tell(WEB, "I love hiking", in_reply_to=line)
    context = two.service._embedder.embed([f"{line} I love hiking"])[0].tobytes()
    (aunt,) = two.service.memories(WEB, q="aunt")
    assert two.service.forget(SLACK, [aunt.id]).residue == 0
    two.reopen()
    assert two.files_with("Wilhelmina", *(context[at : at + 32] for at in range(0, len(context), 32))) == []
    assert quotes(two, SLACK) == {"I live in Porto", "I love hiking"}


def test_what_waits_for_a_yes_in_one_account_is_decided_in_another(two: People) -> None:
    link(two)
    two.say(SLACK, "I have diabetes", channel="slack")
    assert len(two.service.withheld(WEB)) == 1
    (kept,) = two.service.keep_withheld(WEB)
    assert (kept.user_id, kept.channel) == (SLACK, "slack")


def test_the_same_message_id_in_two_accounts_is_two_messages(two: People) -> None:
    link(two)
    two.say(WEB, "I love hiking", message_id="same")
    two.say(SLACK, "I play the bassoon", message_id="same", channel="slack")
    assert {"I love hiking", "I play the bassoon"} < quotes(two, WEB)


def test_a_link_keeps_the_decisions_of_the_account_with_the_code(two: People) -> None:
    two.service.change_profile(WEB, {"remembering": "paused"})
    link(two)
    assert two.service.profile(SLACK).remembering == "paused"


def test_one_who_was_not_asked_yet_takes_the_decisions_of_the_other(two: People) -> None:
    link(two, "web:new", SLACK)
    assert two.service.profile("web:new").remembering == "on"
    assert two.service.profile("web:new").consented_at == NOW


def test_the_export_is_the_same_from_both_sides_and_shows_both_consents(two: People) -> None:
    link(two)
    for account in (WEB, SLACK):
        exported = export_json(two.service, account)
        assert {memory["quote"] for memory in exported["memories"]} == BOTH
        assert {one["consent_text"] for one in exported["links"]} == {"Shall they be one?", "Shall these be one?"}


def test_a_session_that_is_off_in_one_account_is_not_in_the_other(two: People) -> None:
    link(two)
    two.service.change_profile(WEB, {"remembering": "off"})
    assert two.service.profile(SLACK).remembering == "on"
    two.service.change_profile(SLACK, {"level": "quiet"})
    assert (two.service.profile(WEB).remembering, two.service.profile(WEB).level) == ("off", "quiet")
    two.service.change_profile(SLACK, {"remembering": "paused"})
    assert two.service.begin_session(WEB).remembering == "paused"
