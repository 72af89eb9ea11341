"""Who a request speaks for: a cookie on our own pages, a bearer token elsewhere, and the session that either names."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.guards import NEW_TOKEN
from bot.channels.hosts import Hosts
from bot.channels.problems import NotOpened
from bot.devices import device
from bot.identity import VISITOR_LIFETIME_S, Claim, Identity, IdentityInvalid
from bot.session_file import Session
from bot.sessions import Sessions

FORMER_COOKIE = "retold"
"""The name before there were sessions."""


@dataclass(frozen=True)
class Visitor:
    """Whom a request speaks for; `session` is None for a person who logged in on a site, which signs for them."""

    user_id: str
    session: Session | None = None


class Visitors:
    """Finds out who somebody is, and makes the cookies and tokens by which that is known."""

    def __init__(self, identity: Identity, sessions: Sessions, hosts: Hosts) -> None:
        self._identity, self._sessions, self._hosts = identity, sessions, hosts

    async def find(self, request: Request, *, renew: bool = False) -> Visitor | None:
        """Whom the request speaks for, or None; with `renew`, whoever is signed in gets a new token in any case.

        Raises:
            NotOpened: there is a bearer token that does not hold, or whose session has ended.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            try:
                # In a thread, since the keys of a site may have to be fetched.
                claim = await asyncio.to_thread(self._identity.read_bearer, token.strip())
            except IdentityInvalid as error:
                raise NotOpened(f"{error} Open the conversation again: POST /webhooks/web/open.") from None
            visitor = self._enter(request, claim, renew) if claim.session else Visitor(claim.user_id)
            if visitor is None:
                raise NotOpened("You were signed out. Open the conversation again: POST /webhooks/web/open.")
            return visitor
        claims = self._cookies(request) if self.takes_cookies(request) else ()
        return next((found for claim in claims if (found := self._enter(request, claim, renew))), None)

    async def require(self, request: Request) -> Visitor:
        """Whom the request speaks for.

        Raises:
            NotOpened: nothing in the request says who that is.
        """
        visitor = await self.find(request)
        if visitor is None:
            raise NotOpened("Nobody is known by this request. Open the conversation first: POST /webhooks/web/open.")
        return visitor

    def begin(self, request: Request) -> Visitor:
        """Makes whoever sent the request somebody new."""
        agent = device(request.headers.get("user-agent", ""))
        session, claim = self._sessions.begin(self._identity.new_visitor(), agent)
        request.ctx.token = self._identity.sign_visitor(claim)
        return Visitor(session.user_id, session)

    def takes_cookies(self, request: Request) -> bool:
        """Whether a cookie counts: on our own pages. Other sites use a bearer token, which they have to hold."""
        origin = request.headers.get("origin")
        return origin is None or self._hosts.is_ours(request, origin)

    def new_token(self, request: Request) -> str:
        """What the browser is to be known by from here on, or "" where that stays as it is."""
        return getattr(request.ctx, "token", "")

    def forget(self, request: Request) -> None:
        """Lets the browser go: the answer takes its cookie away."""
        request.ctx.token, request.ctx.sign_out = "", True

    def add_cookie(self, request: Request, response: HTTPResponse) -> None:
        """Puts a new token, where there is one, into a cookie, or into a header for other sites."""
        token = self.new_token(request)
        if not token and not getattr(request.ctx, "sign_out", False):
            return
        if not self.takes_cookies(request):
            if token:
                response.headers[NEW_TOKEN] = token
            return
        name = self._cookie(request)
        if not token:
            response.cookies[name] = ""
            response.cookies[name]["max-age"] = 0
        else:
            response.cookies[name] = token
            response.cookies[name]["max-age"] = VISITOR_LIFETIME_S
        response.cookies[name]["httponly"] = True
        response.cookies[name]["samesite"] = "Lax"
        response.cookies[name]["path"] = "/"
        if self._hosts.is_secure(request):
            response.cookies[name]["secure"] = True

    def _enter(self, request: Request, claim: Claim, renew: bool) -> Visitor | None:
        agent = device(request.headers.get("user-agent", ""))
        entered = self._sessions.enter(claim, agent, renew=renew)
        if entered is None:
            return None
        if entered.renewed is not None:
            request.ctx.token = self._identity.sign_visitor(entered.renewed)
        return Visitor(claim.user_id, entered.session)

    def _cookies(self, request: Request) -> list[Claim]:
        """What the cookies say that are ours: the one of now, and one from before there were sessions."""
        claims = []
        for name in (self._cookie(request), FORMER_COOKIE):
            try:
                claims.append(self._identity.read_visitor(request.cookies.get(name, "")))
            except IdentityInvalid:
                continue
        return claims

    def _cookie(self, request: Request) -> str:
        """The cookie's name: over https no other host can set it; else it has the port, which cookies ignore."""
        if self._hosts.is_secure(request):
            return "__Host-retold"
        return f"retold_{request.conn_info.server_port if request.conn_info else 0}"
