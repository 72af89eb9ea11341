from __future__ import annotations

import json
import logging
import zlib
from typing import Any

import numpy as np
import pytest
from calls import Conversation, deflated, domain
from starlette.testclient import TestClient

from actions.beside import OfBot
from actions.server import create_verbs
from memory.api.limits import MAX_BODY
from memory.embeddings import Embedder
from memory.errors import HomeInUse
from memory.opening import open_memory
from memory.service import MemoryService
from memory.settings import Settings

MARK = "Zanzibarina"


def test_every_action_of_the_domain_is_served_and_no_other(
    settings: Settings, embedder: Embedder, service: MemoryService
) -> None:
    verbs = create_verbs(settings, embedder, service, OfBot({}, embedder))
    assert sorted(verb.name() for verb in verbs) == sorted(domain()["actions"])


def test_a_deflated_call_is_answered_like_a_plain_one(client: TestClient, ana: Conversation) -> None:
    call = ana.call("action_list_memories")
    plain = client.post("/webhook", json=call)
    small = client.post(
        "/webhook",
        content=deflated(call),
        headers={"Content-Encoding": "deflate", "Content-Type": "application/json"},
    )
    assert plain.status_code == small.status_code == 200
    assert plain.json()["responses"][0]["response"] == small.json()["responses"][0]["response"] == "utter_list_nothing"


@pytest.mark.parametrize(
    ("content", "encoding", "status"),
    [
        (b"{" + MARK.encode(), None, 400),
        (b"[]", None, 400),
        (b"{}", None, 400),
        (json.dumps({"next_action": "action_of_nobody", "tracker": {}}).encode(), None, 404),
        (b"not deflated " + MARK.encode(), "deflate", 400),
        (zlib.compress(b'{"next_action": "' + b"x" * (MAX_BODY + 1) + b'"}'), "deflate", 413),
        (b"", None, 400),
        (b"\xff\xfe", None, 400),
    ],
    ids=["broken", "list", "nothing", "unknown", "not deflated", "too large", "empty", "no text"],
)
def test_a_bad_call_is_refused_without_being_quoted(
    client: TestClient, caplog: pytest.LogCaptureFixture, content: bytes, encoding: str | None, status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    headers = {"Content-Encoding": encoding} if encoding else {}
    answered = client.post("/webhook", content=content, headers=headers)
    assert answered.status_code == status
    assert answered.headers["content-type"] == "application/problem+json"
    assert MARK not in answered.text
    assert MARK not in caplog.text


@pytest.mark.parametrize("tracker", [None, {}, {"events": MARK}, [MARK]])
def test_a_call_without_a_proper_tracker_gets_no_body_back(
    client: TestClient, ana: Conversation, caplog: pytest.LogCaptureFixture, tracker: Any
) -> None:
    caplog.set_level(logging.INFO)
    answered = client.post("/webhook", json=ana.call("action_reply") | {"tracker": tracker, "secret": MARK})
    assert answered.status_code in (400, 500)
    assert MARK not in answered.text
    assert MARK not in caplog.text


def test_an_action_that_fails_says_so_and_nothing_of_what_was_said(
    client: TestClient,
    ana: Conversation,
    service: MemoryService,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ana.consent()
    ana.say(f"my aunt is called {MARK}")
    service.close()
    (settings.home / "ledger.db").write_bytes(b"no database at all" * 4000)
    answered = client.post("/webhook", json=ana.call("action_list_memories"))
    assert answered.status_code == 500
    assert MARK not in answered.text
    assert MARK not in caplog.text


def test_embed_gives_the_vectors_of_the_embedder(client: TestClient, embedder: Embedder) -> None:
    texts = ["my sister keeps bees", ""]
    answered = client.post("/embed", json={"texts": texts})
    assert np.abs(np.array(answered.json()["vectors"]) - embedder.embed(texts)).max() < 1e-5
    assert client.post("/embed", json={"texts": []}).json() == {"vectors": []}


@pytest.mark.parametrize("body", [{}, {"texts": MARK}, {"texts": [None]}, {"texts": ["x"] * 513}])
def test_embed_refuses_what_is_no_list_of_texts(client: TestClient, body: dict[str, Any]) -> None:
    answered = client.post("/embed", json=body)
    assert answered.status_code == 422
    assert MARK not in answered.text


@pytest.mark.parametrize("path", ["/webhook", "/embed"])
def test_only_the_service_token_reaches_what_is_for_the_bot(client: TestClient, path: str, settings: Settings) -> None:
    import jwt

    client.headers.pop("Authorization")
    assert client.post(path, json={}).status_code == 401
    of_a_person = jwt.encode({"sub": "ana", "aud": "retold-memory"}, str(settings.secret), "HS256")
    assert client.post(path, json={}, headers={"Authorization": f"Bearer {of_a_person}"}).status_code == 403


def test_health_and_metrics_hold_nothing_of_anybody(client: TestClient, ana: Conversation) -> None:
    ana.consent()
    ana.say(f"my aunt is called {MARK}")
    client.get("/v1/users/ana/memories")
    client.headers.pop("Authorization")
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}
    metrics = client.get("/metrics").text
    assert 'route="/webhook"' in metrics
    assert "ana" not in metrics.replace("_seconds", "")
    assert MARK not in metrics


def test_two_services_on_one_home_are_refused_until_the_first_is_closed(
    settings: Settings, embedder: Embedder, service: MemoryService
) -> None:
    with pytest.raises(HomeInUse, match=str(settings.home)):
        open_memory(settings.home, embedder=embedder, index_shards=1)
    service.close()
    open_memory(settings.home, embedder=embedder, index_shards=1).close()
