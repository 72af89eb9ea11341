"""Under which names the bot may be reached, and which pages are its own.

A page elsewhere can have its own name point at this machine (DNS rebinding); the browser then takes the bot for that
page's server. So a request counts only under a name that the bot knows itself by.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from sanic.request import Request

from bot.channels.problems import HostUnknown, OriginRefused

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PORTS = {"http": 80, "https": 443}

Place = tuple[str, int]


@dataclass(frozen=True)
class Hosts:
    """`public_url` is the address that people know, empty where none is set; `allowed_origins` are other sites."""

    public_url: str = ""
    allowed_origins: frozenset[str] = frozenset()
    proxies: int = 0

    def check(self, request: Request) -> None:
        """Raises HostUnknown: the request is for a name that is not the bot's."""
        host = request.headers.get("host", "")
        # A host without a port means that of the scheme, which a proxy may have changed on the way.
        if {_place(f"{scheme}://{host}") for scheme in PORTS} & self._known(request):
            return
        raise HostUnknown(
            "This bot does not answer under this name. Whoever runs it sets RETOLD_PUBLIC_URL to the address that "
            "people open."
        )

    def check_fetch(self, request: Request, *, page: bool) -> None:
        """Raises OriginRefused: another site has the browser read something of the person's, or a page as data."""
        if request.headers.get("sec-fetch-site") not in ("cross-site", "same-site"):
            return
        if self.is_allowed(request.headers.get("origin")):
            return
        if not page or request.headers.get("sec-fetch-mode", "navigate") != "navigate":
            raise OriginRefused("Another site may not read this. Name it in RETOLD_ALLOWED_ORIGINS to allow it.")

    def is_ours(self, request: Request, origin: str) -> bool:
        """Whether `origin` is that of our own pages, as the person reaches them: scheme, host and port."""
        if self.public_url and _origin(origin) == _origin(self.public_url):
            return True
        place = _place(origin)
        if place is None or place[0] not in LOOPBACK and place not in self._known(request):
            return False
        host = _place(f"{urlsplit(origin).scheme}://{request.headers.get('host', '')}")
        return place == host and (not self.public_url or place[0] in LOOPBACK)

    def is_allowed(self, origin: str | None) -> bool:
        """Whether `origin` is one of the other sites that may embed the widget."""
        return origin is not None and origin.lower() in self.allowed_origins

    def is_secure(self, request: Request) -> bool:
        """Whether the person reaches us over https: as the proxies or the public address say."""
        if request.scheme == "https" and not self.proxies:
            return True
        said = [one.strip().lower() for one in request.headers.get("x-forwarded-proto", "").split(",") if one.strip()]
        if self.proxies and said:
            # Each proxy may add what it was asked by; the first one was asked by the person.
            return said[0] == "https"
        public = _place(self.public_url) if self.public_url.startswith("https://") else None
        return public is not None and public == _place(f"https://{request.headers.get('host', '')}")

    def _known(self, request: Request) -> set[Place | None]:
        ours = {(name, request.conn_info.server_port) for name in LOOPBACK} if request.conn_info else set()
        return {*ours, *(_place(one) for one in (self.public_url, *self.allowed_origins) if one)}


def _origin(url: str) -> tuple[str, Place | None]:
    return urlsplit(url).scheme, _place(url)


def _place(url: str) -> Place | None:
    """Host and port of an address, or None where it has none."""
    try:
        parts = urlsplit(url.lower())
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None
