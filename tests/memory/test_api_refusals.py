"""What the REST contract refuses, and that no refusal sends back or logs what a person said."""

from __future__ import annotations

import logging
import time
from typing import Any

import jwt
import pytest
from http_calls import MARK, SERVICE, say, user_token
from people import NOW, People
from starlette.testclient import TestClient

from memory.api.limits import MAX_BODY


def test_a_wrong_code_a_used_one_and_one_that_is_over_are_answered_alike(client: TestClient, people: People) -> None:
    asked = {"consent_text": "Shall they be one?"}

    def look(user_id: str, code: str) -> Any:
        return client.post(f"/v1/users/{user_id}/link-codes/look", json={"code": code})

    used = client.post("/v1/users/ana/link-codes", json=asked).json()["code"]
    assert look("ben", used).status_code == 200
    assert client.post("/v1/users/ben/links", json={"code": used, **asked}).status_code == 202
    over = client.post("/v1/users/eva/link-codes", json=asked).json()["code"]
    people.clock.advance(minutes=10)
    answers = [look("mia", code) for code in ("2222-2222", used, over, "", "x" * 41)]
    assert [answered.status_code for answered in answers] == [404, 404, 404, 422, 422]
    assert len({answered.text for answered in answers[:3]}) == 1
    for _ in range(2):
        assert look("mia", "2222-2222").status_code == 404
    refused = look("mia", "2222-2222")
    assert (refused.status_code, refused.json()["title"]) == (429, "Too many tries")
    assert 0 < int(refused.headers["retry-after"]) <= 601


