"""The settings of the web channel, read from the environment in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from limits import RateLimitItem, parse_many
from rasa.shared.exceptions import RasaException

SECRET_MIN_CHARS = 32
"""In production, and where others can reach it: as long as the hash it keys. Source: RFC 7518, section 3.2."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")

PERSON_LIMIT = "600/minute"
"""More than a person sends, or the pages ask for."""

ADDRESS_LIMIT = "3000/minute"
"""An office behind one address, rather than a person."""


class SettingsInvalid(RasaException):
    """A setting is missing or makes no sense."""


@dataclass(frozen=True)
class WebSettings:
    """Whom the web channel answers, and where the memory service is.

    `allowed_origins` are the other sites that may embed the widget ("https://example.org", without a path). `proxies`
    is how many proxies stand before the bot, each of which adds the address it was asked from to X-Forwarded-For.
    `public_url` is the address that people know, empty where it is not set.
    """

    secret: str = field(repr=False)
    old_secret: str = field(default="", repr=False)
    service_token: str = field(default="", repr=False)
    jwks_url: str = ""
    memory_url: str = "http://127.0.0.1:5055"
    allowed_origins: frozenset[str] = frozenset()
    person_limit: tuple[RateLimitItem, ...] = ()
    address_limit: tuple[RateLimitItem, ...] = ()
    redis_url: str = field(default="", repr=False)
    proxies: int = 0
    public_url: str = ""
    home: Path = Path("var")


def read_settings(environ: Mapping[str, str] = os.environ) -> WebSettings:
    """The settings that `environ` gives.

    Raises:
        SettingsInvalid: RETOLD_SECRET is missing or too short, or another setting is not what it has to be.
    """
    kind = environ.get("RETOLD_ENV") or "development"
    if kind not in ("development", "production"):
        raise SettingsInvalid(f"RETOLD_ENV is {kind!r}; it has to be production, development, or unset.")
    secret = environ.get("RETOLD_SECRET", "")
    strict = kind == "production" or (environ.get("RETOLD_HOST") or LOOPBACK[0]) not in LOOPBACK
    if len(secret) < (SECRET_MIN_CHARS if strict else 1):
        raise SettingsInvalid(
            f"RETOLD_SECRET has {len(secret)} characters and needs {SECRET_MIN_CHARS}. "
            "Give the memory service's: what it was started with, or the file `secret` in its RETOLD_HOME."
        )
    origins = frozenset(
        origin.strip().rstrip("/").lower()
        for origin in environ.get("RETOLD_ALLOWED_ORIGINS", "").split(",")
        if origin.strip()
    )
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query or "*" in origin:
            raise SettingsInvalid(
                f"RETOLD_ALLOWED_ORIGINS contains {origin!r}, which is not an origin. "
                "Write each as https://example.org, with commas between them."
            )
    jwks_url = environ.get("RETOLD_JWKS_URL", "").strip()
    if jwks_url and (urlsplit(jwks_url).scheme not in ("http", "https") or not urlsplit(jwks_url).netloc):
        raise SettingsInvalid(
            f"RETOLD_JWKS_URL is {jwks_url!r}; it has to be an address such as https://shop.example/jwks.json."
        )
    public_url = environ.get("RETOLD_PUBLIC_URL", "").strip().rstrip("/")
    if public_url and (urlsplit(public_url).scheme not in ("http", "https") or not urlsplit(public_url).netloc):
        raise SettingsInvalid(
            f"RETOLD_PUBLIC_URL is {public_url!r}; it has to be an address such as https://bot.example."
        )
    return WebSettings(
        secret=secret,
        old_secret=environ.get("RETOLD_OLD_SECRET", ""),
        service_token=environ.get("RETOLD_SERVICE_TOKEN", ""),
        jwks_url=jwks_url,
        memory_url=f"http://127.0.0.1:{_number(environ, 'RETOLD_MEMORY_PORT', 5055, 1, 65535)}",
        allowed_origins=origins,
        person_limit=_limits(environ, "RETOLD_PERSON_LIMIT", PERSON_LIMIT),
        address_limit=_limits(environ, "RETOLD_ADDRESS_LIMIT", ADDRESS_LIMIT),
        redis_url=environ.get("RETOLD_REDIS_URL", "").strip(),
        proxies=_number(environ, "RETOLD_PROXIES", 0, 0, 10),
        public_url=public_url,
        home=Path(environ.get("RETOLD_HOME") or "var"),
    )


def _number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isascii() or not given.isdigit() or not least <= int(given) <= most:
        raise SettingsInvalid(f"{name} is {given!r}; it has to be a whole number from {least} to {most}.")
    return int(given)


def _limits(environ: Mapping[str, str], name: str, default: str) -> tuple[RateLimitItem, ...]:
    given = environ.get(name, "").strip() or default
    if given == "off":
        return ()
    try:
        return tuple(parse_many(given))
    except ValueError:
        raise SettingsInvalid(
            f'{name} is {given!r}; write it as "600/minute", "10/second;600/minute", or "off".'
        ) from None
