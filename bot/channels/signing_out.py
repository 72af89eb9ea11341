"""`/webhooks/web/sessions` and `/sign-out`: where somebody is signed in, and how they end it, here or everywhere."""

from __future__ import annotations

import json
from functools import partial
from http import HTTPStatus
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.channels.problems import MemoryUnavailable, PathUnknown
from bot.channels.rates import Rates
from bot.channels.visitors import Visitor, Visitors
from bot.memory_client import MemoryClient, MemoryUnreachable
from bot.sessions import Sessions

SESSIONS, SIGN_OUT = "/webhooks/web/sessions", "/webhooks/web/sign-out"


class SigningOut:
    """Shows and ends sessions: of the account, and of the accounts in browsers that are linked with it."""

    def __init__(self, visitors: Visitors, sessions: Sessions, memory: MemoryClient, rates: Rates) -> None:
        self._visitors, self._sessions, self._memory, self._rates = visitors, sessions, memory, rates

    def routes(self) -> list[tuple[Any, str, list[str]]]:
        """Handler, path and methods of each."""
        return [
            (partial(self.sessions), SESSIONS, ["GET", "DELETE"]),
            (partial(self.sessions), f"{SESSIONS}/<session_id:str>", ["DELETE"]),
            (partial(self.sign_out), SIGN_OUT, ["POST"]),
        ]

    async def sign_out(self, request: Request) -> HTTPResponse:
        """Ends this browser's session. What was told stays kept."""
        visitor = await self._visitors.require(request)
        ended = self._sessions.end(visitor.user_id, visitor.session.id) if visitor.session else 0
        self._visitors.forget(request)
        return json_response({"ended": ended})

    async def sessions(self, request: Request, session_id: str = "") -> HTTPResponse:
        """GET: where somebody is signed in. DELETE: ends one session, or all of them, this one included."""
        visitor = await self._visitors.require(request)
        await self._rates.count_person(visitor.user_id)
        if request.method == "GET":
            return json_response({"sessions": await self._list(visitor)})
        # One's own first: it must not fail where the memory service does not answer.
        ended = self._sessions.end(visitor.user_id, session_id)
        if not session_id or not ended:
            for account in await self._linked(visitor):
                ended += self._sessions.end(account, session_id)
        if session_id and not ended:
            raise PathUnknown("There is no such session; it has ended.")
        if visitor.session and not self._sessions.lives(visitor.session):
            self._visitors.forget(request)
        return json_response({"ended": ended}, status=HTTPStatus.OK)

    async def _list(self, visitor: Visitor) -> list[dict[str, Any]]:
        accounts = [visitor.user_id, *await self._linked(visitor)]
        return [
            {
                "id": one.id,
                "here": bool(visitor.session and one.id == visitor.session.id),
                "agent": one.agent,
                "begun_at": one.begun_at,
                "seen_at": one.seen_at,
            }
            for account in accounts
            for one in self._sessions.list(account)
        ]

    async def _linked(self, visitor: Visitor) -> list[str]:
        """The other accounts of the person that are signed in by a session of ours."""
        try:
            reply = await self._memory.request(visitor.user_id, "GET", "/links")
            found = json.loads(reply.body).get("links", []) if reply.status == HTTPStatus.OK else None
        except (MemoryUnreachable, ValueError, AttributeError):
            found = None
        if found is None:
            raise MemoryUnavailable(
                "Which accounts are linked with this one cannot be looked up just now. Please try again in a moment."
            )
        return [one["account"] for one in found if one["account"].startswith("web:")]
