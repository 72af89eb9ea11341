"""Who may speak for a person: origins, tokens, and the way to their memories."""

from __future__ import annotations

import http.client
import json
import time

import jwt
import pytest
from small_actions import SmallMemory
from small_server import SECRET, Person, RasaServer

SHOP = "https://shop.example"


def site_token(subject: str = "anna") -> str:
    return jwt.encode({"sub": subject, "aud": "retold-web", "exp": int(time.time()) + 60}, SECRET, algorithm="HS256")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Origin": SHOP + ".evil.example"},
        {"X_Requested_With": "XMLHttpRequest"},
        {"X_Requested_With": ""},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/webhooks/web/open"),
        ("POST", "/webhooks/web/messages"),
        ("DELETE", "/webhooks/web/me"),
        ("PUT", "/webhooks/web/me/profile"),
    ],
)
def test_a_page_that_is_not_ours_changes_nothing(
    server: RasaServer, memory: SmallMemory, method: str, path: str, headers: dict[str, str]
) -> None:
    person = Person(server.url)
    person.open()
    before = len(memory.asked)
    answer = person.ask(method, path, {"text": "hello"}, **headers)
    assert (answer.status, answer.headers["content-type"]) == (403, "application/problem+json")
    assert "access-control-allow-origin" not in answer.headers
    assert len(memory.asked) == before


def test_our_own_page_may(server: RasaServer) -> None:
    person = Person(server.url)
    assert person.ask("POST", "/webhooks/web/open", Origin=server.url, Sec_Fetch_Site="same-origin").status == 200


def test_an_allowed_site_gets_a_token_in_place_of_a_cookie(server: RasaServer) -> None:
    person = Person(server.url)
    opened = person.ask("POST", "/webhooks/web/open", Origin=SHOP)
    assert opened.headers["access-control-allow-origin"] == SHOP
    assert "access-control-allow-credentials" not in opened.headers
    assert "set-cookie" not in opened.headers
    token = opened.json["token"]
    assert person.ask("POST", "/webhooks/web/messages", {"text": "hello"}, Origin=SHOP).status == 401
    said = person.ask("POST", "/webhooks/web/messages", {"text": "figs"}, Origin=SHOP, Authorization=f"Bearer {token}")
    assert said.status == 200
    again = person.ask("POST", "/webhooks/web/open", Origin=SHOP, Authorization=f"Bearer {token}")
    assert "figs" in str(again.json["history"])


def test_a_cookie_does_not_count_on_another_site(server: RasaServer) -> None:
    person = Person(server.url)
    person.open()
    assert person.ask("POST", "/webhooks/web/messages", {"text": "hello"}, Origin=SHOP).status == 401
    assert person.ask("GET", "/webhooks/web/me/memories", Origin=SHOP).status == 401


def test_a_preflight_allows_exactly_the_allowed_sites(server: RasaServer) -> None:
    person = Person(server.url, headers={})
    allowed = person.ask("OPTIONS", "/webhooks/web/messages", Origin=SHOP)
    assert allowed.status in (200, 204)
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    refused = person.ask("OPTIONS", "/webhooks/web/messages", Origin="https://evil.example")
    assert "access-control-allow-origin" not in refused.headers


def test_a_person_logged_in_on_a_site_is_known_by_its_token(server: RasaServer, memory: SmallMemory) -> None:
    person = Person(server.url)
    opened = person.ask("POST", "/webhooks/web/open", Authorization=f"Bearer {site_token()}")
    assert "token" not in opened.json
    assert "set-cookie" not in opened.headers
    person.ask("GET", "/webhooks/web/me/memories", Authorization=f"Bearer {site_token()}")
    assert memory.asked[-1]["path"] == "/v1/users/site%3Aanna/memories"
    assert person.ask("POST", "/webhooks/web/open", Authorization="Bearer nonsense").status == 401


