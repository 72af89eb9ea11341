"""The memory service as a process of the system: what it does first, and that it leaves no core dump."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import resource
import signal
import sys
from collections.abc import Iterator

from memory.errors import RetoldError
from memory.home import HomeLock
from memory.outbound import forbid_telemetry
from memory.settings import SECRET_MIN_CHARS, read_settings

PR_SET_DUMPABLE = 4
"""Source: prctl(2)."""

logger = logging.getLogger("retold")


def begin() -> None:
    """What comes first: whatever hinders the service is said before anything slow is loaded."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until it serves, Ctrl-C ends it at once
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for noisy in ("chromadb", "httpx", "rasa_sdk", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    os.umask(0o077)
    forbid_core_dumps()
    forbid_telemetry()
    _open_many_files()
    with cannot_start():
        settings = read_settings()
        HomeLock(settings.home).release()
    if len(settings.secret) < SECRET_MIN_CHARS:
        logger.warning(
            "RETOLD_SECRET has %d characters, which can be guessed, and with it anybody's cookie made. "
            "Give one of %d and more: `openssl rand -hex 32`.",
            len(settings.secret),
            SECRET_MIN_CHARS,
        )


@contextlib.contextmanager
def cannot_start() -> Iterator[None]:
    """Ends the process with one line where it cannot start."""
    try:
        yield
    except RetoldError as error:
        sys.exit(f"The memory service cannot start: {error}")
    except OSError as error:
        sys.exit(f"The memory service cannot start: {error.strerror or error} {error.filename or ''}".rstrip())


def forbid_core_dumps() -> None:
    """Keeps what people said, which is in memory, out of core dumps, and from debuggers of the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is None or prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        logger.warning("Core dumps are forbidden by a limit alone: this system has no PR_SET_DUMPABLE.")


def _open_many_files() -> None:
    """Lifts the limit of open files: a shard of the index holds four."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536), hard))
