"""Where the bot's files are, and the environment in which Rasa runs quietly and privately."""

from __future__ import annotations

import ctypes
import os
import resource
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "bot" / "data"
ENDPOINTS = ROOT / "bot" / "endpoints.yml"
CREDENTIALS = ROOT / "bot" / "credentials.yml"

QUIET = {
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TQDM_DISABLE": "1",
    # Below warnings Rasa speaks of itself.
    "LOG_LEVEL": "WARNING",
}

PR_SET_DUMPABLE = 4
"""Source: prctl(2)."""

LEVELS = ("INFO", "WARNING", "ERROR", "CRITICAL")
"""At debug level Rasa writes out what people say, passwords and all: that level cannot be had."""


def keep_private() -> None:
    """Keep what people say, which is in memory, out of core dumps and debuggers, and Rasa from reporting home.

    The channel calls it too, for a bot that is started with `rasa run`.
    """
    os.environ.update({"RASA_TELEMETRY_ENABLED": "false", "DO_NOT_TRACK": "1"})
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def quiet_rasa() -> None:
    """Keep Rasa private, and from filling the log. Call it before importing Rasa.

    What is set already stays, but for telemetry, which is never on, and for logging below LEVELS.
    """
    keep_private()
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    for name in ("LOG_LEVEL", "LOG_LEVEL_LIBRARIES"):
        if os.environ.get(name, LEVELS[0]).upper() not in LEVELS:
            os.environ[name] = LEVELS[0]
    show = warnings.showwarning

    def show_useful(message: Warning | str, category: type[Warning], *rest: Any, **more: Any) -> None:
        # By what is shown, since packages of Rasa's set filters of their own when they are imported. Rasa says of every
        # domain with slots that auto-fill is gone.
        if not issubclass(category, DeprecationWarning) and "Slot auto-fill" not in str(message):
            show(message, category, *rest, **more)

    warnings.showwarning = show_useful
