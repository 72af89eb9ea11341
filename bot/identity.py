"""Who somebody is: signed tokens in, user ids out. Nothing here believes an id that is not signed.

Three kinds of token, all JWT, told apart by their audience: a visitor's (kept in a cookie, or by the widget on another
site), a site's for a person who logged in there, and the short-lived one with which the bot asks the memory service on
a person's behalf. They are signed with RETOLD_SECRET (HS256); a site's may instead be signed with a key of the site's
own (RS256), whose public half the site publishes as a JWKS (RFC 7517).
"""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import jwt
from jwt import PyJWKClient

VISITOR_AUDIENCE = "retold-visitor"
SITE_AUDIENCE = "retold-web"
MEMORY_AUDIENCE = "retold-memory"

VISITOR_LIFETIME_S = 90 * 24 * 3600
"""Of a token and of its session, counted from when it was last used."""

FORMER_LIFETIME_S = 365 * 24 * 3600
FORMER_TICKET = "former"
"""Of the tokens that were made before there were sessions. They name none, and count until a successor is used."""

MEMORY_LIFETIME_S = 60

_ALGORITHM, _SITE_ALGORITHM = "HS256", "RS256"
_VISITOR = re.compile(r"web:[0-9a-f]{32}")
_SITE_SUBJECT = re.compile(r"[A-Za-z0-9._@:+~-]{1,128}")


class IdentityInvalid(Exception):
    """A token that is not ours, has been changed, has expired, or names nobody."""


@dataclass(frozen=True)
class Claim:
    """What a token says: who it is, and for a visitor in which session and with which of its tickets."""

    user_id: str
    session: str = ""
    ticket: str = ""


@dataclass(frozen=True)
class Identity:
    """Makes and reads the tokens that say who somebody is."""

    secret: str = field(repr=False)
    old_secret: str = field(default="", repr=False)
    """What the secret was before: still read, no longer signed with."""
    site_keys: PyJWKClient | None = None
    """The public keys of the site on which people log in."""

    def new_visitor(self) -> str:
        """The user id of a person seen for the first time."""
        return f"web:{uuid.uuid4().hex}"

    def sign_visitor(self, claim: Claim) -> str:
        """The token of a browser that is signed in as this visitor."""
        named = {"sid": claim.session, "tkt": claim.ticket}
        return self._sign(claim.user_id, VISITOR_AUDIENCE, VISITOR_LIFETIME_S, **named)

    def read_visitor(self, token: str) -> Claim:
        """What a visitor's token says; whether its session still lives, `bot.sessions` knows.

        Raises:
            IdentityInvalid: it does not hold.
        """
        claims = self._read(token, VISITOR_AUDIENCE)
        user_id, session, ticket = claims["sub"], claims.get("sid"), claims.get("tkt")
        if not _VISITOR.fullmatch(user_id):
            raise IdentityInvalid("The token names no visitor.")
        if session is None and ticket is None:
            return Claim(user_id, f"former:{user_id}", FORMER_TICKET)
        if not isinstance(session, str) or not isinstance(ticket, str):
            raise IdentityInvalid("The token names no session.")
        return Claim(user_id, session, ticket)

    def read_bearer(self, token: str) -> Claim:
        """What a bearer token says: a visitor's, or one that a site made for a person who logged in there.

        May fetch the site's keys, which takes seconds at worst.

        Raises:
            IdentityInvalid: it does not hold.
        """
        try:
            return self.read_visitor(token)
        except IdentityInvalid:
            subject = self._read(token, SITE_AUDIENCE, self.site_keys)["sub"]
        if not _SITE_SUBJECT.fullmatch(subject):
            raise IdentityInvalid("`sub` has to be 1 to 128 of the characters A-Z a-z 0-9 . _ @ : + ~ -")
        return Claim(f"site:{subject}")

    def sign_for_memory(self, user_id: str) -> str:
        """The token that reaches this person's memories, and nobody else's, for a minute."""
        return self._sign(user_id, MEMORY_AUDIENCE, MEMORY_LIFETIME_S)

    def _sign(self, user_id: str, audience: str, lifetime_s: int, **named: str) -> str:
        claims = {"sub": user_id, "aud": audience, "exp": int(time.time()) + lifetime_s, **named}
        return jwt.encode(claims, self.secret, algorithm=_ALGORITHM)

    def _read(self, token: str, audience: str, site_keys: PyJWKClient | None = None) -> dict[str, Any]:
        try:
            claims = self._claims(token, audience, site_keys)
        except jwt.ExpiredSignatureError:
            raise IdentityInvalid("The token has expired.") from None
        except jwt.PyJWKClientConnectionError:
            raise IdentityInvalid(
                "The keys of the site cannot be fetched just now, so the token cannot be read."
            ) from None
        except (jwt.PyJWTError, ValueError):
            raise IdentityInvalid("The token does not hold.") from None
        if not isinstance(claims["sub"], str):
            raise IdentityInvalid("`sub` has to be text.")
        return claims

    def _claims(self, token: str, audience: str, site_keys: PyJWKClient | None) -> dict[str, Any]:
        # Each algorithm goes with its own kind of key, whatever the token says of itself.
        header = jwt.get_unverified_header(token)
        if site_keys is not None and header.get("alg") == _SITE_ALGORITHM:
            return _decode(token, site_keys.get_signing_key(str(header.get("kid"))), _SITE_ALGORITHM, audience)
        try:
            return _decode(token, self.secret, _ALGORITHM, audience)
        except jwt.InvalidSignatureError:
            if not self.old_secret:
                raise
            return _decode(token, self.old_secret, _ALGORITHM, audience)


def _decode(token: str, key: Any, algorithm: str, audience: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        audience=audience,
        # Without `iat`: a clock that was set back must not lock people out.
        options={"require": ["exp", "sub", "aud"], "verify_iat": False},
    )
    return claims
