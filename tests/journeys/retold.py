"""Retold as a whole for the tests: both real processes on free ports, and people who chat with it over HTTP."""

from __future__ import annotations

import contextlib
import functools
import http.cookiejar
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 300
COMMANDS = {
    "memory": [str(ROOT / ".venv-memory/bin/python"), "-m", "actions.server"],
    "bot": [str(ROOT / ".venv-rasa/bin/python"), "-m", "bot"],
}


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@functools.cache
def require_current_model() -> None:
    """Raises RuntimeError where the Rasa model was made of other files than those that are there now."""
    command = [str(ROOT / ".venv-rasa/bin/python"), str(ROOT / "scripts/train.py"), "--check"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise RuntimeError("The Rasa model is missing or was made of other files. Run `make setup`, then try again.")


class Retold:
    """Both processes on one folder for their data; each can be stopped, killed and started on its own."""

    def __init__(self, home: Path) -> None:
        self.home, self.port, self.memory_port = home, free_port(), free_port()
        self.logs = home.parent / f"{home.name}-logs"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {
            **os.environ,
            "RETOLD_HOME": str(home),
            "RETOLD_PORT": str(self.port),
            "RETOLD_MEMORY_PORT": str(self.memory_port),
            "RETOLD_SECRET": "a secret for the journeys, 40 characters",
            "RETOLD_SERVICE_TOKEN": "a service token for the journeys",
            "RETOLD_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def memory_url(self) -> str:
        return f"http://127.0.0.1:{self.memory_port}"

    def start(self, *names: str) -> None:
        """Starts "memory", "bot", or, without names, those that do not run, and waits until they are ready."""
        names = names or tuple(name for name in COMMANDS if name not in self.processes)
        self.launch(*names)
        for name in names:
            self.wait(name)

    def launch(self, *names: str, under: Sequence[str] = ()) -> None:
        """Starts processes without waiting for them, `under` a command that runs them."""
        if "bot" in names:
            require_current_model()
        for name in names:
            with (self.logs / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [*under, *COMMANDS[name]], cwd=ROOT, env=self.environment, stdout=log, stderr=log
                )

    def kill(self, *names: str) -> None:
        """Ends processes without a chance to tidy up."""
        for name in names or list(self.processes):
            process = self.processes.pop(name)
            process.kill()
            process.wait()

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def log(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.logs.iterdir()))

    def service(self, method: str, path: str, body: Any = None, token: str | None = None) -> Any:
        """A request to the memory service, with the service token unless told otherwise."""
        request = urllib.request.Request(
            self.memory_url + path, None if body is None else json.dumps(body).encode(), method=method
        )
        request.add_header("Content-Type", "application/json")
        request.add_header("Authorization", f"Bearer {token or self.environment['RETOLD_SERVICE_TOKEN']}")
        with DIRECT.open(request, timeout=60) as response:
            return json.loads(response.read())

    def holds(self, *words: str) -> list[str]:
        """Which of the words are in which of our files, in any case."""
        found = []
        for path in [*self.home.rglob("*"), *self.logs.rglob("*")]:
            with contextlib.suppress(FileNotFoundError, IsADirectoryError):  # a journal that was there a moment ago
                data = path.read_bytes().lower()
                found += [f"{word} in {path.name}" for word in words if word.lower().encode() in data]
        return found

    def wait(self, name: str) -> None:
        url = (self.memory_url if name == "memory" else self.url) + "/health/ready"
        end = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < end:
            if self.processes[name].poll() is not None:
                raise RuntimeError(f"{name} ended while starting:\n{self.log()[-3000:]}")
            try:
                DIRECT.open(url, timeout=5).read()
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"{name} is not ready after {START_TIMEOUT_S} s:\n{self.log()[-3000:]}")


DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Answered:
    status: int
    body: Any

    @property
    def messages(self) -> list[dict[str, Any]]:
        return list(self.body["messages"])

    @property
    def text(self) -> str:
        return "\n".join(message["text"] for message in self.messages)

    @property
    def receipts(self) -> list[dict[str, str]]:
        return [receipt for message in self.messages for receipt in message.get("receipts", ())]

    @property
    def buttons(self) -> list[str]:
        """What the buttons say, without the reply that they name."""
        return [payload.partition("#")[0] for payload in self.payloads]

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for message in self.messages for button in message.get("buttons", ())]


@dataclass
class Person:
    """Somebody with a browser of their own: a jar of cookies, and the headers that the widget sends."""

    retold: Retold
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)
    shown: list[str] = field(default_factory=list)
    """The payloads of the buttons that they saw last."""

    def open(self) -> Answered:
        return self._show(self.ask("POST", "/webhooks/web/open", {}))

    def say(self, text: str) -> Answered:
        answered = self.ask("POST", "/webhooks/web/messages", {"text": text})
        assert answered.status == 200, (text, answered)
        return self._show(answered)

    def press(self, payload: str) -> Answered:
        """Presses the button that says this, of those that were seen last."""
        seen = next((one for one in reversed(self.shown) if one.partition("#")[0] == payload), payload)
        return self._show(self.ask("POST", "/webhooks/web/messages", {"payload": seen}))

    def _show(self, answered: Answered) -> Answered:
        if answered.status == 200:
            self.shown = answered.payloads or self.shown
        return answered

    def ask(self, method: str, path: str, body: Any = None) -> Answered:
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.retold.url + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        request.add_header("X-Requested-With", "retold")
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )
        try:
            with opener.open(request, timeout=120) as response:
                return Answered(response.status, _json(response.read()))
        except urllib.error.HTTPError as error:
            return Answered(error.code, _json(error.read()))


def link(maker: Person, typist: Person) -> None:
    """Links two browsers: the one makes a code, the other looks whose it is and says yes, and so does the first."""
    me, consent = "/webhooks/web/me", {"consent_text": "Yes, link them."}
    code = maker.ask("POST", f"{me}/link-codes", consent).body["code"]
    assert typist.ask("POST", f"{me}/link-codes/look", {"code": code}).status == 200
    asked = typist.ask("POST", f"{me}/links", {"code": code, **consent})
    assert asked.status == 202, asked
    answered = maker.ask("POST", f"{me}/link-requests/{asked.body['id']}", {"yes": True, **consent})
    assert answered.status == 200, answered


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
