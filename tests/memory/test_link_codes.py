"""A code and the yes of both sides link two accounts, and nothing less does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from linked import SITE, SLACK, WEB, ask, link, quotes
from people import NOW, People

from memory.errors import LinkCodeUnknown, LinkRefused, TooManyTries


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
