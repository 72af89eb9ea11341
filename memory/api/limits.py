"""How much may be sent at once."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from memory.api.problems import problem

MAX_BODY = 8_000_000
"""Bytes of a request: Rasa sends the whole running conversation and the domain."""


class BodyLimit:
    """Refuses larger bodies before they are read whole, and before anybody asks who sent them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or int(said) > MAX_BODY:
            await _too_large()(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            # One that did not say its length is cut off: to the application it looks as if the sender had gone.
            return {"type": "http.disconnect"} if taken > MAX_BODY else message

        await self._app(scope, counted, send)


def _too_large() -> ASGIApp:
    return problem(413, "Too large", f"A request has up to {MAX_BODY} bytes.")
