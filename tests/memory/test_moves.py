"""What the bot does of its own accord is written down, answered once, and forgotten along."""

from __future__ import annotations

import pytest
from people import People

from memory.export import export_markdown


def concluded(people: People, words: str) -> tuple[str, str | None]:
    """A plan, asked after and answered with `words`: its id, and the id of what the answer became."""
    plan = people.tell("ana", "I have a job interview tomorrow")
    move = people.service.record_move("ana", "follow_up", memory_id=plan.id, channel="web")
    assert move
    told = people.service.conclude(
        "ana", plan.id, words, message_id="answer", channel="web", in_reply_to="How did the interview go?"
    )
    people.service.answer_move("ana", move, "told", told and told.id)
    return plan.id, told and told.id


def test_an_outcome_is_kept_in_the_words_it_was_told_in(people: People) -> None:
    plan_id, told_id = concluded(people, "it went well")
    assert people.service.memory("ana", plan_id).status == "done"
    assert told_id
    assert people.service.memory("ana", told_id).quote == "it went well"
    (move,) = people.service.moves("ana")
    assert (move.answer, move.told_id) == ("told", told_id)
    assert "follow up" in export_markdown(people.service, "ana")


def test_an_outcome_is_forgotten_with_the_plan_it_is_about(people: People) -> None:
    plan_id, told_id = concluded(people, "rubbish, they laughed at the pottery")
    assert [memory.id for memory in people.service.outcomes("ana", [plan_id])] == [told_id]
    report = people.service.forget("ana", [plan_id])
    assert (report.memories, report.residue) == (2, 0)
    people.reopen()
    assert people.service.moves("ana") == []
    assert people.files_with("pottery") == []


def test_an_outcome_alone_can_be_forgotten_and_the_plan_stays_done(people: People) -> None:
    plan_id, told_id = concluded(people, "it went well")
    assert told_id
    assert people.service.forget("ana", [told_id]).residue == 0
    assert people.service.memory("ana", plan_id).status == "done"
    (move,) = people.service.moves("ana")
    assert (move.answer, move.told_id) == ("told", None)


def test_an_outcome_that_is_sensitive_or_secret_is_not_kept(people: People) -> None:
    assert concluded(people, "badly, I have diabetes")[1] is None
    assert concluded(people, "fine, my pin is 471193")[1] is None
    assert people.files_with("diabetes", "471193") == []


def test_while_paused_a_plan_can_be_over_and_no_words_are_kept(people: People) -> None:
    plan = people.tell("ana", "I have a job interview tomorrow")
    people.service.change_profile("ana", {"remembering": "paused"})
    assert people.service.conclude("ana", plan.id, "well", message_id="a", channel="web", in_reply_to=None) is None
    assert people.service.memory("ana", plan.id).status == "done"


def test_nothing_is_written_of_a_person_who_is_not_known(people: People) -> None:
    assert people.service.record_move("nobody", "detail", "what I am", channel="web") is None
    assert people.service.moves("nobody") == []


@pytest.mark.parametrize("user_id", ["ana", "ben"])
def test_nothing_is_written_without_a_yes_or_while_it_is_off(people: People, user_id: str) -> None:
    people.service.change_profile(user_id, {"remembering": "off" if user_id == "ana" else "paused"})
    assert people.service.record_move(user_id, "suggestion", "a walk", channel="web") is None
    assert people.service.moves(user_id) == []


def test_a_level_can_differ_by_channel(people: People) -> None:
    profile = people.service.change_profile("ana", {"level": "attentive", "levels": {"slack": "quiet"}})
    assert (profile.level_in("slack"), profile.level_in("web")) == ("quiet", "attentive")
    people.reopen()
    assert people.service.profile("ana") == profile


def test_what_is_near_in_meaning_comes_first(people: People) -> None:
    people.tell("ana", "I love jazz")
    people.tell("ana", "I work as a nurse")
    near = people.service.similar("ana", "the hospital was busy today")
    assert [match.memory.quote for match in near] == ["I work as a nurse", "I love jazz"]
    assert near[0].score > near[1].score