def test_a_user_token_reaches_its_own_person_and_nobody_else(client: TestClient) -> None:
    (memory,) = say(client, f"my aunt {MARK} sings in a choir")["memories"]
    for path, own in (
        ("/v1/users/ana/memories", 200),
        (f"/v1/users/ana/memories/{memory['id']}", 200),
        ("/v1/users/ana/export", 200),
    ):
        assert client.get(path, headers={"Authorization": f"Bearer {user_token('ana')}"}).status_code == own
        stranger = client.get(path, headers={"Authorization": f"Bearer {user_token('ben')}"})
        assert stranger.status_code == 403
        assert MARK not in stranger.text
    of_ben = client.get(
        f"/v1/users/ben/memories/{memory['id']}", headers={"Authorization": f"Bearer {user_token('ben')}"}
    )
    assert of_ben.status_code == 404


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic YW5hOmFuYQ==",
        f"Bearer {SERVICE}x",
        f"Bearer {SERVICE[:-1]}",
        "Bearer a.b.c",
        "Bearer ü",
        "expired",
        "other audience",
        "other secret",
        "no subject",
        "empty subject",
        "everybody",
        "number",
        "unsigned",
    ],
)
def test_a_token_that_does_not_hold_is_refused(client: TestClient, authorization: str | None) -> None:
    made = {
        "expired": lambda: user_token("ana", exp=time.time() - 1),
        "other audience": lambda: user_token("ana", aud="retold-visitor"),
        "other secret": lambda: jwt.encode({"sub": "ana", "exp": time.time() + 60}, "x" * 32, "HS256"),
        "no subject": lambda: user_token("ana", sub=None),
        "empty subject": lambda: user_token(""),
        "everybody": lambda: user_token("*"),
        "number": lambda: user_token("ana", sub=7),
        "unsigned": lambda: jwt.encode({"sub": "ana", "exp": time.time() + 60}, "", "none"),
    }
    if authorization in made:
        authorization = f"Bearer {made[authorization]()}"
    client.headers.pop("Authorization")
    headers = {} if authorization is None else {"Authorization": authorization.encode("latin-1")}
    answered = client.get("/v1/users/ana/memories", headers=headers)
    assert answered.status_code == 401
    assert answered.headers["www-authenticate"] == "Bearer"
    assert answered.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/messages", {"text": MARK, "message_id": "m", "channel": "web"}, 422),
        ("POST", "/messages", {"text": MARK, "message_id": "m", "sent_at": "2026-11-21T12:00:00", "channel": "w"}, 422),
        ("POST", "/messages", {"text": [MARK], "message_id": "m", "sent_at": NOW.isoformat(), "channel": "web"}, 422),
        ("POST", "/messages", {"text": MARK, "message_id": "", "sent_at": NOW.isoformat(), "channel": "web"}, 422),
        (
            "POST",
            "/messages",
            {"text": MARK * 1000, "message_id": "m", "sent_at": NOW.isoformat(), "channel": "w"},
            422,
        ),
        ("POST", "/messages", f'{{"text": "{MARK}"', 422),
        ("POST", "/memories", {"text": MARK, "category": MARK}, 422),
        ("POST", "/memories", {"text": MARK, "unknown": MARK}, 422),
        ("POST", "/memories", {"text": "a", MARK: 1}, 422),
        ("PUT", "/profile", {"levels": {MARK * 9: "quiet", MARK: "loud"}}, 422),
        ("POST", "/import", {"format": "retold-export-1", "memories": [{MARK: 1}], MARK: 2}, 422),
        ("POST", "/memories", {"text": "x", MARK: "x"}, 422),
        ("PUT", "/profile", {"levels": {MARK: "quiet"}}, 422),
        ("PUT", "/profile", {"levels": {MARK: MARK}}, 422),
        ("GET", f"/memories?{MARK}=1", None, 422),
        ("PATCH", "/memories/0", {"text": MARK}, 404),
        ("PATCH", "/memories/0", {}, 422),
        ("PUT", "/profile", {"level": MARK}, 422),
        ("PUT", "/profile", {"timezone": MARK}, 422),
        ("PUT", "/profile", {"remembering": None}, 422),
        ("PUT", "/profile", {"retention_days": -3}, 422),
        ("GET", f"/memories?cursor={MARK}", None, 422),
        ("GET", "/memories?limit=0", None, 422),
        ("GET", "/recall", None, 422),
        ("GET", f"/{MARK}", None, 404),
        ("PATCH", "/profile", None, 405),
    ],
)
def test_bad_input_is_told_what_is_wrong_and_never_sent_back(
    client: TestClient, caplog: pytest.LogCaptureFixture, method: str, path: str, body: Any, status: int
) -> None:
    caplog.set_level(logging.DEBUG, "memory")
    sent = {"content": body} if isinstance(body, str) else {"json": body}
    answered = client.request(method, f"/v1/users/ana{path}", **sent, headers={"Content-Type": "application/json"})
    assert answered.status_code == status
    problem = answered.json()
    assert (answered.headers["content-type"], problem["status"]) == ("application/problem+json", status)
    assert problem["title"]
    assert problem["detail"]
    assert MARK not in answered.text.replace(path, "")
    assert MARK not in caplog.text


def test_what_fails_unexpectedly_says_so_without_words_of_a_person(
    client: TestClient, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    people.service.close()
    (people.home / "ledger.db").write_bytes(b"no database at all" * 100)
    body = {"text": f"I live in {MARK}", "message_id": "m", "sent_at": NOW.isoformat(), "channel": "web"}
    answered = client.post("/v1/users/ana/messages", json=body)
    assert answered.status_code == 500
    assert "is damaged" in answered.json()["detail"]
    assert MARK not in caplog.text


def test_a_body_that_is_too_large_is_refused_before_anybody_asks_who_sent_it(client: TestClient) -> None:
    client.headers.pop("Authorization")
    large = client.post("/v1/users/ana/messages", content=b"x" * (MAX_BODY + 1))
    assert (large.status_code, large.headers["content-type"]) == (413, "application/problem+json")
    unsaid = client.post("/v1/users/ana/messages", content=(b"x" * 1_000_000 for _ in range(9)))
    assert 400 <= unsaid.status_code <= 500


@pytest.mark.parametrize("user_id", ["%00", "a%0Ab", "x" * 201])
def test_an_id_that_is_none_is_refused(client: TestClient, user_id: str) -> None:
    assert client.get(f"/v1/users/{user_id}/memories").status_code in (404, 422)
