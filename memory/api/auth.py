"""Who may reach whose memories: the bot's service token reaches everybody's, a person's token only their own."""

from __future__ import annotations

import hmac
from collections.abc import Callable

import jwt
from fastapi import Request
from fastapi.security import HTTPBearer

from memory.errors import InputInvalid, TokenForbidden, TokenInvalid

AUDIENCE = "retold-memory"
"""A token that says for whom it is has to say this."""

EVERYBODY = "*"

BEARER = HTTPBearer(auto_error=False, description="The service token, or a person's")
"""Says in the OpenAPI document that a token is needed; `bearer_of` looks at it."""


def bearer_of(request: Request, secret: str, service_token: str) -> str:
    """The person the request's token speaks for, or EVERYBODY for the service token.

    Raises:
        TokenInvalid: there is none, it is not signed by us, or its time is over.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenInvalid("Send `Authorization: Bearer <token>`.")
    token = token.strip()
    if hmac.compare_digest(token.encode(), service_token.encode()):
        return EVERYBODY
    try:
        claims = jwt.decode(token, secret, algorithms=["HS256"], options={"require": ["sub"], "verify_aud": False})
    except jwt.ExpiredSignatureError:
        raise TokenInvalid("The token's time is over. Ask for a new one.") from None
    except jwt.InvalidTokenError:
        raise TokenInvalid("The token does not hold: it has to be signed with HS256 and name a `sub`.") from None
    audience = claims.get("aud", AUDIENCE)
    if AUDIENCE not in (audience if isinstance(audience, list) else [audience]):
        raise TokenInvalid(f"The token is for somebody else; its `aud` has to be {AUDIENCE}.")
    if not isinstance(claims["sub"], str) or not claims["sub"] or claims["sub"] == EVERYBODY:
        raise TokenInvalid("The token's `sub` names nobody.")
    return claims["sub"]


def authorizer(secret: str, service_token: str) -> Callable[[Request, str], str]:
    """A dependency that gives the `user` of the path to those whose token reaches that person."""

    def authorized(request: Request, user: str) -> str:
        bearer = bearer_of(request, secret, service_token)
        if bearer not in (EVERYBODY, user):
            raise TokenForbidden("The token is for another person.")
        if not user.isprintable() or len(user) > 200:
            raise InputInvalid("A user id has up to 200 printable characters.")
        return user

    return authorized


def service_only(secret: str, service_token: str) -> Callable[[Request], None]:
    """A dependency for what only the bot may do."""

    def authorized(request: Request) -> None:
        if bearer_of(request, secret, service_token) != EVERYBODY:
            raise TokenForbidden("Only the service token reaches this.")

    return authorized
