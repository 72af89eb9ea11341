"""The REST contract, over HTTP against the real application."""

from __future__ import annotations

import logging
import time
from typing import Any

import jwt
import pytest
from people import NOW, People
from starlette.testclient import TestClient

from memory.api import create_api
from memory.api.limits import MAX_BODY
from memory.settings import Secret, Settings

SECRET, SERVICE = "a secret of thirty-two characters", "a service token of some length"
MARK = "Zanzibarina"


def user_token(user_id: str, **claims: Any) -> str:
    made = {"sub": user_id, "aud": "retold-memory", "exp": time.time() + 60} | claims
    return jwt.encode({name: value for name, value in made.items() if value is not None}, SECRET, "HS256")


@pytest.fixture
def client(people: People) -> TestClient:
    settings = Settings(people.home, Secret(SECRET), Secret(SERVICE))
    return TestClient(
        create_api(people.service, settings),
        headers={"Authorization": f"Bearer {SERVICE}"},
        raise_server_exceptions=False,
    )


def say(client: TestClient, text: str, user_id: str = "ana", message_id: str = "m1") -> Any:
    body = {"text": text, "message_id": message_id, "sent_at": NOW.isoformat(), "channel": "web"}
    answered = client.post(f"/v1/users/{user_id}/messages", json=body)
    assert answered.status_code == 200, answered.text
    return answered.json()


