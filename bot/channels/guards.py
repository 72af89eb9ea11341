"""Who may speak for a person: cookies, bearer tokens, origins, and the headers that keep pages to themselves."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.problems import NotOpened, OriginRefused
from bot.identity import COOKIE, VISITOR_LIFETIME_S, Identity, IdentityInvalid

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REQUESTED_WITH = "retold"

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "trusted-types lit-html; require-trusted-types-for 'script'"
    ),
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
ALL_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True)
class Guard:
    """Decides who a request speaks for, and whether the page that sent it may."""

    identity: Identity
    allowed_origins: frozenset[str] = frozenset()

    def check_origin(self, request: Request) -> None:
        """Lets a request that changes something pass only from our own pages, allowed sites, or no browser at all.

        Raises:
            OriginRefused: it comes from elsewhere, or without the header that a form cannot send.
        """
        if request.method in SAFE_METHODS:
            return
        if request.headers.get("x-requested-with") != REQUESTED_WITH:
            raise OriginRefused(f"Send the header `X-Requested-With: {REQUESTED_WITH}`.")
        origin = request.headers.get("origin")
        if origin is None and "sec-fetch-site" not in request.headers:
            return  # not a browser: no page can have made it do this
        if origin is None or not (self._is_ours(request, origin) or self.is_allowed(origin)):
            raise OriginRefused("This site may not use this bot. Name it in RETOLD_ALLOWED_ORIGINS to allow it.")

    def is_allowed(self, origin: str | None) -> bool:
        """Whether `origin` is one of the other sites that may embed the widget."""
        return origin is not None and origin.lower() in self.allowed_origins

    async def find_user(self, request: Request) -> str | None:
        """The user id of whom the request speaks for, or None when it says nothing about that.

        Raises:
            NotOpened: there is a bearer token that does not hold.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            try:
                # In a thread, since the keys of a site may have to be fetched.
                return await asyncio.to_thread(self.identity.read_bearer, token.strip())
            except IdentityInvalid as error:
                raise NotOpened(f"{error} Open the conversation again: POST /webhooks/web/open.") from None
        if not self.takes_cookies(request):
            return None
        token = request.cookies.get(COOKIE, "")
        try:
            user_id = self.identity.read_visitor(token)
        except IdentityInvalid:
            return None
        if self.identity.is_aging(token):
            request.ctx.renew_cookie_of = user_id
        return user_id

    async def require_user(self, request: Request) -> str:
        """The user id of whom the request speaks for.

        Raises:
            NotOpened: nothing in the request says who that is.
        """
        user_id = await self.find_user(request)
        if user_id is None:
            raise NotOpened("Nobody is known by this request. Open the conversation first: POST /webhooks/web/open.")
        return user_id

    def takes_cookies(self, request: Request) -> bool:
        """Whether a cookie counts: on our own pages. Other sites use a bearer token, which they have to hold."""
        origin = request.headers.get("origin")
        return origin is None or self._is_ours(request, origin)

    def set_cookie(self, request: Request, response: HTTPResponse, user_id: str) -> None:
        """Makes the browser this visitor for another year."""
        request.ctx.renew_cookie_of = None
        response.cookies[COOKIE] = self.identity.sign_visitor(user_id)
        cookie = response.cookies[COOKIE]
        cookie["httponly"] = True
        cookie["samesite"] = "Lax"
        cookie["path"] = "/"
        cookie["max-age"] = VISITOR_LIFETIME_S
        if request.scheme == "https" or request.headers.get("x-forwarded-proto", "").lower() == "https":
            cookie["secure"] = True

    def add_headers(self, request: Request, response: HTTPResponse) -> None:
        """Adds what every response bears, and what an allowed site needs in order to read this one."""
        for name, value in ALL_HEADERS.items():
            response.headers.setdefault(name, value)
        renewed = getattr(request.ctx, "renew_cookie_of", None)
        if renewed:
            self.set_cookie(request, response, renewed)
        if not request.path.startswith("/webhooks/"):
            return
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Vary"] = "Origin"
        origin = request.headers.get("origin")
        if self.is_allowed(origin):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "Content-Disposition, Retry-After"
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
                response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, X-Requested-With"
                response.headers["Access-Control-Max-Age"] = "600"

    @staticmethod
    def _is_ours(request: Request, origin: str) -> bool:
        # The scheme is left out: behind a proxy that ends TLS we do not see it.
        return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower() != ""
