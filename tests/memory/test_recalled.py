"""The outcome of a question in the contract, and the question before it."""

from __future__ import annotations

import pytest
from people import People
from starlette.testclient import TestClient


def ask(client: TestClient, q: str, **more: object) -> dict[str, object]:
    return dict(client.get("/v1/users/ana/recall", params={"q": q, **more}).json())


def test_who_was_never_told_of_is_not_told(people: People, client: TestClient) -> None:
    people.say("ana", "I live in Porto")
    found = ask(client, "where does Wendeline live?")
    assert (found["outcome"], found["answerable"], found["answering"]) == ("not_told", False, 0)


def test_nothing_told_is_not_told(client: TestClient) -> None:
    assert ask(client, "where do I live?") == {
        "outcome": "not_told",
        "answerable": False,
        "answering": 0,
        "matches": [],
    }


def test_the_question_before_may_be_leant_on(people: People, client: TestClient) -> None:
    people.say("ana", "I live in Porto")
    assert ask(client, "and now?", after="where do I live?")["outcome"] in ("answer", "nearest", "not_told")


def test_what_the_message_itself_told_is_no_answer(people: People) -> None:
    told = people.tell("ana", "I live in Porto")
    assert people.service.recall("ana", "where do I live?").answerable
    assert people.service.recall("ana", "where do I live?", without=[told.id]).outcome == "not_told"


@pytest.mark.parametrize("said", ["where I live", "the last memory", "about Porto", "that I live in Porto"])
def test_what_is_to_be_forgotten_is_found_among_what_is_kept(people: People, said: str) -> None:
    told = people.tell("ana", "I live in Porto")
    assert people.service.to_forget("ana", said).ids == (told.id,)
    assert people.service.to_forget("ana", said, without=[told.id]).ids == ()
