"""What of an export is not taken in, and which is refused as a whole."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from http_calls import of_a_life, take_in
from people import NOW, People
from starlette.testclient import TestClient


def test_a_secret_is_not_imported_wherever_it_stands(client: TestClient, people: People, exported: Any) -> None:
    people.consent("ben")
    pin = "my pin is 471193"
    exported["memories"][0]["quote"] = pin
    for n, place in enumerate(("statement", "in_reply_to", "message_id", "channel", "sensitivity"), start=1):
        exported["memories"][n % 4 + 1][place] = pin
    exported["memories"][4]["slot"] = {"entity": "self", "relation": None, "attribute": "x", "value": pin}
    exported["memories"][4]["about"] = {"from": "2026-11-21", "to": "2026-11-21", "phrase": pin}
    people.service.change_profile("ben", {"sensitive": "keep"})
    assert take_in(client, exported, "ben")["refused"] == [{"reason": "secret", "category": "pin"}]
    people.reopen()
    assert people.files_with("471193") == []


@pytest.mark.parametrize(("sensitive", "imported"), [("ask", 0), ("never", 0), ("keep", 1)])
def test_what_is_sensitive_is_imported_only_where_it_is_kept(
    client: TestClient, people: People, exported: Any, sensitive: str, imported: int
) -> None:
    people.consent("ben")
    people.service.change_profile("ben", {"sensitive": sensitive})
    exported["memories"] = exported["memories"][:1]
    exported["memories"][0] |= {"quote": "I have diabetes", "sensitivity": None}
    assert take_in(client, exported, "ben")["imported"] == imported
    assert [memory.sensitivity for memory in people.service.memories("ben")] == ["health"] * imported


def test_what_has_expired_is_not_imported(client: TestClient, people: People, exported: Any) -> None:
    people.consent("ben")
    people.service.change_profile("ben", {"retention_days": 7})
    taken = take_in(client, exported, "ben")
    assert taken["refused"] == [{"reason": "expired", "category": "places"}]
    assert people.service.forget_expired() == 0


@pytest.mark.parametrize(("remembering", "status"), [("unasked", 409), ("off", 409), ("paused", 200), ("on", 200)])
def test_an_import_needs_a_yes(
    client: TestClient, people: People, exported: Any, remembering: str, status: int
) -> None:
    if remembering != "unasked":
        people.consent("ben")
    people.service.change_profile("ben", {"remembering": remembering})
    answered = client.post("/v1/users/ben/import", json=exported)
    assert answered.status_code == status
    assert (len(people.service.memories("ben")) == 5) == (status == 200)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("quote", ""),
        ("quote", 7),
        ("quote", "x" * 10_001),
        ("category", "gossip"),
        ("told_at", "yesterday"),
        ("told_at", "2026-11-21T12:00:00"),
        ("told_at", "0001-01-01T00:00:00Z"),
        ("status", "forgotten"),
        ("seen", 0),
        ("about", {"from": "2026-11-21", "to": "2026-11-20", "phrase": "next week"}),
        ("slot", {"entity": "self"}),
        ("message_id", None),
    ],
)
def test_what_is_malformed_is_refused_and_the_place_is_named(
    client: TestClient, people: People, exported: Any, place: str, value: object
) -> None:
    people.consent("ben")
    wrong = copy.deepcopy(exported)
    wrong["memories"][2][place] = value
    answered = client.post("/v1/users/ben/import", json=wrong)
    assert answered.status_code == 422
    assert f"memories.2.{place}" in answered.json()["detail"]
    assert people.service.memories("ben") == []


@pytest.mark.parametrize("body", [{}, [], {"format": "other", "memories": []}, {"format": "retold-export-1"}])
def test_what_is_no_export_is_refused(client: TestClient, body: object) -> None:
    assert client.post("/v1/users/ana/import", json=body).status_code == 422


def test_an_import_cannot_reach_the_memory_of_another(client: TestClient, people: People, exported: Any) -> None:
    people.consent("ben")
    before = client.get("/v1/users/ana/export").json()
    for memory in exported["memories"]:
        memory |= {"user_id": "ana", "quote": "I was here", "told_at": NOW.isoformat()}
    take_in(client, exported, "ben")
    assert client.get("/v1/users/ana/export").json() == before
    ids = {memory["id"] for memory in before["memories"]}
    assert ids.isdisjoint(memory.id for memory in people.service.memories("ben"))


def test_what_a_quote_does_not_bear_out_is_not_taken_from_a_file(
    client: TestClient, people: People, exported: Any
) -> None:
    people.consent("ben")
    spam = "http://evil.example"
    mara, hull, row = of_a_life(exported)
    mara["who"] = {**mara["who"], "relation": f"sister {spam}"}
    hull["value"], row["attribute"] = spam, "evil_example"
    take_in(client, {**exported, "memories": [mara, hull, row]}, "ben")
    people.reopen()
    assert people.files_with("evil") == []
    assert len(people.service.memories("ben", status=None)) == 3
