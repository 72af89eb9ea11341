"""Who somebody is: signed tokens in, user ids out. Nothing here believes an id that is not signed.

Three kinds of token, all JWT, HS256 with RETOLD_SECRET, told apart by their audience:
a visitor's (kept in a cookie, or by the widget on another site), a site's for a person who logged in there,
and the short-lived one with which the bot asks the memory service on a person's behalf.
"""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import jwt

COOKIE = "retold"
VISITOR_AUDIENCE = "retold-visitor"
SITE_AUDIENCE = "retold-web"
MEMORY_AUDIENCE = "retold-memory"

VISITOR_LIFETIME_S = 365 * 24 * 3600
MEMORY_LIFETIME_S = 60

_ALGORITHM = "HS256"
_VISITOR = re.compile(r"web:[0-9a-f]{32}")
_SITE_SUBJECT = re.compile(r"[A-Za-z0-9._@:+~-]{1,128}")


class IdentityInvalid(Exception):
    """A token that is not ours, has been changed, has expired, or names nobody."""


@dataclass(frozen=True)
class Identity:
    """Makes and reads the tokens that say who somebody is."""

    secret: str = field(repr=False)

    def new_visitor(self) -> str:
        """The user id of a person seen for the first time."""
        return f"web:{uuid.uuid4().hex}"

    def sign_visitor(self, user_id: str) -> str:
        """The token that makes a browser this visitor for a year."""
        return self._sign(user_id, VISITOR_AUDIENCE, VISITOR_LIFETIME_S)

    def read_visitor(self, token: str) -> str:
        """The user id of a visitor's token.

        Raises:
            IdentityInvalid: it does not hold.
        """
        user_id = self._read(token, VISITOR_AUDIENCE)
        if not _VISITOR.fullmatch(user_id):
            raise IdentityInvalid("The token names no visitor.")
        return user_id

    def read_bearer(self, token: str) -> str:
        """The user id of a bearer token: a visitor's, or one that a site made for a person who logged in there.

        Raises:
            IdentityInvalid: it does not hold.
        """
        try:
            return self.read_visitor(token)
        except IdentityInvalid:
            subject = self._read(token, SITE_AUDIENCE)
        if not _SITE_SUBJECT.fullmatch(subject):
            raise IdentityInvalid("`sub` has to be 1 to 128 of the characters A-Z a-z 0-9 . _ @ : + ~ -")
        return f"site:{subject}"

    def sign_for_memory(self, user_id: str) -> str:
        """The token that reaches this person's memories, and nobody else's, for a minute."""
        return self._sign(user_id, MEMORY_AUDIENCE, MEMORY_LIFETIME_S)

    def _sign(self, user_id: str, audience: str, lifetime_s: int) -> str:
        claims = {"sub": user_id, "aud": audience, "exp": int(time.time()) + lifetime_s}
        return jwt.encode(claims, self.secret, algorithm=_ALGORITHM)

    def _read(self, token: str, audience: str) -> str:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self.secret,
                algorithms=[_ALGORITHM],
                audience=audience,
                # Without `iat`: a clock that was set back must not lock people out.
                options={"require": ["exp", "sub", "aud"], "verify_iat": False},
            )
        except jwt.ExpiredSignatureError:
            raise IdentityInvalid("The token has expired.") from None
        except (jwt.PyJWTError, ValueError):
            raise IdentityInvalid("The token does not hold.") from None
        subject = claims["sub"]
        if not isinstance(subject, str):
            raise IdentityInvalid("`sub` has to be text.")
        return subject
