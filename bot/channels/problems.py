"""Everything that can go wrong on the web channel, as a tree; each is answered as RFC 9457 problem details.

Problem
├── RequestUnreadable    not JSON, or not what is expected there          → 400
├── ButtonNotOffered     a payload that no button of this session has     → 400
├── NotOpened            no cookie or token that says who this is         → 401
├── OriginRefused        sent from a page that may not speak for people   → 403
├── PathUnknown          there is nothing here                            → 404
├── ButtonPassed         a button of a question that is no longer open    → 409
├── MessageTooLong       more than a message may hold                     → 413
├── HostUnknown          for a name that is not the bot's                 → 421
├── MessageUnusable      empty, or of a wrong type                        → 422
├── TooManyMessages      too many of one person wait already              → 429
├── TooManyRequests      more than a person or an address may send        → 429
├── MemoryUnavailable    the memory service does not answer               → 502
├── BotNotReady          the model is not loaded                          → 503
├── SessionsAway         nobody can be let in or signed out just now      → 503
└── TurnTooSlow          no reply came in time                            → 504
"""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from pathlib import Path

from sanic.exceptions import PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.session_file import SessionsUnusable

logger = logging.getLogger(__name__)

MAX_DROPPED_BYTES = 64 * 1024 * 1024
"""Of a request that is too large; a larger one is cut off."""


class Problem(Exception):
    """Something that the web channel can name went wrong."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR

    def __init__(self, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers: dict[str, str] = {name.replace("_", "-"): value for name, value in headers.items()}


class RequestUnreadable(Problem):
    """The body is not JSON, or not what is expected there."""

    status = HTTPStatus.BAD_REQUEST


class ButtonNotOffered(Problem):
    """No button of this session has this payload."""

    status = HTTPStatus.BAD_REQUEST


class NotOpened(Problem):
    """There is no cookie or token that says who this is."""

    status = HTTPStatus.UNAUTHORIZED


class OriginRefused(Problem):
    """The request comes from a page that may not speak for the person."""

    status = HTTPStatus.FORBIDDEN


class PathUnknown(Problem):
    """There is nothing at this path."""

    status = HTTPStatus.NOT_FOUND


class ButtonPassed(Problem):
    """The button belongs to a question that is no longer open."""

    status = HTTPStatus.CONFLICT


class MessageTooLong(Problem):
    """The message is longer than one may be."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class HostUnknown(Problem):
    """The request is for a name that is not the bot's."""

    status = HTTPStatus.MISDIRECTED_REQUEST


class MessageUnusable(Problem):
    """The message is empty, or has a field of a wrong type."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TooManyMessages(Problem):
    """Too many messages of this person wait already."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class TooManyRequests(Problem):
    """More requests than one person, or one address, may send in a time."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class MemoryUnavailable(Problem):
    """The memory service does not answer."""

    status = HTTPStatus.BAD_GATEWAY


class BotNotReady(Problem):
    """The bot has no model loaded."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class SessionsAway(Problem):
    """The file that says who is signed in cannot be used."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class TurnTooSlow(Problem):
    """No reply came in time."""

    status = HTTPStatus.GATEWAY_TIMEOUT


def answer_problem(request: Request, error: Exception) -> HTTPResponse:
    """The problem details of an error, with nothing in them of what was sent."""
    if isinstance(error, SessionsUnusable):
        logger.error("%s Nobody can be let in: mend it or put back a copy; without it, everybody is signed out.", error)
        error = SessionsAway("I cannot look up who you are just now. Please try again in a moment.", Retry_After="5")
    if isinstance(error, Problem):
        return problem_response(error.status, error.detail, error.headers)
    if isinstance(error, PayloadTooLarge) and request.stream:
        # What is on its way is read and dropped after the answer: else the sender sees a reset instead of it.
        request.stream.request_max_size = request.stream.protocol.request_max_size = MAX_DROPPED_BYTES
    if isinstance(error, SanicException):
        status = HTTPStatus(getattr(error, "status_code", None) or 500)
        return problem_response(status, status.description or status.phrase, dict(getattr(error, "headers", {}) or {}))
    logger.error("%s %s failed: %s", request.method, request.name, _where(error))
    return problem_response(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here. Please try again.")


def _where(error: BaseException) -> str:
    """An unknown error's type and place: its message may quote what a person said."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f" at {Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    return type(error).__name__ + place


def problem_response(status: HTTPStatus, detail: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    """An RFC 9457 response (https://www.rfc-editor.org/rfc/rfc9457)."""
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return HTTPResponse(
        json.dumps(body),
        status=int(status),
        headers={**(headers or {}), "Cache-Control": "no-store"},
        content_type="application/problem+json",
    )
