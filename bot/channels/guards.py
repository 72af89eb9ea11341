"""What a request has to bear before it changes anything, and the headers that keep answers to themselves."""

from __future__ import annotations

from dataclasses import dataclass

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.hosts import Hosts
from bot.channels.problems import OriginRefused

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
REQUESTED_WITH = "retold"
NEW_TOKEN = "X-Retold-Token"  # noqa: S105 (the name of a header)

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        "trusted-types lit-html; require-trusted-types-for 'script'"
    ),
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
ALL_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True)
class Guard:
    """Decides whether the page that sent a request may."""

    hosts: Hosts

    def check(self, request: Request) -> None:
        """Lets a request for something of a person's pass only from our own pages, allowed sites, or no browser.

        Raises:
            HostUnknown: it is for a name that is not the bot's.
            OriginRefused: it comes from elsewhere, or, where it changes something, without the header that a form
                cannot send.
        """
        self.hosts.check(request)
        if request.method in SAFE_METHODS:
            self.hosts.check_fetch(request, page=False)
            return
        if request.headers.get("x-requested-with") != REQUESTED_WITH:
            raise OriginRefused(f"Send the header `X-Requested-With: {REQUESTED_WITH}`.")
        origin = request.headers.get("origin")
        if origin is None and "sec-fetch-site" not in request.headers:
            return  # not a browser: no page can have made it do this
        if origin is None or not (self.hosts.is_ours(request, origin) or self.hosts.is_allowed(origin)):
            raise OriginRefused("This site may not use this bot. Name it in RETOLD_ALLOWED_ORIGINS to allow it.")

    def check_page(self, request: Request) -> None:
        """Raises HostUnknown, OriginRefused."""
        self.hosts.check(request)
        self.hosts.check_fetch(request, page=True)

    def add_headers(self, request: Request, response: HTTPResponse) -> None:
        """Adds what every response bears, and what an allowed site needs in order to read this one."""
        for name, value in ALL_HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/webhooks/"):
            return
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"  # not asked of what CORS allows
        response.headers["Vary"] = "Origin"
        origin = request.headers.get("origin")
        if self.hosts.is_allowed(origin):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = f"Content-Disposition, Retry-After, {NEW_TOKEN}"
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
                response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, X-Requested-With"
                response.headers["Access-Control-Max-Age"] = "600"
