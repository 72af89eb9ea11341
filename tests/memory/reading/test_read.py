"""`POST /read`: a message read over HTTP, of which nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from annotated import reader
from people import NOW, Clock
from starlette.testclient import TestClient

from memory.api import create_api
from memory.embeddings import Embedder
from memory.opening import open_memory
from memory.reading.adapter import ReadingReader
from memory.service import MemoryService
from memory.settings import Secret, Settings

SERVICE = "a service token of some length"
TEXT = "my sis Quizzaline starts at the docks monday"
ANNOTATION = f"{TEXT} :: tell\n  @quizzaline<my sis Quizzaline> employer = the docks ~plan when(monday) ?"


def client_of(home: Path, embedder: Embedder, made: ReadingReader) -> tuple[TestClient, MemoryService]:
    service = open_memory(home, embedder=embedder, reader=made, index_shards=2, clock=Clock())
    settings = Settings(home, Secret("a secret of thirty-two characters"), Secret(SERVICE))
    app = create_api(service, settings)
    return TestClient(app, headers={"Authorization": f"Bearer {SERVICE}"}, raise_server_exceptions=False), service


@pytest.fixture
def client(home: Path, embedder: Embedder) -> Iterator[TestClient]:
    made, service = client_of(home, embedder, reader(TEXT, ANNOTATION))
    yield made
    service.close()


def test_a_message_is_read_clause_by_clause(client: TestClient) -> None:
    answered = client.post("/v1/users/ana/read", json={"text": TEXT})
    assert answered.status_code == 200, answered.text
    (clause,) = answered.json()["clauses"]
    assert clause["span"] == {"start": 0, "end": len(TEXT)}
    assert clause["acts"] == [{"name": "tell", "confidence": 1.0, "asked": None}]
    (fact,) = clause["facts"]
    assert fact["who"] == {
        "words": {"start": 0, "end": 17},
        "kind": "person",
        "name": "Quizzaline",
        "relation": "sister",
        "pronoun": False,
    }
    assert (fact["attribute"], fact["value_text"], fact["modality"]) == ("employer", "the docks", "plan")
    assert fact["about"]["phrase"] == "monday"
    assert fact["about"]["from"] > NOW.date().isoformat()


def test_nothing_of_it_is_kept(client: TestClient, home: Path) -> None:
    client.put("/v1/users/ana/profile", json={"remembering": "on", "consent_text": "Yes, keep what I say."})
    client.post("/v1/users/ana/read", json={"text": TEXT})
    assert client.get("/v1/users/ana/memories").json()["memories"] == []
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert kept
    assert not any(b"quizzaline" in path.read_bytes().lower() for path in kept)


@pytest.mark.parametrize("body", [{}, {"text": "a" * 10_001}, {"text": "a", "known": []}])
def test_a_body_that_is_none_is_refused(client: TestClient, body: dict[str, object]) -> None:
    assert client.post("/v1/users/ana/read", json=body).status_code == 422


def test_every_property_is_described(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    names = ("ReadBody", "ReadingOut", "ClauseOut", "ActOut", "AskedOut", "FactOut", "MentionOut", "SpanOut")
    of = {f"{name}.{one}": it for name in names for one, it in schemas[name]["properties"].items()}
    assert [name for name, it in of.items() if "description" not in it] == []
