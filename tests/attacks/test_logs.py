"""Secrets that are told to the memory service: in no log at any level, and in no file."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

SERVICE = {"Authorization": "Bearer a service token of some length"}
SECRETS = (
    ("my card number is {}", "4111 1111 1111 1111"),
    ("my password is {}", "quoddle-77-Frim"),
    ("my pin is {}, tell nobody", "739184"),
    ("here is my iban: {}", "DE89370400440532013000"),
    ("the api key is {}", "sk-9fQ2LrXw8ZtY4uVbN6mK1pJ7"),
)


def test_no_secret_is_in_a_log_at_any_level_nor_in_a_file(
    client: TestClient, caplog: pytest.LogCaptureFixture, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = "/v1/users/web:careless"
    client.put(f"{path}/profile", json={"remembering": "on", "sensitive": "keep"}, headers=SERVICE)
    for client_side in ("httpx", "httpx2"):  # which log the address that the test itself asks
        caplog.set_level(logging.WARNING, client_side)
    caplog.set_level(logging.DEBUG)
    for number, (line, secret) in enumerate(SECRETS):
        text = line.format(secret)
        said = {"text": text, "message_id": f"s{number}", "sent_at": datetime.now(UTC).isoformat(), "channel": "web"}
        observed = client.post(f"{path}/messages", json=said, headers=SERVICE).json()
        assert [one["reason"] for one in observed["withheld"]] == ["secret"], line
        assert client.post(f"{path}/memories", json={"text": text}, headers=SERVICE).status_code == 422, line
        assert client.post(f"{path}/messages", json={"text": [text]}, headers=SERVICE).status_code == 422
        assert client.get(f"{path}/recall", params={"q": text}, headers=SERVICE).status_code == 200
    assert len(caplog.records) > 0
    written = [home for home in Path(tmp_path_factory.getbasetemp()).rglob("*") if home.is_file()]
    for _, secret in SECRETS:
        assert secret not in caplog.text
        assert [path.name for path in written if secret.encode() in path.read_bytes()] == []
