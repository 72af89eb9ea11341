"""A real Rasa server with the small bot, and people who talk with it over HTTP."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import jwt
from small_actions import SECRET

from bot.identity import Identity

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

START_TIMEOUT_S = 240
RASA = (sys.executable, "-c", "import skops.io, rasa.__main__; rasa.__main__.main()")
"""As `python -m bot` starts it: in this order the imports take 4 to 5 CPU-seconds less."""


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Person:
    """Somebody at a browser: keeps a cookie, sends what the widget sends."""

    url: str
    cookie: str = ""
    cookie_name: str = "retold"
    headers: dict[str, str] = field(default_factory=lambda: {"X-Requested-With": "retold"})

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookie:
            sent["Cookie"] = f"{self.cookie_name}={self.cookie}"
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=sent)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as reply:
                answer = Answer(reply.status, dict(reply.headers.items()), reply.read())
        except urllib.error.HTTPError as error:
            answer = Answer(error.code, dict(error.headers.items()), error.read())
        lowered = {name.lower(): value for name, value in answer.headers.items()}
        answer.headers = lowered
        if "set-cookie" in lowered:
            ((self.cookie_name, set_),) = SimpleCookie(lowered["set-cookie"]).items()
            self.cookie = set_.value
        return answer

    def open(self) -> Any:
        answer = self.ask("POST", "/webhooks/web/open")
        assert answer.status == 200, answer
        return answer.json

    def say(self, text: str, message_id: str | None = None) -> list[dict[str, Any]]:
        answer = self.send(text=text, message_id=message_id or uuid.uuid4().hex)
        assert answer.status == 200, answer
        return answer.json["messages"]

    def send(self, **message: Any) -> Answer:
        return self.ask("POST", "/webhooks/web/messages", message)

    @property
    def user_id(self) -> str:
        return Identity(SECRET).read_visitor(self.cookie).user_id


def former_token(user_id: str, secret: str = SECRET) -> str:
    """What a cookie held before there were sessions."""
    claims = {"sub": user_id, "aud": "retold-visitor", "exp": int(time.time()) + 300 * 24 * 3600}
    return jwt.encode(claims, secret, algorithm="HS256")


class RasaServer:
    """`rasa run` with the small bot and the web channel, as a process that can be killed and started again."""

    def __init__(self, model: Path, home: Path, memory_port: int, **environ: str) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        endpoints = home / "endpoints.yml"
        endpoints.write_text(
            json.dumps(
                {
                    "action_endpoint": {"url": f"http://127.0.0.1:{memory_port}/webhook"},
                    "tracker_store": {"type": "bot.tracker.ErasableTrackerStore"},
                }
            )
        )
        self._arguments = [
            *RASA,
            "run",
            "--model",
            str(model),
            "--endpoints",
            str(endpoints),
            "--credentials",
            str(ROOT / "bot" / "credentials.yml"),
            "--interface",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        self._environ = {
            **os.environ,
            "RETOLD_HOME": str(home),
            "RETOLD_SECRET": SECRET,
            "RETOLD_MEMORY_PORT": str(memory_port),
            "RETOLD_ALLOWED_ORIGINS": "https://shop.example",
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT),
            "OMP_NUM_THREADS": "1",
            "PYTHONWARNINGS": "ignore",
            **environ,
        }

    def start(self) -> None:
        self.launch()
        self.wait_for_status(200)

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._arguments, cwd=self.home, env=self._environ, stdout=log, stderr=log)

    def wait_for_status(self, status: int, said: str = "") -> Answer:
        """What /health/ready answers once it answers with this status, and `said` in it."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self.log.read_text()
            with contextlib.suppress(OSError):
                answer = Person(self.url).ask("GET", "/health/ready")
                if answer.status == status and said.encode() in answer.body:
                    return answer
            time.sleep(0.3)
        raise AssertionError(f"Rasa was not ready in time:\n{self.log.read_text()}")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    @property
    def log(self) -> Path:
        return self.home / "rasa.log"
