"""The settings of the web channel, read from the environment in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rasa.shared.exceptions import RasaException

SECRET_MIN_CHARS = 32
"""In production: as long as the hash it keys. Source: RFC 7518, section 3.2."""


class SettingsInvalid(RasaException):
    """A setting is missing or makes no sense."""


@dataclass(frozen=True)
class WebSettings:
    """Whom the web channel answers, and where the memory service is.

    `allowed_origins` are the other sites that may embed the widget ("https://example.org", without a path).
    """

    secret: str = field(repr=False)
    memory_url: str = "http://127.0.0.1:5055"
    allowed_origins: frozenset[str] = frozenset()


def read_settings(environ: Mapping[str, str] = os.environ) -> WebSettings:
    """The settings that `environ` gives.

    Raises:
        SettingsInvalid: RETOLD_SECRET is missing or too short, or an allowed origin is not one.
    """
    secret = environ.get("RETOLD_SECRET", "")
    if len(secret) < (SECRET_MIN_CHARS if environ.get("RETOLD_ENV") == "production" else 1):
        raise SettingsInvalid(
            f"RETOLD_SECRET has {len(secret)} characters and needs {SECRET_MIN_CHARS}. "
            "Start with `make run`, which makes one, or set it: `openssl rand -hex 32`."
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
    port = environ.get("RETOLD_MEMORY_PORT") or "5055"
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise SettingsInvalid(f"RETOLD_MEMORY_PORT is {port!r}; it has to be a whole number from 1 to 65535.")
    return WebSettings(secret=secret, memory_url=f"http://127.0.0.1:{port}", allowed_origins=origins)
