"""Slack's Web API on loopback: takes what the bot sends, checks it as Slack would, and keeps it for the tests.

It can be down, hang, or answer 429 and 500. The response addresses of commands are served here, too.
"""

from __future__ import annotations

import http.server
import json
import socket
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from block_kit import check_message, check_view
from fake_socket import APP_TOKEN

TEAM, BOT_USER, TOKEN = "T0TEAM", "U0BOT", "xoxb-for-the-tests"
WAIT_S = 45.0


@dataclass(frozen=True)
class Call:
    """One call of the Web API that was taken, in the order of `at`."""

    method: str
    arguments: dict[str, Any]
    at: float

    @property
    def text(self) -> str:
        """Everything of it that can be read."""
        return "\n".join(_texts(self.arguments))


@dataclass
class Fault:
    """What goes wrong instead of an answer: `status` (0 hangs for `for_s`), for the next `times` calls."""

    status: int
    times: int
    method: str = ""
    for_s: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


class FakeSlack:
    """One workspace."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.calls: list[Call] = []
        self.refused: list[str] = []
        self.files: dict[str, bytes] = {}
        self.said: dict[str, dict[str, dict[str, Any]]] = {}  # what people wrote, by channel and time
        self.faults: list[Fault] = []
        self.tries: Counter[str] = Counter()
        self._refusals: dict[str, str] = {}
        self.socket_url = ""
        self._counted = 0
        self._changed = threading.Condition()
        self._server: http.server.ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        if self._server is not None:
            return
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:  # noqa: N802 (the name that http.server looks for)
                fake.handle(self)

            do_GET = do_POST  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 128
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Goes away: connections are refused until the next start."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def wait_for(self, wanted: Callable[[Call], bool], after: float = 0.0, wait_s: float = WAIT_S) -> Call:
        """The first call since `after` that is wanted, waited for."""
        end = time.monotonic() + wait_s
        with self._changed:
            while True:
                found = next((call for call in self.calls if call.at > after and wanted(call)), None)
                if found:
                    return found
                left = end - time.monotonic()
                if left <= 0:
                    since = [(call.method, call.text[:200]) for call in self.calls if call.at > after]
                    raise AssertionError(f"It did not come. There were: {since}; refused: {self.refused}")
                self._changed.wait(left)

    def refuse_once(self, method: str, error: str) -> None:
        """Answers the next call of this method with an error of Slack's."""
        self._refusals[method] = error

    def keep(self, channel: str, message: dict[str, Any]) -> None:
        """Slack keeps what people write, until they change or delete it."""
        self.said.setdefault(channel, {})[message["ts"]] = message

    def since(self, after: float, method: str = "") -> list[Call]:
        with self._changed:
            return [call for call in self.calls if call.at > after and call.method.startswith(method)]

    def now(self) -> float:
        return time.monotonic()

    def handle(self, request: http.server.BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        path = urllib.parse.urlsplit(request.path)
        method = path.path.rsplit("/", 1)[-1]
        with self._changed:
            self.tries[method] += 1
            fault = next((one for one in self.faults if one.times > 0 and one.method in ("", method)), None)
            if fault:
                fault.times -= 1
        if fault:
            if fault.status == 0:
                time.sleep(fault.for_s)
                request.close_connection = True
                return
            _send(request, fault.status, {"ok": False, "error": "fault"}, fault.headers)
            return
        if path.path.startswith("/upload/"):
            self.files[path.path.rsplit("/", 1)[-1]] = body
            _send(request, 200, "OK")
            return
        arguments = _arguments(request, body, path.query)
        if path.path.startswith("/response/"):
            self._take("response_url", {**arguments, "address": path.path})
            _send(request, 200, "ok")
            return
        if request.headers.get("Authorization", "").partition(" ")[2] not in (TOKEN, APP_TOKEN):
            _send(request, 200, {"ok": False, "error": "invalid_auth"})
            return
        _send(request, 200, self._answer(method, arguments))

    def _answer(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if method in self._refusals:
            return {"ok": False, "error": self._refusals.pop(method)}
        wrong: list[str] = []
        if method in ("chat.postMessage", "chat.postEphemeral", "chat.update"):
            wrong = check_message(arguments)
            if not arguments.get("channel") or (method == "chat.postEphemeral" and not arguments.get("user")):
                wrong.append("channel_not_found")
        elif method in ("views.publish", "views.open"):
            wrong = check_view(arguments["view"])
            if method == "views.open" and not arguments.get("trigger_id"):
                wrong.append("invalid_trigger_id")
        if wrong:
            self.refused.append(f"{method}: {wrong}")
            return {"ok": False, "error": "invalid_blocks", "errors": wrong}
        ts = self._take(method, arguments)
        answers: dict[str, dict[str, Any]] = {
            "auth.test": {"team_id": TEAM, "team": "Acme", "user_id": BOT_USER, "bot_id": "B0BOT", "url": self.url},
            "chat.postMessage": {"ts": ts, "channel": arguments.get("channel")},
            "chat.postEphemeral": {"message_ts": ts},
            "chat.update": {"ts": arguments.get("ts"), "channel": arguments.get("channel")},
            "views.publish": {"view": {"id": "V1"}},
            "views.open": {"view": {"id": "V2"}},
            "conversations.open": {"channel": {"id": "D" + str(arguments.get("users", ""))[1:]}},
            "conversations.history": {"messages": self._read(arguments, in_thread=False)},
            "conversations.replies": {"messages": self._read(arguments, in_thread=True)},
            "files.getUploadURLExternal": {
                "upload_url": f"{self.url}/upload/{arguments.get('filename')}",
                "file_id": f"F-{arguments.get('filename')}",
            },
            "files.completeUploadExternal": {"files": [{"id": "F1"}]},
            "apps.connections.open": {"url": self.socket_url},
            "users.info": {"user": {"id": arguments.get("user"), "tz": "Europe/Lisbon"}},
        }
        if method not in answers:
            self.refused.append(f"{method}: unknown_method")
            return {"ok": False, "error": "unknown_method"}
        return {"ok": True, **answers[method]}

    def _read(self, arguments: dict[str, Any], in_thread: bool) -> list[dict[str, Any]]:
        """History leaves out what was written in threads; replies give the first message of the thread always."""
        channel = self.said.get(str(arguments.get("channel")), {})
        parent = str(arguments.get("ts", ""))
        found = [
            message
            for ts, message in channel.items()
            if str(arguments.get("oldest")) <= ts <= str(arguments.get("latest"))
            and message.get("thread_ts", "") == (parent if in_thread else "")
        ]
        first = [channel[parent]] if in_thread and parent in channel else []
        return [*first, *found][: int(arguments.get("limit") or 100)]

    def _take(self, method: str, arguments: dict[str, Any]) -> str:
        with self._changed:
            self._counted += 1
            ts = f"1700000000.{self._counted:06d}"
            self.calls.append(Call(method, {**arguments, "_ts": ts}, time.monotonic()))
            self._changed.notify_all()
        return ts


def _arguments(request: http.server.BaseHTTPRequestHandler, body: bytes, query: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(urllib.parse.parse_qsl(query))
    if "json" in request.headers.get("Content-Type", ""):
        return {**found, **json.loads(body or b"{}")}
    found.update(urllib.parse.parse_qsl(body.decode()))
    for name in ("blocks", "view", "files"):
        if isinstance(found.get(name), str):
            found[name] = json.loads(found[name])
    return found


def _send(
    request: http.server.BaseHTTPRequestHandler, status: int, body: Any, headers: dict[str, str] | None = None
) -> None:
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    request.send_response(status)
    request.send_header("Content-Type", "text/plain" if isinstance(body, str) else "application/json")
    request.send_header("Content-Length", str(len(data)))
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(data)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return []