@pytest.mark.parametrize(
    ("method", "path", "asked"),
    [
        ("GET", "/me/memories?category=people&limit=5", "/memories?category=people&limit=5"),
        ("GET", "/me/memories?q=caf%C3%A9%26x", "/memories?q=caf%C3%A9%26x"),
        ("POST", "/me/memories", "/memories"),
        ("PATCH", "/me/memories/abc-1", "/memories/abc-1"),
        ("DELETE", "/me/memories/abc-1", "/memories/abc-1"),
        ("GET", "/me/uses", "/uses"),
        ("PUT", "/me/profile", "/profile"),
        ("GET", "/me/export?format=markdown", "/export?format=markdown"),
        ("DELETE", "/me", ""),
        ("POST", "/me/import", "/import"),
        ("POST", "/me/link-codes", "/link-codes"),
        ("DELETE", "/me/links/slack:T1:U1", "/links/slack%3AT1%3AU1"),
        ("DELETE", "/me/links/site%3Aanna%2Bx%40example.org", "/links/site%3Aanna%2Bx%40example.org"),
    ],
)
def test_what_is_remembered_is_asked_for_the_person_of_the_cookie_alone(
    person: Person, memory: SmallMemory, method: str, path: str, asked: str
) -> None:
    person.open()
    user_id = person.user_id  # forgetting everything makes the browser somebody new
    body = {"some": "thing"} if method in ("POST", "PUT", "PATCH") else None
    answer = person.ask(method, "/webhooks/web" + path, body, Content_Type="application/json")
    assert answer.status == 200
    seen = memory.asked[-1]
    assert (seen["method"], seen["path"]) == (method, f"/v1/users/{user_id.replace(':', '%3A')}{asked}")
    assert seen["body"] == (json.dumps(body) if body else "")
    token = seen["authorization"].split(" ")[1]
    claims = jwt.decode(token, SECRET, algorithms=["HS256"], audience="retold-memory")
    assert claims["sub"] == user_id


def test_a_download_keeps_its_name(person: Person) -> None:
    person.open()
    answer = person.ask("GET", "/webhooks/web/me/export")
    assert answer.headers["content-disposition"] == 'attachment; filename="retold.json"'


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/web/me/../../v1/users/web:1/memories",
        "/webhooks/web/me/%2e%2e/web:1/memories",
        "/webhooks/web/me/..%2fweb:1/memories",
        "/webhooks/web/me/memories%2f..%2f..%2fother",
        "/webhooks/web/me//memories",
        "/webhooks/web/me/memories/../../other/memories",
        "/webhooks/web/me/memories/./x",
        "/webhooks/web/me/memories/",
        "/webhooks/web/me/memories;a=b",
        "/webhooks/web/me/memories%00",
        "/webhooks/web/me/memories/a%0d%0aX-Evil:1",
        "/webhooks/web/me/m\\..\\other",
        "/webhooks/web/me/links/..",
        "/webhooks/web/me/links/%2e%2e",
        "/webhooks/web/me/links/a%2fb",
        "/webhooks/web/me/links/%252e%252e%252f",
        "/webhooks/web/me/links/slack:T1:U1/more",
        "/webhooks/web/me/messages",
        "/webhooks/web/me/messages/x",
        "/webhooks/web/me/a/b/c/d/e",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_no_path_leads_to_anybody_else(
    server: RasaServer, person: Person, memory: SmallMemory, method: str, path: str
) -> None:
    person.open()
    before = len(memory.asked)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest(method, path, skip_accept_encoding=True)
    connection.putheader("Cookie", f"{person.cookie_name}={person.cookie}")
    connection.putheader("X-Requested-With", "retold")
    connection.putheader("Content-Length", "0")
    connection.endheaders()
    assert connection.getresponse().status in (400, 404)
    connection.close()
    assert len(memory.asked) == before


def test_pages_are_kept_to_themselves_and_cached_by_their_content(person: Person) -> None:
    for path in ("/", "/memories"):
        page = person.ask("GET", path)
        assert page.status == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        policy = page.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["cross-origin-resource-policy"] == "same-origin"
        assert person.ask("GET", path, If_None_Match=page.headers["etag"]).status == 304


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/retold/",
        "/static/retold/../../identity.py",
        "/static/retold/%2e%2e/credentials.yml",
        "/static/retold/vendor",
        "/nothing",
        "/webhooks/rest/webhook",
        "/webhooks/web/nothing",
        "/conversations/x/tracker",
        "/status",
        "/version",
        "/domain",
        "/socket.io/",
        "/model/parse",
    ],
)
def test_there_is_nothing_elsewhere(person: Person, path: str) -> None:
    for method in ("GET", "POST"):
        answer = person.ask(method, path, {} if method == "POST" else None)
        assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_wrong_methods_are_refused(person: Person) -> None:
    assert person.ask("GET", "/webhooks/web/messages").status == 405
    assert person.ask("PUT", "/webhooks/web/open").status == 405
