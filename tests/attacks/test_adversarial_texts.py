"""Texts that are made to cost much, sent by everybody's ways in, while somebody else is answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from actions.server import build_service, create_app
from benchmarks.adversarial_texts import KINDS, make
from memory.embeddings import load_embedder
from memory.settings import Secret, Settings
from memory.understand import ReaderPool

SECRET, SERVICE = "a secret of thirty-two characters", "a service token of some length"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home: Path = tmp_path_factory.mktemp("adversarial") / "home"
    settings, embedder, pool = (
        Settings(home, Secret(SECRET), Secret(SERVICE), index_shards=1),
        load_embedder(),
        ReaderPool(),
    )
    service = build_service(settings, embedder, pool)
    for user_id in ("web:mallory", "web:ada"):
        service.change_profile(user_id, {"remembering": "on"})
    headers = {"Authorization": f"Bearer {SERVICE}"}
    yield TestClient(create_app(settings, embedder, service), headers=headers, raise_server_exceptions=False)
    service.close()
    pool.close()


def observe(place: TestClient, user_id: str, text: str) -> int:
    body = {"text": text, "message_id": uuid4().hex, "sent_at": "2026-03-11T12:00:00Z", "channel": "web"}
    return place.post(f"/v1/users/{user_id}/messages", json=body).status_code


@pytest.mark.parametrize("chars", [243, 2_000, 10_000])
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_read_in_time(place: TestClient, kind: str, chars: int) -> None:
    text = make(kind, chars)
    assert observe(place, "web:mallory", text) == 200
    asked = place.get("/v1/users/web:mallory/recall", params={"q": text[:2_000] or "?"})
    assert asked.status_code == 200


def test_what_attacks_md_found_is_read(place: TestClient) -> None:
    attacks = ["i" + " still" * 40 + " x", "i" + " still" * 20 + " x", "ok,im," * 13 + "?", "you " + "once " * 40]
    attacks += ["," * 3_990, "a ,,,," * 665, '"' * 3_990, "1-1-" * 997, "___" * 1_330]
    for text in attacks:
        assert observe(place, "web:mallory", text) == 200
        by_hand = place.post("/v1/users/web:mallory/memories", json={"text": text})
        assert by_hand.status_code == 201


def test_somebody_else_is_understood_afterwards(place: TestClient) -> None:
    assert observe(place, "web:ada", "I live in Porto.") == 200
    found = place.get("/v1/users/web:ada/recall", params={"q": "Where do I live?"}).json()
    assert found["matches"][0]["memory"]["slot"]["value"] == "Porto"
