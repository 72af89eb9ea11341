"""The web channel: the chat, the pages, and the person's own memories, on one origin."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.lock_store import LockError
from rasa.shared.core.events import Event, SessionStarted
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.channels import me, messages, turns
from bot.channels.guards import Guard
from bot.channels.pages import Pages
from bot.channels.problems import (
    BotNotReady,
    MemoryUnavailable,
    TooManyMessages,
    TurnTooSlow,
    answer_problem,
)
from bot.channels.settings import WebSettings, read_settings
from bot.identity import Identity
from bot.memory_client import MemoryClient
from bot.tracker import ErasableTrackerStore

logger = logging.getLogger(__name__)

WEB_FOLDER = Path(__file__).resolve().parent.parent / "web"
MAX_REQUEST_BYTES = 8 * 1024 * 1024  # an import of one's own memories is the largest
MAX_WAITING = 25  # messages of one person at a time
LOCK_POLL_S = 0.05
TURN_TIMEOUT_S = 45.0

NO_MEMORY = "I cannot reach my memory just now, so I cannot answer. Please send that again in a moment."


class WebInput(InputChannel):
    """Rasa's channel for the widget; name it `bot.channels.web.WebInput` in credentials.yml."""

    def __init__(self, settings: WebSettings) -> None:
        self.identity = Identity(settings.secret)
        self.guard = Guard(self.identity, settings.allowed_origins)
        self.memory = MemoryClient(settings.memory_url, self.identity)
        self.pages = Pages(WEB_FOLDER)
        self.started_at = time.time()
        self._waiting: Counter[str] = Counter()

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
            (self.live, "/health/live", ["GET"]),
            (self.ready, "/health/ready", ["GET"]),
        ):
            # Sanic writes attributes onto its handlers, which methods do not take.
            routes.add_route(partial(handler), path, methods=[*methods, "OPTIONS"], name=path)
        routes.listener("before_server_start")(self._prepare)
        routes.listener("after_server_start")(self._check_tracker_store)
        routes.listener("after_server_stop")(self._close)
        return routes

    async def open(self, request: Request) -> HTTPResponse:
        """Says who this is, begins a session or goes on with the one that runs."""
        user_id = self.guard.find_user(request) or self.identity.new_visitor()
        agent = _agent(request)
        async with self._turn(agent, user_id):
            answer = await self._open(agent, user_id)
        if user_id.startswith("web:") and not self.guard.takes_cookies(request):
            answer["token"] = self.identity.sign_visitor(user_id)
        response = json_response(answer)
        if user_id.startswith("web:") and self.guard.takes_cookies(request):
            self.guard.set_cookie(request, response, user_id)
        return response

    async def receive(self, request: Request) -> HTTPResponse:
        """Answers one message. The turn ends even if the browser has gone; a retry then finds the reply."""
        user_id = self.guard.require_user(request)
        message = messages.read_message(request.body)
        reply = await asyncio.shield(asyncio.ensure_future(self._answer(_agent(request), user_id, message)))
        return json_response({"messages": reply})

    async def me(self, request: Request, path: str = "") -> HTTPResponse:
        """What is remembered about the person, from the memory service."""
        return await me.forward(self.memory, self.guard.require_user(request), request)

    async def live(self, request: Request) -> HTTPResponse:
        """The process answers."""
        return json_response({"status": "live"})

    async def ready(self, request: Request) -> HTTPResponse:
        """The model is loaded and the memory service is ready."""
        agent: Agent | None = getattr(request.app.ctx, "agent", None)
        parts = {"model": bool(agent and agent.is_ready()), "memory": await self.memory.is_ready()}
        ready = all(parts.values())
        return json_response({"status": "ready" if ready else "starting", **parts}, status=200 if ready else 503)

    async def _open(self, agent: Agent, user_id: str) -> dict[str, Any]:
        events = await self._session_events(agent, user_id)
        begun_at = next((event.timestamp for event in events if isinstance(event, SessionStarted)), None)
        if begun_at is not None and begun_at < self.started_at:
            _store(agent).end_session(user_id)
        output = turns.WebOutput()
        tracker = await agent.processor.fetch_tracker_and_update_session(user_id, output, {"channel": self.name()})
        if not any(isinstance(event, SessionStarted) for event in tracker.events):
            raise MemoryUnavailable(NO_MEMORY)  # the action that begins a session lives there
        await agent.processor.save_tracker(tracker)
        history = [] if output.messages else turns.list_history(list(tracker.events))
        return {"messages": output.messages, "history": history}

    async def _answer(self, agent: Agent, user_id: str, message: messages.Message) -> list[dict[str, Any]]:
        async with self._turn(agent, user_id):
            events = await self._session_events(agent, user_id)
            answered = turns.find_reply(events, message.message_id)
            if answered:
                return answered
            output = turns.WebOutput()
            metadata = {"channel": self.name(), **messages.name_button(message, events)}
            user_message = UserMessage(
                message.text,
                output,
                user_id,
                input_channel=self.name(),
                message_id=message.message_id,
                metadata=metadata,
            )
            try:
                await asyncio.wait_for(agent.processor.handle_message(user_message), TURN_TIMEOUT_S)
            except asyncio.TimeoutError:
                raise TurnTooSlow("That took too long, so I stopped. Please send it again.") from None
        if not output.messages:
            raise MemoryUnavailable(NO_MEMORY)
        return output.messages

    async def _session_events(self, agent: Agent, user_id: str) -> list[Event]:
        tracker = await _store(agent).retrieve(user_id)
        events = list(tracker.events) if tracker else []
        if events and not any(isinstance(event, SessionStarted) for event in events):
            # Its start failed, as when the memory service was down: begin it again.
            _store(agent).end_session(user_id)
            return []
        return events

    @asynccontextmanager
    async def _turn(self, agent: Agent, user_id: str) -> AsyncIterator[None]:
        """One turn at a time for each person, in the order in which they came."""
        if self._waiting[user_id] >= MAX_WAITING:
            raise TooManyMessages("Your earlier messages are not answered yet. Please wait a moment.", Retry_After="5")
        self._waiting[user_id] += 1
        try:
            async with agent.lock_store.lock(user_id, wait_time_in_seconds=LOCK_POLL_S):
                yield
        except LockError:
            raise TooManyMessages(
                "Your earlier messages took too long. Please send this again.", Retry_After="5"
            ) from None
        finally:
            self._waiting[user_id] -= 1
            if not self._waiting[user_id]:
                del self._waiting[user_id]

    async def _prepare(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
        app.register_middleware(self._before, "request")
        app.register_middleware(self._after, "response")
        app.error_handler.add(Exception, answer_problem)

    async def _before(self, request: Request) -> HTTPResponse | None:
        if request.method == "OPTIONS" and request.path.startswith("/webhooks/web/"):
            return HTTPResponse(status=204)
        if request.path.startswith("/webhooks/web/"):
            self.guard.check_origin(request)
        # Rasa has a route of its own at "/", so the pages are answered before the router's choice counts.
        return self.pages.answer(request)

    async def _after(self, request: Request, response: HTTPResponse) -> None:
        self.guard.add_headers(request, response)

    async def _check_tracker_store(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        # A misspelt name in endpoints.yml makes Rasa keep every word in memory for good, with a warning only.
        agent: Agent | None = getattr(app.ctx, "agent", None)
        try:
            if agent is not None and agent.tracker_store is not None:
                _store(agent)
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


def _store(agent: Agent) -> ErasableTrackerStore:
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    if not isinstance(store, ErasableTrackerStore):
        raise TypeError(
            f"Rasa uses {type(store).__name__}, which cannot forget. "
            "Write `tracker_store: {type: bot.tracker.ErasableTrackerStore}` in endpoints.yml."
        )
    return store
