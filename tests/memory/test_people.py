"""The cast over REST, and memories of an older ledger that are read anew, by a reader of one's own."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from people import NOW, People
from starlette.testclient import TestClient

from memory.api import create_api
from memory.embeddings import Embedder
from memory.life import Picture
from memory.opening import open_memory
from memory.reading import Act, Clause, Context, Fact, Mention, Reading, Span
from memory.reading.adapter import ReadingReader
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


def reopened(people: People, embedder: Embedder, reader: SmallReader) -> People:
    """The same people, whose words are read by this reader from now on."""
    made = ReadingReader(reader)
    people._open = lambda: open_memory(people.home, embedder=embedder, reader=made, index_shards=2, clock=people.clock)
    people.reopen()
    return people


def unread(people: People, quote: str = "%") -> None:
    """Makes memories be those of an older ledger, of which no reading has said anything."""
    database = sa.create_engine(f"sqlite:///{people.home / 'ledger.db'}")
    fields = ["who_id", "who_kind", "who_name", "who_relation", "who_words", "who_same_as", "attribute", "value"]
    with database.begin() as connection:
        nothing = ", ".join(f"{name} = NULL" for name in fields)
        connection.exec_driver_sql(f"UPDATE memories SET reading = 0, {nothing} WHERE quote LIKE ?", (quote,))
    database.dispose()


@pytest.fixture
def small(people: People, embedder: Embedder) -> People:
    return reopened(people, embedder, SmallReader())


@pytest.fixture
def client(small: People) -> TestClient:
    settings = Settings(small.home, Secret("a secret of thirty-two characters"), Secret(SERVICE))
    return TestClient(create_api(small.service, settings), headers={"Authorization": f"Bearer {SERVICE}"})


def cast(client: TestClient) -> list[dict[str, Any]]:
    answered = client.get("/v1/users/ana/people")
    assert answered.status_code == 200, answered.text
    return list(answered.json()["people"])


def test_memories_of_an_older_ledger_are_read_anew_and_lose_nothing(small: People) -> None:
    small.tell("ana", "my sister ida is a nurse")
    small.clock.advance(minutes=5)
    small.service.tell("ana", "I live in Porto", channel="web")
    before = small.service.memories("ana")
    unread(small)
    assert small.service.read_some_anew() == 2
    after = small.service.memories("ana")
    assert [one.who.name if one.who else None for one in after] == [None, "ida"]
    same = ("id", "quote", "statement", "told_at", "status", "about", "slot", "category", "message_id")
    for name in same:
        assert [getattr(one, name) for one in after] == [getattr(one, name) for one in before]
    assert small.service.read_some_anew() == 0


def test_reading_anew_goes_on_where_it_was_cut_short(small: People) -> None:
    small.tell("ana", "my sister ida is a nurse")
    small.clock.advance(minutes=5)
    small.tell("ana", "my boss is a poet")
    unread(small, "%boss%")
    small.service.read_all_anew(threading.Event())
    assert [one.who.relation if one.who else None for one in small.service.memories("ana")] == ["boss", "sister"]
    assert small.service._ledger.people_unread(9) == []


def test_nothing_is_read_anew_once_the_service_stops(small: People) -> None:
    small.tell("ana", "my sister ida is a nurse")
    unread(small)
    stopped = threading.Event()
    stopped.set()
    small.service.read_all_anew(stopped)
    assert small.service._ledger.people_unread(9) == ["ana"]


def test_one_account_that_cannot_be_read_stops_no_other(
    small: People, embedder: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    class Fails(SmallReader):
        def read(self, text: str, context: Context) -> Reading:
            if "Porto" in text:
                raise ValueError(text)
            return super().read(text, context)

    small.service.tell("ana", "I live in Porto", channel="web")
    small.consent("ben")
    small.tell("ben", "my sister ida is a nurse")
    unread(small)
    assert reopened(small, embedder, Fails()).service.read_some_anew() == 1
    assert ("ValueError" in caplog.text, "Porto" in caplog.text) == (True, False)
    assert small.service._ledger.people_unread(9) == ["ana"]


def test_what_is_forgotten_while_memories_are_read_is_in_none_of_them(small: People, embedder: Embedder) -> None:
    told = small.tell("ana", "my sister ida is a nurse")
    small.clock.advance(minutes=5)
    small.tell("ana", "She is a poet")
    unread(small)

    class Forgets(SmallReader):
        def read(self, text: str, context: Context) -> Reading:
            if text.startswith("She") and len(small.service.memories("ana")) == 2:
                thread = threading.Thread(target=small.service.forget, args=("ana", [told.id]))
                thread.start()
                thread.join(30)
                assert not thread.is_alive()
            return super().read(text, context)

    assert reopened(small, embedder, Forgets()).service.read_some_anew() == 2
    (left,) = small.service.memories("ana")
    assert left.who is None or left.who.name is None


def test_the_cast_is_shown_with_what_holds(small: People, client: TestClient) -> None:
    told = small.tell("ana", "my sister ida is a nurse")
    small.clock.advance(minutes=5)
    small.tell("ana", "my boss is a poet")
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
    small: People, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home,) = small.service.tell("ana", "I live in Porto", channel="web")
    made: list[int] = []
    former = Picture.of
    monkeypatch.setattr(Picture, "of", lambda told: made.append(1) or former(told))
    whos = (None, "me", "0" * 32)
    lists = [client.get("/v1/users/ana/memories", params={"who": who} if who else {}).json() for who in whos]
    assert [len(one["memories"]) for one in lists] == [1, 1, 0]
    assert client.get(f"/v1/users/ana/memories/{home.id}").status_code == 200
    assert made == []
    small.clock.advance(minutes=5)
    small.tell("ana", "my sister ida is a nurse")
    made.clear()
    assert client.get("/v1/users/ana/memories").json()["memories"][0]["who"]["name"] == "ida"
    mine = client.get("/v1/users/ana/memories", params={"who": "me"}).json()["memories"]
    assert [one["id"] for one in mine] == [home.id]
    assert made == [1, 1]


def test_who_is_no_id_is_refused(client: TestClient) -> None:
    assert client.get("/v1/users/ana/memories", params={"who": "ida"}).status_code == 422


def test_one_of_whom_all_is_forgotten_is_in_no_file(small: People, client: TestClient) -> None:
    told = small.tell("ana", "my sister ida is a nurse")
    small.clock.advance(minutes=5)
    small.service.tell("ana", "I live in Porto", channel="web")
    (ida,) = (one for one in cast(client) if one["name"] == "ida")
    small.service.forget("ana", [told.id])
    assert [one["name"] for one in cast(client)] == [None]
    small.service.close()
    assert small.files_with("my sister ida", ida["id"]) == []
    small.reopen()


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
