"""Errors as RFC 9457 problem details: one status an error, in one place. A rejected body is never sent back."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from memory import errors
from memory.api import (
    exported,
    schemas,
    schemas_links,
    schemas_memories,
    schemas_people,
    schemas_profile,
    schemas_reading,
)

logger = logging.getLogger(__name__)

SCHEMAS = (exported, schemas, schemas_links, schemas_memories, schemas_people, schemas_profile, schemas_reading)
"""The modules of all bodies."""

STATUS: dict[type[errors.RetoldError], tuple[int, str]] = {
    errors.InputInvalid: (422, "This cannot be taken as it is"),
    errors.MemoryNotFound: (404, "No such memory"),
    errors.LinkNotFound: (404, "No such link"),
    errors.LinkCodeUnknown: (404, "No such code"),
    errors.LinkRefused: (409, "Not linked"),
    errors.TooManyTries: (429, "Too many tries"),
    errors.NotRemembering: (409, "Not remembering"),
    errors.TokenInvalid: (401, "Who are you?"),
    errors.TokenForbidden: (403, "Not yours"),
    errors.NotRead: (503, "Not read"),
    errors.TooManyMemories: (409, "No more memories"),
    errors.NotAgreed: (409, "Not agreed"),
    errors.DiskFull: (507, "No room left"),
    errors.LedgerUnusable: (500, "The ledger cannot be used"),
    errors.IndexFailed: (503, "The index is made anew"),
    errors.ErasureIncomplete: (503, "Not wholly forgotten yet"),
}

_DOCUMENTED = {
    "description": "What went wrong, as a problem detail (RFC 9457)",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "status", "title", "detail"],
                "properties": {
                    "type": {"type": "string"},
                    "status": {"type": "integer"},
                    "title": {"type": "string"},
                    "detail": {"type": "string"},
                },
            }
        }
    },
}
PROBLEMS: dict[int | str, dict[str, Any]] = {"4XX": _DOCUMENTED, "5XX": _DOCUMENTED}
"""How the OpenAPI document describes what `problem` answers."""


def problem(status: int, title: str, detail: str, **members: Any) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    body = {"type": "about:blank", "status": status, "title": title, "detail": detail, **members}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def add_problems(app: FastAPI) -> None:
    """Makes every error of `app` a problem detail."""

    @app.exception_handler(errors.RetoldError)
    async def known(request: Request, error: errors.RetoldError) -> JSONResponse:
        status, title = STATUS.get(type(error), (500, "Something went wrong"))
        answer = problem(status, title, str(error))
        if isinstance(error, errors.TooManyTries):
            answer.headers["Retry-After"] = str(error.wait_s)
        return answer

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return problem(422, "This cannot be taken as it is", _which(error.errors()))

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        title = {404: "No such path", 405: "Not allowed here", 413: "Too large"}.get(error.status_code, "Not possible")
        return problem(error.status_code, title, str(error.detail))

    @app.middleware("http")
    async def unknown(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        # Caught here, since an exception handler would hand it on to the server, which logs it with its message.
        try:
            return await call_next(request)
        except Exception as error:
            logger.error("%s %s failed: %s", request.method, _route(request), _where(error))
            return problem(500, "Something went wrong", "The memory service failed; nothing was acknowledged.")


def _which(found: Sequence[Any]) -> str:
    """What is wrong where, without the value: it may be what a person said."""
    return "; ".join(f"{_place(one)}: {one['msg']}" for one in found[:5])


def _place(one: Any) -> str:
    """Where it is, by names of ours alone: that of an unknown field, or a key, is what somebody wrote."""
    steps = list(one["loc"])
    unknown = one["type"] == "extra_forbidden"
    names = [
        str(step) if isinstance(step, int) or step in _names() else "?" for step in steps[: -1 if unknown else None]
    ]
    return ".".join([*names, "a field that is not known here"] if unknown else names)


@functools.cache
def _names() -> frozenset[str]:
    """What the fields of all bodies, and the parts of a request, are called."""

    models = [one for module in SCHEMAS for one in vars(module).values() if inspect.isclass(one)]
    fields = [field for one in models if issubclass(one, BaseModel) for field in one.model_fields.items()]
    parts = {"body", "query", "path", "header", "cursor", "limit", "format", "q", "user", "memory_id", "account"}
    return frozenset(parts | {name for name, _ in fields} | {field.alias for _, field in fields if field.alias})


def _route(request: Request) -> str:
    return getattr(request.scope.get("route"), "path", "?")


def _where(error: BaseException) -> str:
    """An unknown error's type and place: its message may quote what a person said."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f" at {Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    return type(error).__name__ + place
