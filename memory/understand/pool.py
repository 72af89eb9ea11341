"""Reads in processes of its own: a text that takes too long ends its reader, and holds up nobody else."""

from __future__ import annotations

import logging
import os
import queue
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from memory.errors import NotRead, SettingsInvalid
from memory.understand.question import Question

if TYPE_CHECKING:
    from memory.reading import Context, Reading

logger = logging.getLogger(__name__)

DEADLINE_S = 2.0
"""Of a processor's time. A text of READ_CHARS takes 0.2 s, and one that is made to cost much up to 0.5 s."""

BUSY = 5
"""On a busy machine so many times the deadline may pass by the clock; on a quiet one the two are the same."""

WORKERS = 2
START_S, PATIENCE_S, AGAIN_S = 60.0, 20.0, 1.0
"""How long a worker may load, a text waits for a worker, and one that cannot be started is left before the next try."""

LAST_TEXT = 5_000
"""After so many texts, or up to twice as many, a worker is replaced: spaCy keeps each new word for good."""

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""What numpy shares among several threads is too small for that: it took four times the processor's time."""

ROOT = Path(__file__).parents[2]


class _Worker:
    """One process, and the socket it is spoken to over. Raises OSError or EOFError where it has ended."""

    def __init__(self, crisis: Sequence[re.Pattern[str]], deadline_s: float, export: Path | None) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            for option in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):  # it may be stopped in the middle of an answer
                ours.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", int(deadline_s) + 1, 0))
            self.process = subprocess.Popen(
                [sys.executable, "-m", "memory.understand.worker", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env={name: value for name, value in os.environ.items() if not name.startswith("RETOLD_")} | ONE_THREAD,
                pass_fds=[theirs.fileno()],
            )
            self._line = Connection(ours.detach())
        self._line.send((list(crisis), deadline_s, export))
        self.texts_left = random.randint(LAST_TEXT, 2 * LAST_TEXT)

    def receive(self, timeout_s: float) -> tuple[str, Any]:
        if not self._line.poll(timeout_s):
            raise TimeoutError
        return cast(tuple[str, Any], self._line.recv())

    def ask(self, question: tuple[str, tuple[Any, ...], dict[str, Any]], timeout_s: float) -> tuple[str, Any]:
        self.texts_left -= 1
        self._line.send(question)
        return self.receive(timeout_s)

    def kill(self) -> int:
        """Ends the process, and returns what ended it before, if anything did, as a negative signal.

        The socket is closed with the last use of it, which may be in another thread.
        """
        self.process.kill()
        return self.process.wait()


class ReaderPool:
    """A reader (see `open_reader`) in `workers` processes, which are killed at the deadline, and replaced however they
    end."""

    def __init__(
        self,
        *,
        crisis: Sequence[re.Pattern[str]] = (),
        workers: int = WORKERS,
        deadline_s: float = DEADLINE_S,
        export: Path | None = None,
    ) -> None:
        """Returns when all have loaded. Raises SettingsInvalid where one cannot."""
        self._crisis, self._deadline_s, self._export = crisis, deadline_s, export
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: set[_Worker] = set()
        self._closed, self._changes = threading.Event(), threading.Lock()
        try:
            for worker in [self._start() for _ in range(workers)]:
                worker.receive(START_S)
                self._idle.put(worker)
        except (OSError, EOFError):
            self.close()
            raise SettingsInvalid(
                "A process that reads messages cannot be started. Run `make setup`, which installs and exports "
                "what it reads with."
            ) from None

    def read(self, text: str, context: Context) -> Reading:
        """As `ReadingReader.read`. Raises NotRead."""
        return cast("Reading", self._ask("read", text, context))

    def say(self, text: str, subject: str | None = None) -> str:
        """As `ReadingReader.say`. Raises NotRead."""
        return cast(str, self._ask("say", text, subject))

    def ask(self, text: str, *, asked_at: datetime, timezone: str = "UTC") -> Question:
        """As `ReadingReader.ask`. Raises NotRead."""
        return cast(Question, self._ask("ask", text, asked_at=asked_at, timezone=timezone))

    def close(self) -> None:
        """Ends all workers."""
        self._closed.set()
        with self._changes:
            ending, self._all = self._all, set()
        for worker in ending:
            worker.kill()

    def pids(self) -> list[int]:
        """The processes, for whoever watches them."""
        with self._changes:
            return [worker.process.pid for worker in self._all]

    def _ask(self, method: str, *arguments: Any, **keywords: Any) -> Any:
        for _ in range(2):  # a worker that died by itself is no fault of the text
            try:
                worker = self._idle.get(timeout=PATIENCE_S)
            except queue.Empty:
                raise NotRead(
                    f"No reader was free for {PATIENCE_S:g} seconds; nothing was read. Try again later."
                ) from None
            sound = False
            try:
                how, answer = worker.ask((method, arguments, keywords), BUSY * self._deadline_s)
                sound = worker.texts_left > 0
            except (OSError, EOFError) as error:
                if not isinstance(error, TimeoutError) and worker.kill() != -signal.SIGPROF:
                    logger.warning("A process that reads messages has died; it is replaced.")
                    continue
                logger.warning("A text took longer than %g s to read; its reader is replaced.", self._deadline_s)
                raise NotRead(
                    f"The text could not be read within {self._deadline_s:g} seconds; nothing of it was noted. "
                    "Send it in other words, or in parts."
                ) from None
            finally:
                if sound:
                    self._idle.put(worker)
                else:
                    self._replace(worker)
            if how == "failed":
                logger.error("Reading failed: %s", answer)
                raise NotRead("The text could not be read; nothing of it was noted. Send it in other words.")
            return answer
        raise NotRead("The text could not be read, since its reader died twice; nothing of it was noted. Try again.")

    def _start(self) -> _Worker:
        worker = _Worker(self._crisis, self._deadline_s, self._export)
        with self._changes:
            self._all.add(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        worker.kill()
        with self._changes:
            self._all.discard(worker)

    def _replace(self, worker: _Worker) -> None:
        self._end(worker)
        threading.Thread(target=self._start_another, name="reader", daemon=True).start()

    def _start_another(self) -> None:
        while not self._closed.is_set():
            worker = self._start()
            try:
                worker.receive(START_S)
            except (OSError, EOFError):
                self._end(worker)
                if not self._closed.wait(AGAIN_S):
                    logger.error("A process that reads messages cannot be started. It is tried again.")
            else:
                self._idle.put(worker)
                break
        if self._closed.is_set():
            self.close()
