"""Mallory, who has a good token of her own, tries to reach what the victim told: more than 500 tries, no success."""

from __future__ import annotations

import itertools
import time
from typing import Any

import jwt
from starlette.testclient import TestClient

SECRET, SERVICE = "a secret of thirty-two characters", "a service token of some length"
MARK = "Zanzibarina"
VICTIM, MALLORY = "web:victim", "web:mallory"

PATHS = (
    ("GET", "/memories", None),
    ("GET", "/memories?q=aunt&user=web:victim", None),
    ("GET", "/recall?q=what%20is%20my%20aunt%20called", None),
    ("GET", "/uses", None),
    ("GET", "/profile", None),
    ("GET", "/export", None),
    ("GET", "/export?format=markdown", None),
    ("GET", "/withheld", None),
    ("GET", "/memories/{id}", None),
    ("PATCH", "/memories/{id}", {"text": "I was here"}),
    ("DELETE", "/memories/{id}", None),
    ("DELETE", "/memories", None),
    ("DELETE", "", None),
    ("PUT", "/profile", {"remembering": "off"}),
    ("POST", "/memories", {"text": "I was here"}),
    ("POST", "/withheld", {"keep": True}),
    ("GET", "/links", None),
    ("POST", "/link-codes", {"consent_text": "I was here"}),
    ("POST", "/link-codes/look", {"code": "2222-2222"}),
    ("POST", "/links", {"code": "", "consent_text": "I was here"}),
    ("GET", "/link-requests", None),
    ("POST", "/link-requests/" + "0" * 32, {"yes": True, "consent_text": "I was here"}),
    ("DELETE", "/links/slack:T1:victim", None),
    ("DELETE", "/links/web:victim", None),
    ("DELETE", "/links/web:mallory", None),
    ("POST", "/import", {"format": "retold-export-1", "memories": []}),
)

NAMES = (
    VICTIM,
    "web%3Avictim",
    "web:victim%00",
    "%2e%2e/users/web:victim",
    "web:mallory/../web:victim",
    "web:mallory%2f..%2fweb:victim",
    "web:mallory/..%2f../v1/users/web:victim",
    "*",
    "WEB:VICTIM",
    "web:victim%20",
    "web:victim;web:mallory",
    "web:mallory,web:victim",
)


def sign(secret: str = SECRET, algorithm: str = "HS256", **claims: Any) -> str:
    return jwt.encode({"sub": MALLORY, "aud": "retold-memory", "exp": time.time() + 600} | claims, secret, algorithm)


def tokens() -> dict[str, str | None]:
    """What Mallory can come by; none of them is the victim's or the service's."""
    return {
        "her own": sign(),
        "none": None,
        "expired, of the victim": sign(sub=VICTIM, exp=time.time() - 5),
        "of the victim for the web channel": sign(sub=VICTIM, aud="retold-visitor"),
        "of the victim, signed by herself": sign("mallory's own secret, thirty-two ch", sub=VICTIM),
        "of the victim, unsigned": sign("", "none", sub=VICTIM),
        "two names in one": sign(sub=f"{MALLORY} {VICTIM}"),
        "everybody": sign(sub="*"),
        "a guess at the service token": SERVICE[:-1],
    }


def test_nobody_reaches_what_another_told(client: TestClient) -> None:
    service = {"Authorization": f"Bearer {SERVICE}"}
    consent = {"consent_text": "Shall they be one?"}
    code = client.post(f"/v1/users/{VICTIM}/link-codes", json=consent, headers=service).json()["code"]
    other = "/v1/users/slack:T1:victim"
    client.post(f"{other}/link-codes/look", json={"code": code}, headers=service)
    asked = client.post(f"{other}/links", json={"code": code, **consent}, headers=service).json()
    waiting = f"/v1/users/{VICTIM}/link-requests/{asked['id']}"
    for thief in (MALLORY, "slack:T1:victim"):
        path = waiting.replace(VICTIM, thief)
        assert client.post(path, json={"yes": True, **consent}, headers=service).status_code == 404
    assert client.post(waiting, json={"yes": True, **consent}, headers=service).status_code == 200
    before = client.get(f"/v1/users/{VICTIM}/export", headers=service).json()
    victims = before["memories"][0]["id"]
    tries = reached = 0
    for (method, path, body), name, token in itertools.product(PATHS, NAMES, tokens().values()):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answered = client.request(
            method, f"/v1/users/{name}{path.format(id=victims)}", json=body, headers=headers, follow_redirects=False
        )
        tries += 1
        reached += MARK in answered.text or answered.status_code == 500
    for (method, path, body), how in itertools.product(PATHS, ("X-User", "X-Forwarded-User", "X-User-Id")):
        answered = client.request(
            method,
            f"/v1/users/{MALLORY}{path.format(id=victims)}",
            json=body,
            headers={"Authorization": f"Bearer {sign()}", how: VICTIM},
        )
        tries += 1
        reached += MARK in answered.text or answered.status_code == 500
    assert tries > 500
    assert reached == 0
    assert client.get(f"/v1/users/{VICTIM}/export", headers=service).json() == before


def test_codes_are_not_guessed_and_a_used_one_links_nobody(client: TestClient) -> None:
    service, own = {"Authorization": f"Bearer {SERVICE}"}, {"Authorization": f"Bearer {sign()}"}
    consent = {"consent_text": "Shall they be one?"}
    made = client.post(f"/v1/users/{VICTIM}/link-codes", json=consent, headers=service).json()["code"]
    other = "/v1/users/slack:T1:another"
    client.post(f"{other}/link-codes/look", json={"code": made}, headers=service)
    asked = client.post(f"{other}/links", json={"code": made, **consent}, headers=service).json()
    yes = {"yes": True, **consent}
    client.post(f"/v1/users/{VICTIM}/link-requests/{asked['id']}", json=yes, headers=service)
    guesses = [made, "", *(f"{n:08d}" for n in range(60)), made[:-1], f"{made}2", "%", "' OR 1=1 --", "*"]
    answered = [
        client.post(f"/v1/users/{MALLORY}/link-codes/look", json={"code": guess}, headers=own).status_code
        for guess in guesses
    ]
    assert set(answered) == {404, 422, 429}
    assert answered.count(404) <= 5
    assert client.get(f"/v1/users/{MALLORY}/links", headers=own).json() == {"links": []}
    assert MARK not in client.get(f"/v1/users/{MALLORY}/export", headers=own).text
    for account in (VICTIM, "slack:T1:another"):
        refused = client.delete(f"/v1/users/{MALLORY}/links/{account}", headers=own)
        assert refused.status_code == 404
    assert MARK in client.get("/v1/users/slack:T1:another/export", headers=service).text
