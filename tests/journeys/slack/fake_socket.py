"""Socket Mode on loopback: deliveries over a WebSocket that the bot opens, each acknowledged by its id."""

from __future__ import annotations

import json
import threading
import uuid
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

APP_TOKEN = "xapp-for-the-tests"
WAIT_S = 60.0


class FakeSocket:
    """The other end of Socket Mode."""

    def __init__(self) -> None:
        self._connection: ServerConnection | None = None
        self._acknowledged: set[str] = set()
        self._changed = threading.Condition()
        self.opened = 0
        self._server = serve(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.socket.getsockname()[1])
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/link"

    def deliver(self, kind: str, payload: dict[str, Any]) -> None:
        """Sends a delivery and waits until the bot has acknowledged it."""
        envelope_id = uuid.uuid4().hex
        with self._changed:
            assert self._changed.wait_for(lambda: self._connection, WAIT_S), "the bot did not connect"
            assert self._connection is not None
            self._connection.send(json.dumps({"envelope_id": envelope_id, "type": kind, "payload": payload}))
            assert self._changed.wait_for(lambda: envelope_id in self._acknowledged, WAIT_S), "not acknowledged"

    def drop(self) -> None:
        """Closes the connection; waits until the bot has opened another."""
        with self._changed:
            opened, connection, self._connection = self.opened, self._connection, None
            assert connection is not None
        connection.close()
        with self._changed:
            assert self._changed.wait_for(lambda: self.opened > opened, WAIT_S), "the bot did not connect again"

    def stop(self) -> None:
        self._server.shutdown()

    def _serve(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0APP"}}))
        with self._changed:
            self.opened += 1
            self._connection = connection
            self._changed.notify_all()
        try:
            for message in connection:
                with self._changed:
                    self._acknowledged.add(json.loads(message).get("envelope_id", ""))
                    self._changed.notify_all()
        except (ConnectionClosed, ValueError):
            return
