"""The Slack channel: direct messages, App Home, `/memories` and mentions, over HTTP or Socket Mode."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.slack import SlackInput as RasaSlackInput
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_sdk.signature import SignatureVerifier

from bot.channels.problems import problem_response
from bot.channels.settings import read_settings
from bot.channels.slack_app import NotSignedIn, SlackApp, TeamRefused
from bot.channels.slack_settings import SlackSettings, read_slack_settings
from bot.channels.slack_socket import open_socket
from bot.identity import Identity
from bot.memory_client import MemoryClient

logger = logging.getLogger(__name__)


class SlackInput(RasaSlackInput):
    """Rasa's channel for Slack; name it `bot.channels.slack.SlackInput` in credentials.yml.

    Rasa's own answers aloud, takes a repeated delivery for a new message and knows neither App Home nor commands, so
    of it only the place in Rasa is used: name, address and credentials.
    """

    def __init__(self, settings: SlackSettings | None, memory: MemoryClient | None = None) -> None:
        """Without settings the channel is off."""
        self.settings = settings
        self.memory = memory
        self._app: SlackApp | None = None
        self._background: list[asyncio.Task[Any]] = []

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackInput:
        settings = read_slack_settings()
        if settings is None:
            logger.warning("Slack is off: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET to turn it on (docs/slack.md).")
            return cls(None)
        web = read_settings()
        return cls(settings, MemoryClient(web.memory_url, Identity(web.secret), web.service_token))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """One address for events, buttons and commands. Turns go to Rasa as the web's do, not by `on_new_message`."""
        routes = Blueprint("retold_slack")
        if self.settings is None:
            return routes
        if self.settings.signing_secret:
            # Sanic writes attributes onto its handlers, which methods do not take.
            routes.add_route(partial(self.receive), "/webhook", methods=["POST"], name="receive")
        routes.listener("after_server_start")(self._start)
        routes.listener("before_server_stop")(self._stop)
        return routes

    async def receive(self, request: Request) -> HTTPResponse:
        """Acknowledges a delivery that is signed, recent, readable and for this workspace."""
        if not self._is_signed(request):
            return problem_response(HTTPStatus.UNAUTHORIZED, "The request is not signed by Slack, or is too old.")
        payload = _read(request)
        if payload is None:
            return problem_response(HTTPStatus.BAD_REQUEST, "The body is none of those that Slack sends.")
        if payload.get("type") == "url_verification":
            return HTTPResponse(str(payload.get("challenge", "")), content_type="text/plain; charset=utf-8")
        if "ssl_check" in payload:
            return HTTPResponse(status=200)
        try:
            if self._app is None:
                raise NotSignedIn("The bot is still starting.")
            await self._app.accept(payload)
        except TeamRefused as refused:
            return problem_response(HTTPStatus.FORBIDDEN, str(refused))
        except NotSignedIn as error:
            return problem_response(HTTPStatus.SERVICE_UNAVAILABLE, str(error), {"Retry-After": "5"})
        except (KeyError, TypeError, AttributeError, IndexError):
            return problem_response(HTTPStatus.BAD_REQUEST, "The body lacks what such a delivery has.")
        return HTTPResponse(status=200)

    def _is_signed(self, request: Request) -> bool:
        assert self.settings is not None
        try:
            return SignatureVerifier(self.settings.signing_secret).is_valid(
                request.body,
                request.headers.get("x-slack-request-timestamp"),
                request.headers.get("x-slack-signature"),
            )
        except (ValueError, TypeError):  # a time that is no number, a signature that is no ASCII
            return False

    async def _start(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        assert self.settings is not None
        assert self.memory is not None

        def agent() -> Agent | None:
            return getattr(app.ctx, "agent", None)

        self._app = SlackApp(self.settings, self.memory, agent)
        self._background.append(loop.create_task(self._app.sign_in()))
        self._background.append(loop.create_task(self._app.take_up_what_was_left()))
        if self.settings.app_token:
            self._background.append(loop.create_task(open_socket(self._app)))

    async def _stop(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        for task in self._background:
            task.cancel()
        if self._app is not None:
            await self._app.stop()
        if self.memory is not None:
            await self.memory.close()


def _read(request: Request) -> dict[str, Any] | None:
    """The delivery in a request: JSON for events, a form for commands, JSON in a form for buttons and dialogs."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if content_type == "application/json":
            payload = json.loads(request.body)
        else:
            form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
            payload = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) and payload else None
