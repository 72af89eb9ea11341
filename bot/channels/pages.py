"""The pages and their files: read once at the start, served from memory, with nothing from another host."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.guards import PAGE_HEADERS

STATIC_PREFIX = "/static/retold/"
PAGES = {"/": "chat.html", "/memories": "memories.html"}

_CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class _File:
    body: bytes
    content_type: str
    etag: str = field(init=False)
    zipped: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", f'"{hashlib.sha256(self.body).hexdigest()[:20]}"')
        object.__setattr__(self, "zipped", gzip.compress(self.body, 9, mtime=0))


class Pages:
    """Answers for the pages and the files they are made of."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, _File] = {
            path.relative_to(folder).as_posix(): _File(path.read_bytes(), _CONTENT_TYPES[path.suffix])
            for path in sorted(folder.rglob("*"))
            if path.suffix in _CONTENT_TYPES
        }

    def answer(self, request: Request) -> HTTPResponse | None:
        """The page or file at the path of a GET or HEAD request, or None when it is not one of ours."""
        if request.method not in ("GET", "HEAD"):
            return None
        if request.path in PAGES:
            return self._send(request, PAGES[request.path], PAGE_HEADERS)
        if request.path.startswith(STATIC_PREFIX):
            # Other sites load the widget as a module, which browsers allow only with this header.
            return self._send(
                request,
                request.path[len(STATIC_PREFIX) :],
                {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"},
            )
        return None

    def _send(self, request: Request, name: str, headers: dict[str, str]) -> HTTPResponse | None:
        file = self._files.get(name)
        if file is None:
            return None
        headers = {**headers, "ETag": file.etag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if file.etag in request.headers.get("if-none-match", ""):
            return HTTPResponse(status=304, headers=headers)
        body = file.body
        if "gzip" in request.headers.get("accept-encoding", ""):
            body, headers["Content-Encoding"] = file.zipped, "gzip"
        return HTTPResponse(body, headers=headers, content_type=file.content_type)
