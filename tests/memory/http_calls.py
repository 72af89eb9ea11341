"""Calls of the memory service over HTTP, and the tokens that they bear."""

from __future__ import annotations

import time
from typing import Any

import jwt
from people import NOW
from starlette.testclient import TestClient

SECRET, SERVICE = "a secret of thirty-two characters", "a service token of some length"
MARK = "Zanzibarina"
"""A word of a person, to be found in no answer but their own."""


def user_token(user_id: str, **claims: Any) -> str:
    made = {"sub": user_id, "aud": "retold-memory", "exp": time.time() + 60} | claims
    return jwt.encode({name: value for name, value in made.items() if value is not None}, SECRET, "HS256")


def say(client: TestClient, text: str, user_id: str = "ana", message_id: str = "m1") -> Any:
    body = {"text": text, "message_id": message_id, "sent_at": NOW.isoformat(), "channel": "web"}
    answered = client.post(f"/v1/users/{user_id}/messages", json=body)
    assert answered.status_code == 200, answered.text
    return answered.json()


def take_in(client: TestClient, exported: Any, user_id: str = "ana") -> Any:
    answered = client.post(f"/v1/users/{user_id}/import", json=exported)
    assert answered.status_code == 200, answered.text
    return answered.json()


def of_a_life(exported: Any) -> list[dict[str, Any]]:
    """Memories of a cast, as an export has them."""
    mara = {"id": "0" * 31 + "1", "kind": "person", "name": "Mara", "relation": "sister", "words": "my sister Mara",
            "same_as": None}  # fmt: skip
    she = {**mara, "name": None, "relation": None, "words": "She"}
    plain = {**exported["memories"][0], "slot": None, "about": None, "supersedes": None, "status": "current"}
    of = [
        {"quote": "my sister Mara paints", "who": mara, "attribute": "habit", "value": "paints", "modality": "habit"},
        {"quote": "She lived in Hull", "who": she, "attribute": "home", "value": "Hull", "modality": "was",
         "weight": 2, "status": "superseded", "ended_on": "2026-11-20"},
        {"quote": "I row on Mondays", "who": None, "attribute": "habit", "value": "row", "modality": "habit",
         "repeats": "weekly mon"},
    ]  # fmt: skip
    return [
        {**plain, **one, "id": f"life{n}", "told_at": f"2026-10-0{n}T09:00:00Z"} for n, one in enumerate(of, start=1)
    ]
