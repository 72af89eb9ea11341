"""Keeps processes alive: starts them, asks whether they live, ends and replaces one that does not answer, stops all.

They never outlive it: the system ends them when it is gone, however it went.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections import deque
from pathlib import Path

START_TIMEOUT_S = 300
HANGS_AFTER_S = 15
"""How long a process that was ready may leave all questions unanswered before it is replaced."""

ASK_EVERY_S, ANSWER_TIMEOUT_S = 1, 5
MOST_RESTARTS, WITHIN_S = 5, 600
"""More restarts of a process than this in this time, and all stop: something is wrong that a restart does not mend."""

FINISH_S, STOP_S = 5.5, 9
"""When stopping: what the later process is given before the next is told to stop, too; and when all are killed."""

PR_SET_PDEATHSIG = 1
"""Source: prctl(2)."""

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
LIBC = ctypes.CDLL(None)


class Stopped(Exception):
    """All has to stop; the message says why."""


class Child:
    """A process that answers under `health`: `/live` while it lives, `/ready` when it can be used."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], folder: Path, health: str) -> None:
        self.name, self._command, self._environment, self._folder = name, command, environment, folder
        self._health = health
        self._process: subprocess.Popen[bytes] | None = None
        self._restarts: deque[float] = deque()
        self._began = 0.0
        self._silent_since: float | None = None
        self.is_ready = False

    def start(self) -> None:
        supervisor = os.getpid()

        def end_with_supervisor() -> None:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != supervisor:  # it was gone before
                os._exit(1)

        self.is_ready, self._silent_since, self._began = False, None, time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=self._environment,
            start_new_session=True,  # so that Ctrl-C reaches it once, through us
            preexec_fn=end_with_supervisor,
        )

    def ended(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._process.poll() if self._process else 0

    def look(self) -> str:
        """What is wrong with it now; empty where nothing is."""
        if (code := self.ended()) is not None:
            return f"ended by itself ({'signal' if code < 0 else 'exit code'} {abs(code)})"
        asked = time.monotonic()
        if not self.is_ready:
            self.is_ready = self._answers("ready")
            too_long = not self.is_ready and asked - self._began > START_TIMEOUT_S
            return f"was not ready within {START_TIMEOUT_S} s" if too_long else ""
        if self._answers("live"):
            self._silent_since = None
        elif self._silent_since is None:
            self._silent_since = asked
        elif time.monotonic() - self._silent_since >= HANGS_AFTER_S:
            return f"did not answer for {HANGS_AFTER_S} s"
        return ""

    def replace(self, why: str) -> None:
        """Ends it by force and starts it again. Raises Stopped where that was done too often."""
        self.kill()
        now = time.monotonic()
        while self._restarts and now - self._restarts[0] > WITHIN_S:
            self._restarts.popleft()
        if len(self._restarts) == MOST_RESTARTS:
            raise Stopped(f"{self.name} {why}, after {MOST_RESTARTS} restarts in {WITHIN_S // 60} minutes")
        self._restarts.append(now)
        print(f"· {self.name} {why}, and is started again ({len(self._restarts)} of {MOST_RESTARTS})", flush=True)
        self.start()

    def ask_to_stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def wait(self, until: float) -> None:
        """Waits until it has ended, or for the time `until`."""
        while self.ended() is None and time.monotonic() < until:
            time.sleep(0.05)

    def kill(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _answers(self, what: str) -> bool:
        try:
            with DIRECT.open(f"{self._health}/{what}", timeout=ANSWER_TIMEOUT_S):
                return True
        except urllib.error.HTTPError:
            return what == "live"  # it says that it is not ready, and lives
        except OSError:
            return False


class Supervisor:
    """Runs processes, in this order, until it is told to stop by an exception or cannot keep one alive."""

    def __init__(self, children: list[Child]) -> None:
        self._children = children

    def run(self, ready: str) -> int:
        """Prints a line when one is ready and `ready` when all are; returns the exit code."""
        try:
            for child in self._children:
                child.start()
            for child in self._children:
                self._wait_until_ready(child)
            print(ready, flush=True)
            while True:
                time.sleep(ASK_EVERY_S)
                self._look_after_all()
        except Stopped as stopped:
            print(f"Retold stopped: {stopped}. The lines above say more.", flush=True)
            return 1
        except SystemExit:
            print("\nStopping.", flush=True)
            return 0
        finally:
            self.stop()

    def stop(self) -> None:
        """Stops all, the last one first, since it asks the others; by force where that takes too long."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # it is under way
        began = time.monotonic()
        for child in reversed(self._children):
            child.ask_to_stop()
            child.wait(began + FINISH_S)
        for child in self._children:
            child.wait(began + STOP_S)
            child.kill()

    def _wait_until_ready(self, child: Child) -> None:
        print(f"· {child.name} is starting", flush=True)
        began = time.monotonic()
        while not child.is_ready:
            for one in self._children:
                if wrong := one.look():
                    raise Stopped(f"{one.name.lower()} {wrong} while starting")
            time.sleep(0.2)
        print(f"· {child.name} is ready ({time.monotonic() - began:.0f} s)", flush=True)

    def _look_after_all(self) -> None:
        for child in self._children:
            was_ready = child.is_ready
            if wrong := child.look():
                child.replace(wrong)
            elif child.is_ready and not was_ready:
                print(f"· {child.name} is ready again", flush=True)
