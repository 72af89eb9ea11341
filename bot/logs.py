"""What Rasa's log need not say so often or at such length: a line a minute while the memory service is away."""

from __future__ import annotations

import logging
import time

from rasa.shared.exceptions import RasaException

LEVEL, EVERY_S = logging.WARNING, 60.0
TELL_OF_ACTIONS = ("rasa.core.processor", "rasa.core.actions.action", "bot.honesty")
"""Each of them writes of every message that the memory service did not answer, the first with a traceback."""


class OnceAMinute(logging.Filter):
    """Lets one warning or error through, without its traceback, and holds the others back for a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._said_at, self._held_back = float("-inf"), 0

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < LEVEL:
            return True
        if time.monotonic() - self._said_at < EVERY_S:
            self._held_back += 1
            return False
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else record.levelname
        more = f" {self._held_back} such lines were left out since the last one." if self._held_back else ""
        record.msg = f"An action was not run ({kind}): does the memory service run? This is said once a minute.{more}"
        record.args, record.exc_info, record.exc_text = None, None, None
        self._said_at, self._held_back = time.monotonic(), 0
        return True


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Not what Rasa says again as the sentence with which it ends."""
    return not (record.exc_info and record.exc_info[0] and issubclass(record.exc_info[0], RasaException))


def shorten_logs() -> None:
    """Call it once Rasa is imported; doing so again changes nothing."""
    if any(isinstance(one, OnceAMinute) for one in logging.getLogger(TELL_OF_ACTIONS[0]).filters):
        return
    once_a_minute = OnceAMinute()
    for name in TELL_OF_ACTIONS:
        logging.getLogger(name).addFilter(once_a_minute)
    for name in ("sanic.root", "sanic.error"):
        logging.getLogger(name).addFilter(_is_unexpected)
