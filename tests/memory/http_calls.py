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
