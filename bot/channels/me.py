"""`/webhooks/web/me`: what is remembered, for the person themselves, passed on to the memory service."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, unquote

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.problems import MemoryUnavailable, PathUnknown
from bot.memory_client import MemoryClient, MemoryUnreachable

PREFIX = "/webhooks/web/me"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

_PATH = re.compile(r"(/[A-Za-z0-9_-]{1,128}){0,4}")
_LINK = re.compile(r"/links/([A-Za-z0-9._@:+~%-]{1,384})")
_ACCOUNT = re.compile(r"[A-Za-z0-9._@:+~-]{1,200}")
_CHAT_ONLY = "/messages"  # what a person says is observed in the chat, where they see what is noted


async def forward(memory: MemoryClient, user_id: str, request: Request) -> HTTPResponse:
    """Asks the memory service the same thing, for this person alone.

    Raises:
        PathUnknown: the path is none of the contract's.
        MemoryUnavailable: the memory service does not answer.
    """
    # The raw path: nothing that is decoded later can turn it into another person's.
    raw_path, _, query = request.raw_url.decode("latin-1").partition("?")
    path = _check_path(raw_path)
    try:
        reply = await memory.request(
            user_id, request.method, path, query, request.body, request.headers.get("content-type", "")
        )
    except MemoryUnreachable:
        raise MemoryUnavailable("What I remember cannot be reached just now. Please try again in a moment.") from None
    headers = {name: value for name, value in reply.headers.items() if name != "Content-Type"}
    return HTTPResponse(
        reply.body,
        status=reply.status,
        headers=headers,
        content_type=reply.headers.get("Content-Type", "application/json"),
    )


def _check_path(raw_path: str) -> str:
    path = raw_path[len(PREFIX) :]
    if not raw_path.startswith(PREFIX):
        raise PathUnknown("There is nothing at this path.")
    account = _LINK.fullmatch(path)
    if account:
        # The one name that has more than letters and digits in it: an account that is linked.
        name = unquote(account[1])
        if _ACCOUNT.fullmatch(name) and set(name) != {"."}:
            return f"/links/{quote(name, safe='')}"
    if not _PATH.fullmatch(path) or path.startswith(_CHAT_ONLY):
        raise PathUnknown("There is nothing at this path.")
    return path


def read_remembering(request: Request, response: HTTPResponse) -> str | None:
    """What the person has just decided about remembering by this request, or None: on, paused, off or unasked."""
    if response.status != 200:
        return None
    if forgets_everything(request):
        return "unasked"  # everything is forgotten, the yes as well
    if request.method == "PUT" and request.path == f"{PREFIX}/profile":
        remembering = json.loads(response.body or b"{}").get("remembering")
        return remembering if isinstance(remembering, str) else None
    return None


def forgets_everything(request: Request) -> bool:
    """Whether the person has all that is kept of them erased."""
    return request.method == "DELETE" and request.path == PREFIX
