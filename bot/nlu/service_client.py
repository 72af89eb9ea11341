"""The memory service, as components of the pipeline ask it: Rasa's graph runs in its one loop, so they wait for it."""

from __future__ import annotations

import os
from typing import Any

import requests


class ServiceUnavailable(Exception):
    """The memory service gave no answer; the message says why, and quotes nothing."""


class ServiceClient:
    """`POST {url}{path}` over one kept-alive connection."""

    def __init__(self, url: str | None, token: str | None) -> None:
        self.url = (url or f"http://127.0.0.1:{os.environ.get('RETOLD_MEMORY_PORT', '5055')}").rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False  # loopback: no proxy, no .netrc
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def ask(self, path: str, body: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        """The answer's JSON. Raises ServiceUnavailable."""
        try:
            response = self._post(path, body, timeout_s)
            response.raise_for_status()
            answer: dict[str, Any] = response.json()
        except (requests.RequestException, ValueError) as error:
            status = getattr(getattr(error, "response", None), "status_code", None)
            raise ServiceUnavailable(f"HTTP {status}" if status else type(error).__name__) from None
        return answer

    def _post(self, path: str, body: dict[str, Any], timeout_s: float) -> requests.Response:
        try:
            return self._session.post(self.url + path, json=body, timeout=timeout_s)
        except requests.Timeout:
            raise
        except requests.ConnectionError:
            # The service restarted or closed the idle connection just now: a fresh connection decides.
            return self._session.post(self.url + path, json=body, timeout=timeout_s)
