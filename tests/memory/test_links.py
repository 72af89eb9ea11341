"""Accounts that are linked are one person, and are two again when they are unlinked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from people import NOW, People

from memory.errors import LinkCodeUnknown, LinkNotFound, LinkRefused, MemoryNotFound, TooManyTries
from memory.export import export_json

WEB, SLACK, SITE = "web:ana", "slack:T1:U1", "web:site:ana"


@pytest.fixture
def two(people: People) -> People:
    """Somebody with two accounts, who has told something in each."""
    for account in (WEB, SLACK):
        people.consent(account)
    people.tell(WEB, "I live in Porto")
    people.tell(SLACK, "my aunt Wilhelmina sings in a choir", channel="slack")
    return people


def link(people: People, shown: str = WEB, typed: str = SLACK) -> None:
    request = ask(people, people.service.make_link_code(shown, "Shall I make a code?").code, typed)
    people.service.link(shown, request, "Shall they be one?")


def ask(people: People, code: str, typed: str = SLACK) -> str:
    """Types a code, having been shown whose it is; returns the id of the request."""
    people.service.look_at_code(typed, code)
    return people.service.ask_to_link(typed, code, "Shall these be one?").id


def quotes(people: People, account: str) -> set[str]:
    return {memory.quote for memory in people.service.memories(account)}


BOTH = {"I live in Porto", "my aunt Wilhelmina sings in a choir"}


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


def test_a_code_alone_links_nothing_whoever_typed_it(two: People) -> None:
    """What a code that somebody was talked into typing gives to who made it, and the other way about."""
    code = two.service.make_link_code(WEB, "Shall they be one?").code
    with pytest.raises(LinkRefused, match="whose code"):
        two.service.ask_to_link(SLACK, code, "Shall they be one?")
    ask(two, code)
    assert (quotes(two, WEB), two.service.links(SLACK)) == ({"I live in Porto"}, [])
    (request,) = two.service.link_requests(WEB)
    with pytest.raises(LinkCodeUnknown):
        two.service.link(SLACK, request.id, "Who typed it says yes for both.")
    with pytest.raises(LinkCodeUnknown):
        two.service.link("web:mallory", request.id, "So does somebody else.")
    assert two.service.links(SLACK) == []


@pytest.mark.parametrize("by", [WEB, SLACK])
def test_either_side_says_no_and_nothing_is_left(two: People, by: str) -> None:
    request = ask(two, two.service.make_link_code(WEB, "Shall they be one?").code)
    two.service.refuse_link(by, request)
    assert two.service.link_requests(WEB) == two.service.link_requests(SLACK) == []
    with pytest.raises(LinkCodeUnknown):
        two.service.link(WEB, request, "Shall they be one?")


def test_a_request_that_nobody_answers_is_over_after_ten_minutes(two: People) -> None:
    request = ask(two, two.service.make_link_code(WEB, "Shall they be one?").code)
    two.clock.advance(minutes=10)
    assert two.service.link_requests(WEB) == []
    with pytest.raises(LinkCodeUnknown):
        two.service.link(WEB, request, "Shall they be one?")


def test_each_side_is_shown_what_kind_of_account_the_other_is_and_no_word_of_it(two: People) -> None:
    two.tell(WEB, "I own a red kayak")
    code = two.service.make_link_code(WEB, "Shall they be one?").code
    look = two.service.look_at_code(SLACK, code)
    assert (look.other.channel, look.other.memories, look.other.since) == ("web", 2, NOW)
    assert (look.own.channel, look.own.memories) == ("slack", 1)
    ask(two, code)
    (made,) = two.service.link_requests(WEB)
    assert (made.made, made.other.channel, made.other.memories) == (True, "slack", 1)
    (typed,) = two.service.link_requests(SLACK)
    assert (typed.made, typed.other.channel, typed.other.memories) == (False, "web", 2)
    for shown in (look, made, typed):
        assert not any(word in repr(shown) for word in ("Porto", "kayak", "Wilhelmina", WEB, SLACK))


def test_a_link_is_told_once_in_each_account(two: People) -> None:
    assert two.service.link_news(WEB) == []
    link(two)
    two.reopen()
    for account, other in ((WEB, "slack"), (SLACK, "web")):
        assert [one.channel for one in two.service.link_news(account)] == [other]
        assert two.service.link_news(account) == []


@pytest.mark.parametrize(("hours", "levels"), [(23, ("attentive", "quiet")), (25, ("invested", "invested"))])
def test_for_a_day_undoing_a_link_brings_back_what_each_had_decided(
    two: People, hours: int, levels: tuple[str, str]
) -> None:
    two.service.change_profile(WEB, {"level": "attentive", "retention_days": 90})
    two.service.change_profile(SLACK, {"level": "quiet", "remembering": "paused"})
    link(two)
    two.service.change_profile(SLACK, {"level": "invested"})
    two.clock.advance(hours=hours)
    two.service.settle_links()
    two.service.unlink(WEB, SLACK)
    assert (two.service.profile(WEB).level, two.service.profile(SLACK).level) == levels
    assert two.service.profile(SLACK).remembering == ("paused" if hours < 24 else "on")
    assert two.service.memories(SLACK)[0].expires_at == (None if hours < 24 else NOW + timedelta(days=90))
    assert two.service.profile(SLACK).consented_at == NOW


def test_the_same_told_in_both_is_one_memory_and_a_change_supersedes(two: People) -> None:
    link(two)
    two.tell(SLACK, "I live in Porto", channel="slack")
    assert two.service.memories(WEB, q="porto")[0].seen == 2
    braga = two.tell(SLACK, "actually I live in Braga now", channel="slack")
    assert [memory.quote for memory in two.service.history(WEB, braga.id)] == ["I live in Porto"]


@pytest.mark.parametrize("by", [WEB, SLACK])
def test_unlinking_gives_each_account_what_was_told_there(two: People, by: str) -> None:
    link(two)
    two.service.change_profile(WEB, {"level": "attentive"})
    two.clock.advance(days=2)
    braga = two.tell(SLACK, "actually I live in Braga now", channel="slack")
    assert two.service.unlink(by, SLACK) == []
    two.reopen()
    assert quotes(two, WEB) == {"I live in Porto"}
    assert quotes(two, SLACK) == {"my aunt Wilhelmina sings in a choir", "actually I live in Braga now"}
    assert {memory.status for account in (WEB, SLACK) for memory in two.service.memories(account)} == {"current"}
    assert two.service.memory(SLACK, braga.id).supersedes is None
    assert two.service.profile(WEB).level == two.service.profile(SLACK).level == "attentive"
    assert two.service.recall(WEB, "where do I live?").matches[0].memory.quote == "I live in Porto"
    assert not two.service.recall(WEB, "who is my aunt?").answerable
    with pytest.raises(MemoryNotFound):
        two.service.memory(WEB, braga.id)
    assert two.service.links(WEB) == two.service.links(SLACK) == []


def test_what_is_forgotten_after_unlinking_leaves_nothing_with_the_other(two: People) -> None:
    porto = two.service.memories(WEB)[0]
    link(two)
    two.tell(SLACK, "I live in Porto", channel="slack")
    two.service.record_uses(SLACK, [porto.id], reply_id="r1", channel="slack")
    two.service.unlink(WEB, SLACK)
    assert [use.memory_id for use in two.service.uses(WEB)] == [porto.id]
    assert two.service.uses(SLACK) == []
    assert two.service.forget(WEB, [porto.id]).residue == 0
    two.reopen()
    assert two.files_with(porto.id, "Porto") == []
    assert quotes(two, SLACK) == {"my aunt Wilhelmina sings in a choir"}


def test_three_accounts_are_linked_and_one_leaves(two: People) -> None:
    link(two)
    link(two, SLACK, SITE)
    assert {one.account for one in two.service.links(WEB)} == {WEB, SLACK, SITE}
    assert quotes(two, SITE) == BOTH
    two.service.unlink(WEB, WEB)
    assert quotes(two, WEB) == {"I live in Porto"}
    assert quotes(two, SITE) == {"my aunt Wilhelmina sings in a choir"}
    link(two, WEB, "web:new")
    assert quotes(two, "web:new") == {"I live in Porto"}


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


def test_a_code_is_used_once(two: People) -> None:
    code = two.service.make_link_code(WEB, "Shall they be one?").code
    ask(two, code)
    with pytest.raises(LinkCodeUnknown):
        two.service.look_at_code(SITE, code)
    assert quotes(two, SITE) == set()


def test_a_code_is_over_after_ten_minutes(two: People) -> None:
    made = two.service.make_link_code(WEB, "Shall they be one?")
    assert made.expires_at == NOW + timedelta(minutes=10)
    two.clock.advance(minutes=10)
    with pytest.raises(LinkCodeUnknown):
        two.service.look_at_code(SLACK, made.code)


def test_a_new_code_takes_the_place_of_the_one_before(two: People) -> None:
    before = two.service.make_link_code(WEB, "Shall they be one?").code
    two.service.make_link_code(WEB, "Shall they be one?")
    with pytest.raises(LinkCodeUnknown):
        two.service.look_at_code(SLACK, before)


def test_a_code_is_in_no_file(two: People) -> None:
    code = two.service.make_link_code(WEB, "Shall they be one?").code
    assert two.files_with(code, code.replace("-", "")) == []


def test_ones_own_code_and_a_second_link_are_refused(two: People) -> None:
    code = two.service.make_link_code(WEB, "Shall they be one?").code
    with pytest.raises(LinkRefused, match="same person"):
        two.service.look_at_code(WEB, code)
    stranger = two.service.make_link_code("web:ben", "Shall they be one?").code
    two.service.look_at_code(SLACK, stranger)
    late = ask(two, code)
    link(two, WEB, SITE)
    for account in (WEB, SITE):
        with pytest.raises(LinkRefused, match="same person"):
            two.service.look_at_code(account, two.service.make_link_code(WEB, "Shall they be one?").code)
    two.service.link(WEB, late, "Shall they be one?")
    with pytest.raises(LinkRefused, match="linked already"):
        two.service.ask_to_link(SLACK, stranger, "Shall they be one?")
    assert quotes(two, "web:ben") == set()


def test_the_sixth_wrong_code_in_ten_minutes_is_not_looked_at(two: People) -> None:
    code = two.service.make_link_code(WEB, "Shall they be one?").code
    for _ in range(5):
        with pytest.raises(LinkCodeUnknown):
            two.service.look_at_code(SLACK, "2222-2222")
    with pytest.raises(TooManyTries) as refused:
        two.service.look_at_code(SLACK, code)
    assert 590 <= refused.value.wait_s <= 601
    two.service.look_at_code(SITE, code)
    two.clock.advance(minutes=10)
    with pytest.raises(LinkCodeUnknown):
        two.service.look_at_code(SLACK, "2222-2222")


def test_an_account_that_is_not_linked_cannot_be_unlinked(two: People) -> None:
    with pytest.raises(LinkNotFound):
        two.service.unlink(WEB, SLACK)
    link(two, SLACK, SITE)
    with pytest.raises(LinkNotFound):
        two.service.unlink(WEB, SLACK)
    assert quotes(two, SITE) == {"my aunt Wilhelmina sings in a choir"}


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
