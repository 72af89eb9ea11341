"""The web channel: the chat, the pages, and the person's own memories, on one origin."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

from jwt import PyJWKClient
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.agreement import Agreement
from bot.channels import me, messages
from bot.channels.conversations import Conversations, erasable_store
from bot.channels.guards import Guard
from bot.channels.hosts import Hosts
from bot.channels.pages import PAGES, Pages
from bot.channels.problems import BotNotReady, answer_problem
from bot.channels.rates import Rates
from bot.channels.settings import WebSettings, read_settings
from bot.channels.signing_out import SigningOut
from bot.channels.visitors import Visitor, Visitors
from bot.environment import keep_private
from bot.identity import Identity
from bot.logs import shorten_logs
from bot.memory_client import MemoryClient
from bot.session_file import SessionFile
from bot.sessions import Sessions

logger = logging.getLogger(__name__)

WEB_FOLDER = Path(__file__).resolve().parent.parent / "web"
JWKS_TIMEOUT_S = 5.0
FINISH_S = 5.0
"""What turns under way are given once the process is told to stop."""
MAX_REQUEST_BYTES = 8 * 1024 * 1024
"""A piece of an import is the largest; the pages send it in pieces."""


class WebInput(InputChannel):
    """Rasa's channel for the widget; name it `bot.channels.web.WebInput` in credentials.yml."""

    def __init__(self, settings: WebSettings) -> None:
        keep_private()
        shorten_logs()
        site_keys = PyJWKClient(settings.jwks_url, timeout=JWKS_TIMEOUT_S) if settings.jwks_url else None
        self.identity = Identity(settings.secret, settings.old_secret, site_keys)
        self.rates = Rates(settings.person_limit, settings.address_limit, settings.redis_url)
        self._proxies = settings.proxies
        hosts = Hosts(settings.public_url, settings.allowed_origins, settings.proxies)
        self.guard = Guard(hosts)
        self.sessions = Sessions(SessionFile(settings.home / "sessions.db"))
        self.visitors = Visitors(self.identity, self.sessions, hosts)
        self.memory = MemoryClient(settings.memory_url, self.identity, settings.service_token)
        self.agreement = Agreement(self.memory)
        self.pages = Pages(WEB_FOLDER)
        self.conversations = Conversations(self.name(), self.agreement)
        self.signing_out = SigningOut(self.visitors, self.sessions, self.memory, self.rates)

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        return cls(read_settings())

    def url_prefix(self) -> str:
        # Pages, files and health live outside of /webhooks.
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel. Turns go to Rasa under a lock of our own, so `on_new_message` is not used."""
        routes = Blueprint("retold_web")
        for handler, path, methods in (
            (self.open, "/webhooks/web/open", ["POST"]),
            (self.receive, "/webhooks/web/messages", ["POST"]),
            (self.me, me.PREFIX, me.METHODS),
            (self.me, f"{me.PREFIX}/<path:path>", me.METHODS),
            *self.signing_out.routes(),
            (self.live, "/health/live", ["GET"]),
            (self.ready, "/health/ready", ["GET"]),
        ):
            # Sanic writes attributes onto its handlers, which methods do not take.
            name = path.replace("<", "").replace(">", "").replace(":", "_")
            routes.add_route(partial(handler), path, methods=[*methods, "OPTIONS"], name=name)
        routes.listener("before_server_start")(self._prepare)
        routes.listener("after_server_start")(self._check_tracker_store)
        routes.listener("after_server_stop")(self._close)
        return routes

    async def open(self, request: Request) -> HTTPResponse:
        """Says who this is, begins a session or goes on with the one that runs."""
        visitor = await self.visitors.find(request, renew=True) or self.visitors.begin(request)
        await self.rates.count_person(visitor.user_id)
        answer = await self.conversations.open(_agent(request), visitor.user_id)
        await self._keep(request, visitor)
        if not self.visitors.takes_cookies(request) and self.visitors.new_token(request):
            answer["token"] = self.visitors.new_token(request)
        return json_response(answer)

    async def receive(self, request: Request) -> HTTPResponse:
        """Answers one message. The turn ends even if the browser has gone; a retry then finds the reply."""
        visitor = await self.visitors.require(request)
        await self.rates.count_person(visitor.user_id)
        message = messages.read_message(request.body)
        reply = await asyncio.shield(asyncio.ensure_future(self._answer(request, visitor, message)))
        if visitor.session and not self.sessions.lives(visitor.session):
            # Everything was forgotten, or somebody signed out elsewhere: from here on it is somebody new.
            self.visitors.begin(request)
        return json_response(reply)

    async def me(self, request: Request, path: str = "") -> HTTPResponse:
        """What is remembered about the person, from the memory service."""
        visitor = await self.visitors.require(request)
        await self.rates.count_person(visitor.user_id)
        response = await me.forward(self.memory, visitor.user_id, request)
        remembering = me.read_remembering(request, response)
        if remembering is not None:
            await self.conversations.set_remembering(_agent(request), visitor.user_id, remembering)
            await self._keep(request, visitor)
        if visitor.session and me.forgets_everything(request) and response.status == 200:
            self.sessions.end(visitor.user_id)
            self.visitors.begin(request)
        return response

    async def _answer(self, request: Request, visitor: Visitor, message: messages.Message) -> dict[str, Any]:
        reply = await self.conversations.answer(_agent(request), visitor.user_id, message)
        await self._keep(request, visitor)
        return reply

    async def _keep(self, request: Request, visitor: Visitor) -> None:
        """Once somebody has decided about being remembered, a restart must not make them a stranger."""
        if visitor.session and self.sessions.is_unkept(visitor.session):
            decided = await self.conversations.remembering(_agent(request), visitor.user_id)
            if decided not in (None, "unasked"):
                self.sessions.keep(visitor.session)

    async def live(self, request: Request) -> HTTPResponse:
        """The process answers."""
        return json_response({"status": "live"})

    async def ready(self, request: Request) -> HTTPResponse:
        """The model is loaded, the memory service is ready, and both agree; where they do not, `reason` says why."""
        agent: Agent | None = getattr(request.app.ctx, "agent", None)
        parts = {"model": bool(agent and agent.is_ready()), "memory": await self.memory.is_ready()}
        if not all(parts.values()):
            return json_response({"status": "starting", **parts}, status=503)
        lacks = await self.agreement.check(erasable_store(agent))
        if lacks:
            return json_response({"status": "not agreed", **parts, "reason": lacks}, status=503)
        return json_response({"status": "ready", **parts})

    async def _prepare(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
        app.config.PROXIES_COUNT = self._proxies
        app.config.GRACEFUL_SHUTDOWN_TIMEOUT = FINISH_S
        app.register_middleware(self._before, "request")
        app.register_middleware(self._after, "response")
        app.error_handler.add(Exception, answer_problem)

    async def _before(self, request: Request) -> HTTPResponse | None:
        if request.method == "OPTIONS" and request.path.startswith("/webhooks/web/"):
            return HTTPResponse(status=204)
        if request.path.startswith("/webhooks/web/"):
            await self.rates.count_address(request.remote_addr or request.ip)
            self.guard.check(request)
        elif request.path in PAGES:
            self.guard.check_page(request)
        # Rasa has a route of its own at "/", so the pages are answered before the router's choice counts.
        return self.pages.answer(request)

    async def _after(self, request: Request, response: HTTPResponse) -> None:
        self.visitors.add_cookie(request, response)
        self.guard.add_headers(request, response)

    async def _check_tracker_store(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        # A misspelt name in endpoints.yml makes Rasa keep every word in memory for good, with a warning only.
        agent: Agent | None = getattr(app.ctx, "agent", None)
        try:
            if agent is not None and agent.tracker_store is not None:
                erasable_store(agent)
        except TypeError as error:
            logger.error("%s", error)
            app.stop()

    async def _close(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        await self.memory.close()


def _agent(request: Request) -> Agent:
    agent: Agent | None = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise BotNotReady("The bot has no model yet. Please try again in a moment.", Retry_After="5")
    return agent