def test_the_whole_contract_in_one_conversation(client: TestClient) -> None:
    assert client.get("/v1/users/ana/profile").json()["remembering"] == "on"
    (home,) = say(client, "I live in Porto")["memories"]
    assert " ".join(sorted(home)) == (
        "about attribute category channel ended_on expires_at id imported_at imported_from in_reply_to message_id "
        "modality negated quote repeats seen sensitivity slot statement status supersedes told_at used user_id value "
        "weight who"
    )
    assert home["slot"] == {"entity": "self", "relation": None, "attribute": "home", "value": "Porto"}
    plan = say(client, "I have an exam next tuesday", message_id="m2")["memories"][0]
    assert plan["about"] == {"from": "2026-11-24", "to": "2026-11-24", "phrase": "next tuesday"}
    assert say(client, "my pin is 4711", message_id="m3")["withheld"] == [{"reason": "secret", "category": "pin"}]

    listed = client.get("/v1/users/ana/memories").json()
    assert {memory["id"] for memory in listed["memories"]} == {home["id"], plan["id"]}
    first = client.get("/v1/users/ana/memories", params={"limit": 1}).json()
    second = client.get("/v1/users/ana/memories", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert first["memories"] + second["memories"] == listed["memories"]
    assert second["next_cursor"] is None
    places = client.get("/v1/users/ana/memories", params={"category": "places"}).json()
    assert [memory["id"] for memory in places["memories"]] == [home["id"]]

    by_hand = client.post("/v1/users/ana/memories", json={"text": "I play the bassoon"})
    assert (by_hand.status_code, by_hand.json()["memories"][0]["channel"]) == (201, "by hand")
    recalled = client.get("/v1/users/ana/recall", params={"q": "where do I live?"}).json()
    assert recalled["answerable"]
    assert recalled["matches"][0]["memory"]["id"] == home["id"]
    assert 0 <= recalled["matches"][0]["score"] <= 1

    path = f"/v1/users/ana/memories/{home['id']}"
    assert client.patch(path, json={"text": "I live in Braga"}).json()["quote"] == "I live in Braga"
    assert [former["quote"] for former in client.get(path).json()["history"]] == ["I live in Porto"]
    assert client.get("/v1/users/ana/uses").json() == {"uses": []}
    changed = client.put("/v1/users/ana/profile", json={"level": "quiet", "timezone": "Europe/Lisbon"}).json()
    assert (changed["level"], changed["timezone"], changed["remembering"]) == ("quiet", "Europe/Lisbon", "on")
    assert "attachment" in client.get("/v1/users/ana/export").headers["content-disposition"]
    assert "# What I remember" in client.get("/v1/users/ana/export", params={"format": "markdown"}).text

    report = client.delete(path).json()
    assert (report["memories"], report["residue"]) == (2, 0)
    assert set(report) == {"memories", "vectors", "transcript_turns", "scanned_files", "residue", "took_ms"}
    assert client.get(path).status_code == 404
    assert client.delete("/v1/users/ana/memories", params={"category": "plans"}).json()["memories"] == 1
    assert client.delete("/v1/users/ana").json()["residue"] == 0
    assert client.get("/v1/users/ana/profile").json()["remembering"] == "unasked"


def test_what_waits_for_a_yes_is_shown_and_decided(client: TestClient) -> None:
    say(client, "I have diabetes")
    (waiting,) = client.get("/v1/users/ana/withheld").json()["withheld"]
    assert (waiting["quote"], waiting["sensitivity"]) == ("I have diabetes", "health")
    (kept,) = client.post("/v1/users/ana/withheld", json={"keep": True}).json()["memories"]
    assert kept["quote"] == "I have diabetes"
    say(client, "I have asthma", message_id="m2")
    assert client.post("/v1/users/ana/withheld", json={"keep": False}).json()["memories"] == []
    assert client.get("/v1/users/ana/withheld").json() == {"withheld": []}


def test_two_accounts_are_linked_and_unlinked(client: TestClient) -> None:
    say(client, "I live in Porto")
    asked = {"consent_text": "Shall they be one?"}
    made = client.post("/v1/users/ana/link-codes", json=asked)
    assert made.status_code == 201
    assert set(made.json()) == {"code", "expires_at"}
    typed = {"code": made.json()["code"], "consent_text": "Shall these be one?"}
    own = client.post("/v1/users/ana/links", json=typed)
    assert (own.status_code, own.headers["content-type"]) == (409, "application/problem+json")
    assert client.post("/v1/users/slack:T1:U1/links", json=typed).status_code == 409  # not looked at yet
    look = client.post("/v1/users/slack:T1:U1/link-codes/look", json={"code": typed["code"]}).json()
    assert set(look) == {"own", "other", "expires_at"}
    assert set(look["other"]) == {"channel", "where", "memories", "since"}
    waiting = client.post("/v1/users/slack:T1:U1/links", json=typed)
    assert waiting.status_code == 202
    assert client.get("/v1/users/slack:T1:U1/links").json() == {"links": []}
    (request,) = client.get("/v1/users/ana/link-requests").json()["requests"]
    assert (request["id"], request["made"]) == (waiting.json()["id"], True)
    answer = f"link-requests/{request['id']}"
    assert client.post(f"/v1/users/slack:T1:U1/{answer}", json={"yes": True, **asked}).status_code == 404
    assert client.post(f"/v1/users/ana/{answer}", json={"yes": True}).status_code == 422
    linked = client.post(f"/v1/users/ana/{answer}", json={"yes": True, **asked})
    assert [(one["account"], set(one)) for one in linked.json()["links"]] == [
        ("slack:T1:U1", {"account", "channel", "where", "linked_at"})
    ]
    (of_ana,) = client.get("/v1/users/ana/links").json()["links"]
    assert (of_ana["account"], of_ana["channel"]) == ("slack:T1:U1", "slack")
    there = client.get(
        "/v1/users/slack:T1:U1/memories", headers={"Authorization": f"Bearer {user_token('slack:T1:U1')}"}
    )
    assert [memory["quote"] for memory in there.json()["memories"]] == ["I live in Porto"]
    unlinked = client.delete("/v1/users/ana/links/slack:T1:U1")
    assert (unlinked.status_code, unlinked.json()) == (200, {"links": []})
    assert client.delete("/v1/users/ana/links/slack:T1:U1").status_code == 404
    assert client.get("/v1/users/slack:T1:U1/memories").json()["memories"] == []


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


def test_an_id_with_odd_characters_is_one_person(client: TestClient, people: People) -> None:
    people.consent("slack:T1:U2 é")
    say(client, "I live in Porto", user_id="slack:T1:U2%20%C3%A9")
    assert len(people.service.memories("slack:T1:U2 é")) == 1


@pytest.mark.parametrize("user_id", ["%00", "a%0Ab", "x" * 201])
def test_an_id_that_is_none_is_refused(client: TestClient, user_id: str) -> None:
    assert client.get(f"/v1/users/{user_id}/memories").status_code in (404, 422)


def test_every_path_of_the_contract_is_there(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {path.removeprefix("/v1/users/{user}"): sorted(paths[path]) for path in paths} == {
        "/messages": ["post"],
        "/read": ["post"],
        "/memories": ["delete", "get", "post"],
        "/memories/{memory_id}": ["delete", "get", "patch"],
        "/recall": ["get"],
        "/withheld": ["get", "post"],
        "/uses": ["get"],
        "/moves": ["get"],
        "/people": ["get"],
        "/profile": ["get", "put"],
        "/export": ["get"],
        "/import": ["post"],
        "/link-codes": ["post"],
        "/link-codes/look": ["post"],
        "/link-requests": ["get"],
        "/link-requests/{request_id}": ["post"],
        "/links": ["get", "post"],
        "/links/{account}": ["delete"],
        "": ["delete"],
    }
