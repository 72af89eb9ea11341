"""The settings of the memory service, read from the environment in one place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from memory.errors import SettingsInvalid

SECRET_MIN_CHARS = 32
"""As long as the hash it keys. Source: RFC 7518, section 3.2."""

MAX_MEMORIES = 5_000
"""Memories of one person: somebody who tells ten things a day gets there in a year and a half."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Secret(str):
    """A string that does not show itself when printed or logged."""

    def __repr__(self) -> str:
        return "Secret('**********')"


@dataclass(frozen=True)
class Settings:
    """Where the memory service keeps things, listens, and whom it trusts.

    `secret` signs the tokens of people, `service_token` is the bot's. `index_shards` is fixed when a home is made:
    a person's shard is a hash modulo this number. `actions` names a package of a bot's own Rasa actions,
    `bot` the folder of what its author wrote; None for Retold's own. `country` is whose helplines a crisis names,
    as two letters; empty for what the bot's crisis.yml says. A person has `max_memories` at most.
    """

    home: Path
    secret: Secret
    service_token: Secret
    host: str = "127.0.0.1"
    port: int = 5055
    database_url: str = ""
    model: str = ""
    index_shards: int = 16
    actions: str = ""
    retention_days: int | None = None
    public_url: str = "http://127.0.0.1:5005"
    bot: Path | None = None
    country: str = ""
    max_memories: int = MAX_MEMORIES

    @property
    def ledger_url(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'ledger.db'}"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that `environ` gives, with defaults for what it leaves out.

    The two secrets are made on the first run and kept in the home, readable by its owner alone; with
    RETOLD_ENV=production they have to be given.

    Raises:
        SettingsInvalid: a value that makes no sense, a missing secret in production, a public address without a token,
            an index or a ledger elsewhere, two that are the same port, a secret's file that is damaged.
    """
    home = Path(environ.get("RETOLD_HOME") or "var").expanduser().resolve()
    if (kind := environ.get("RETOLD_ENV") or "development") not in ("development", "production"):
        raise SettingsInvalid(f"RETOLD_ENV is {kind!r}; it has to be production, development, or unset.")
    production = kind == "production"
    host = environ.get("RETOLD_MEMORY_HOST") or "127.0.0.1"
    public = host not in LOOPBACK or (environ.get("RETOLD_HOST") or host) not in LOOPBACK
    if host not in LOOPBACK and not environ.get("RETOLD_SERVICE_TOKEN"):
        raise SettingsInvalid(
            f"RETOLD_MEMORY_HOST is {host}, which others can reach, and RETOLD_SERVICE_TOKEN is not set. "
            "Set a token of your own, or listen on 127.0.0.1."
        )
    if environ.get("RETOLD_CHROMA_URL"):
        raise SettingsInvalid(
            "RETOLD_CHROMA_URL is set, and the index cannot be a server: what is forgotten is overwritten in Chroma's "
            "own files, which have to be at hand. Unset it; the index is then kept in RETOLD_HOME."
        )
    url = environ.get("RETOLD_DATABASE_URL", "")
    if url:
        check_database_url(url)
    make_home(home)
    port = _whole_number(environ, "RETOLD_PORT", 5005, 1, 65535)
    memory_port = _whole_number(environ, "RETOLD_MEMORY_PORT", 5055, 1, 65535)
    if memory_port == port:
        raise SettingsInvalid(f"RETOLD_PORT and RETOLD_MEMORY_PORT are both {port}. Set one of them to another.")
    return Settings(
        home=home,
        secret=_secret(environ, "RETOLD_SECRET", home / "secret", production, public),
        service_token=_secret(environ, "RETOLD_SERVICE_TOKEN", home / "service_token", production),
        host=host,
        port=memory_port,
        database_url=url,
        model=environ.get("RETOLD_MODEL", ""),
        actions=environ.get("RETOLD_ACTIONS", ""),
        bot=Path(environ["RETOLD_BOT"]).expanduser().resolve() if environ.get("RETOLD_BOT") else None,
        max_memories=_whole_number(environ, "RETOLD_MAX_MEMORIES", MAX_MEMORIES, 1, 1_000_000),
        country=(environ.get("RETOLD_COUNTRY") or "").strip().upper(),
        index_shards=_whole_number(environ, "RETOLD_INDEX_SHARDS", 16, 1, 512),
        retention_days=_whole_number(environ, "RETOLD_RETENTION_DAYS", 0, 0, 36500) or None,
        public_url=(environ.get("RETOLD_PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
    )


def check_database_url(url: str) -> None:
    """Raises SettingsInvalid where the ledger would be no SQLite file; of the URL, only its beginning is said."""
    kind = url.split(":", 1)[0]
    if kind.split("+", 1)[0] != "sqlite":
        raise SettingsInvalid(
            f"RETOLD_DATABASE_URL begins with {kind[:20]!r}; the ledger is kept in SQLite only. "
            "Unset it, or give sqlite:/// and the path of a file."
        )


def make_home(home: Path) -> Path:
    """Makes the folder for all data, open to its owner alone, and returns it.

    Raises:
        SettingsInvalid: it cannot be made or written.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsInvalid(f"RETOLD_HOME {home} cannot be made: {error.strerror}. Name another folder.") from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise SettingsInvalid(f"RETOLD_HOME {home} cannot be written. Name another folder, or change its owner.")
    return home


def _secret(environ: Mapping[str, str], name: str, path: Path, production: bool, public: bool = False) -> Secret:
    if given := environ.get(name):
        if (production or public) and len(given) < SECRET_MIN_CHARS:
            where = "in production" if production else "where others can reach it"
            raise SettingsInvalid(
                f"{name} has {len(given)} characters; {SECRET_MIN_CHARS} are the least {where}. "
                "Make one with `openssl rand -hex 32`."
            )
        return Secret(given)
    if production:
        raise SettingsInvalid(f"{name} is not set. In production, give one; make it with `openssl rand -hex 32`.")
    try:
        # O_EXCL: of two processes that start at once, one writes and both read the same.
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    kept = path.read_bytes().decode("ascii", "replace").strip()
    if len(kept) < SECRET_MIN_CHARS:
        raise SettingsInvalid(
            f"{path} is damaged: it has {len(kept)} characters of at least {SECRET_MIN_CHARS}. Delete it, and a new "
            "one is made; whoever is signed in signs in again."
        )
    return Secret(kept)


def _whole_number(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    raw = environ.get(name, "")
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
        raise SettingsInvalid(f"{name} is {raw!r}; it has to be a whole number from {low} to {high}.")
    return int(raw)
