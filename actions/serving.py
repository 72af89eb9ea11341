"""Serves over HTTP until told to stop, and then ends in time, whatever runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket

import uvicorn

FINISH_S = 5
"""What requests under way are given once the process is told to stop."""

STOP_S = 8
"""When it is ended by force."""

logger = logging.getLogger("retold")


class Server(uvicorn.Server):
    """Ends the process itself: requests under way, then `close`, then nothing that could still wait for a thread."""

    def __init__(self, config: uvicorn.Config, close: Callable[[], None]) -> None:
        super().__init__(config)
        self._close_stores = close

    async def serve(self, sockets: list[socket] | None = None) -> None:
        await super().serve(sockets)
        if not self.started:
            os._exit(1)  # the port is taken, which uvicorn has said
        try:
            self._close_stores()
        except Exception as error:  # its message may quote what a person said
            logger.error("Closing the stores failed: %s. Nothing that was acknowledged is lost.", type(error).__name__)
        os._exit(0)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # uvicorn's own raises them again, which would end the process before the stores are closed.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.handle_exit)
        yield


def serve(config: uvicorn.Config, close: Callable[[], None]) -> None:
    """Serves until SIGTERM or SIGINT; then finishes within STOP_S, whatever runs, and does not return."""
    logging.getLogger("uvicorn.error").addFilter(_is_worth_saying)
    _start_guardian()
    Server(config, close).run()


def _start_guardian() -> None:
    reading, writing = os.pipe()
    command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("guardian.py")), str(os.getpid()), str(STOP_S)]
    subprocess.Popen(command, stdin=reading)  # it ends with us
    os.close(reading)
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)


def _is_worth_saying(record: logging.LogRecord) -> bool:
    """Not that a request which took too long at the end was cut off: that is what is meant to happen."""
    return not (record.exc_info and record.exc_info[0] is asyncio.CancelledError)
