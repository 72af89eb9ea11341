"""What is shut on the real processes: Rasa's own ways in, other origins, other people's cookies, a second service."""

from __future__ import annotations

import base64
import itertools
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import quote

import jwt
import pytest
from retold import DIRECT, ROOT, Person, Retold, free_port

MARK = "Zanzibarina"


def ask(url: str, method: str = "GET", body: object = None, **headers: str) -> tuple[int, str, dict[str, str]]:
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(), method=method)
    for name, value in {"Content-Type": "application/json", **headers}.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with DIRECT.open(request, timeout=60) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/webhooks/rest/webhook"),
        ("POST", "/webhooks/rest/webhook?stream=true"),
        ("POST", "/webhooks/callback/webhook"),
        ("GET", "/socket.io/?EIO=4&transport=polling"),
        ("POST", "/socket.io/?EIO=4&transport=polling"),
        ("GET", "/webhooks/socketio/"),
        ("GET", "/conversations/web:1/tracker"),
        ("GET", "/conversations/web:1/story"),
        ("POST", "/conversations/web:1/messages"),
        ("POST", "/conversations/web:1/trigger_intent"),
        ("POST", "/conversations/web:1/execute"),
        ("PUT", "/conversations/web:1/tracker/events"),
        ("POST", "/model/parse"),
        ("POST", "/model/train"),
        ("PUT", "/model"),
        ("GET", "/domain"),
        ("GET", "/status"),
        ("GET", "/version"),
    ],
)
def test_rasas_own_ways_in_are_shut(retold: Retold, method: str, path: str) -> None:
    body = {"sender": "web:1", "message": "/forget_everything", "text": "hello", "name": "affirm"}
    status, text, _ = ask(retold.url + path, method, None if method == "GET" else body)
    assert status in (404, 405), text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_no_other_origin_may_read_or_change(retold: Retold, origin: str) -> None:
    for method, path in (("OPTIONS", "/webhooks/web/messages"), ("GET", "/webhooks/web/me/memories"),
                         ("POST", "/webhooks/web/open"), ("GET", "/"), ("GET", "/health/ready")):  # fmt: skip
        _, _, headers = ask(retold.url + path, method, {} if method == "POST" else None, Origin=origin)
        assert "access-control-allow-origin" not in {name.lower() for name in headers}, path


WAYS = (
    ("GET", "/memories", None),
    ("GET", "/memories/{id}", None),
    ("GET", "/memories?q=aunt", None),
    ("GET", "/recall?q=what%20is%20my%20aunt%20called", None),
    ("GET", "/uses", None),
    ("GET", "/export", None),
    ("GET", "/export?format=markdown", None),
    ("GET", "/withheld", None),
    ("PATCH", "/memories/{id}", {"text": "I was here"}),
    ("DELETE", "/memories/{id}", None),
    ("DELETE", "/memories", None),
    ("DELETE", "", None),
    ("PUT", "/profile", {"remembering": "off"}),
)


def test_no_cookie_or_token_of_another_opens_what_was_told(retold: Retold) -> None:
    victim, mallory = Person(retold), Person(retold)
    for person in (victim, mallory):
        person.open()
        person.press("/affirm")
    memory = victim.say(f"my aunt {MARK} sings in a choir").receipts[0]["memory_id"]
    user_id = victim.ask("GET", "/webhooks/web/me/memories").body["memories"][0]["user_id"]
    export = f"/v1/users/{quote(user_id)}/export"
    before = retold.service("GET", export)
    tries = reached = 0
    for (method, way, body), headers in itertools.product(
        WAYS, forged(retold, user_id, cookie(victim), cookie(mallory))
    ):
        sent = {"X_Requested_With": "retold", **headers}
        _, text, _ = ask(retold.url + "/webhooks/web/me" + way.format(id=memory), method, body, **sent)
        tries += 1
        reached += MARK in text
    print(f"{tries} tries, {reached} reached")
    assert tries > 200
    assert reached == 0
    assert retold.service("GET", export) == before


def cookie(person: Person) -> str:
    return next(str(one.value) for one in person.cookies if one.name.startswith("retold_"))


def forged(retold: Retold, user_id: str, victims: str, own: str) -> list[dict[str, str]]:
    """The headers that Mallory can make without the victim's cookie or our secret."""
    secret = retold.environment["RETOLD_SECRET"]
    head, claims, signature = victims.split(".")
    nobody = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').rstrip(b"=").decode()
    later = {"sub": user_id, "aud": "retold-visitor", "exp": time.time() + 600}
    hers = "a secret of mallory's own, 40 characters"
    cookies = [
        f"{head}.{claims}.{own.split('.')[2]}",
        f"{head}.{claims}.",
        f"{nobody}.{claims}.",
        f"{nobody}.{claims}.{signature}",
        f"{head}.{claims}.{signature[:-6]}AAAAAA",
        jwt.encode(later, hers, "HS256"),
        jwt.encode(later, " ", "HS256"),
        jwt.encode(later | {"sid": "a", "tkt": "b"}, secret, "HS256"),  # of no session that was begun
        jwt.encode(later | {"exp": time.time() - 60}, secret, "HS256"),
        jwt.encode(later | {"aud": "retold-web"}, secret, "HS256"),  # a site's, for another name space
        jwt.encode(later | {"aud": "retold-memory"}, secret, "HS256"),
        user_id,
        "",
    ]
    bearers = [
        jwt.encode({"sub": user_id, "aud": "retold-web", "exp": time.time() + 600}, hers, "HS256"),
        jwt.encode({"sub": user_id, "aud": "retold-web", "exp": time.time() - 60}, secret, "HS256"),
        "nonsense",
    ]
    named = [{"X_User": user_id}, {"X_Forwarded_User": user_id}, {"X_Forwarded_For": "127.0.0.1"}]
    return [
        *({"Cookie": f"{name}={one}"} for one in cookies for name in (f"retold_{retold.port}", "retold")),
        {"Cookie": f"retold_{retold.port}={own}; Retold={user_id}"},
        *({"Authorization": f"Bearer {one}"} for one in bearers),
        *({"Cookie": f"retold_{retold.port}={own}", **one} for one in named),
    ]


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "Another memory service works on"),
        ({"RETOLD_MEMORY_HOST": "0.0.0.0", "RETOLD_SERVICE_TOKEN": ""}, "RETOLD_SERVICE_TOKEN is not set"),
    ],
    ids=["a second one on the same folder", "on a public address without a token"],
)
def test_a_memory_service_refuses_to_start(retold: Retold, environ: dict[str, str], said: str) -> None:
    environment = {**retold.environment, "RETOLD_MEMORY_PORT": str(free_port()), **environ}
    ran = subprocess.run(
        [sys.executable, "-m", "actions.server"], cwd=ROOT, env=environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
