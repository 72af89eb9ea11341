"""The real application, with two people who have told something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from actions.server import build_service, create_app
from memory.embeddings import load_embedder
from memory.settings import Secret, Settings

SECRET, SERVICE = "a secret of thirty-two characters", "a service token of some length"


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home: Path = tmp_path_factory.mktemp("attacks") / "home"
    settings, embedder = Settings(home, Secret(SECRET), Secret(SERVICE), index_shards=1), load_embedder()
    service = build_service(settings, embedder)
    for user_id, text in (("web:victim", "my aunt is called Zanzibarina"), ("web:mallory", "I live in Lund")):
        service.change_profile(user_id, {"remembering": "on"})
        service.observe(user_id, text, message_id="m", sent_at=datetime.now(UTC), channel="web")
    yield TestClient(create_app(settings, embedder, service), raise_server_exceptions=False)
    service.close()
