"""Accounts that are unlinked are two persons again, each with what was told there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from linked import BOTH, SITE, SLACK, WEB, link, quotes
from people import NOW, People

from memory.errors import LinkNotFound, MemoryNotFound


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


def test_an_account_that_is_not_linked_cannot_be_unlinked(two: People) -> None:
    with pytest.raises(LinkNotFound):
        two.service.unlink(WEB, SLACK)
    link(two, SLACK, SITE)
    with pytest.raises(LinkNotFound):
        two.service.unlink(WEB, SLACK)
    assert quotes(two, SITE) == {"my aunt Wilhelmina sings in a choir"}
