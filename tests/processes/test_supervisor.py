"""`make run`, when one of its processes hangs, dies or cannot start, and when it is itself ended."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from retold import DIRECT, ROOT, Person, Retold, require_current_model

from memory.home import HomeLock
from memory.settings import make_home

REPLACED_WITHIN_S = 120
"""Fifteen seconds until it counts as hanging, and a start of the memory on a busy machine."""

sys.path.insert(0, str(ROOT / "scripts"))
from supervisor import MOST_RESTARTS  # noqa: E402


@pytest.fixture
def supervised(place: Retold) -> Iterator[Retold]:
    """Both processes under scripts/run.py, the memory ready."""
    require_current_model()
    with (place.logs / "run.log").open("ab") as log:
        place.processes["run"] = subprocess.Popen(
            [sys.executable, str(ROOT / "scripts/run.py")], cwd=ROOT, env=place.environment, stdout=log, stderr=log
        )
    wait_for(place, "The memory is ready")
    yield place
    place.processes["run"].kill()


def test_a_process_that_hangs_or_dies_is_replaced_and_none_outlives_the_supervisor(supervised: Retold) -> None:
    wait_for(supervised, "Retold is ready")
    person = Person(supervised)
    person.open()
    person.press("/affirm")
    person.say("I found a map of Quoddleton in the attic.")
    first = children(supervised)

    os.kill(first["actions.server"], signal.SIGSTOP)
    wait_for(supervised, "The memory is ready again")
    assert "The memory did not answer for 15 s, and is started again (1 of 5)" in supervised.log()
    second = children(supervised)
    assert second["actions.server"] != first["actions.server"]
    assert second["bot"] == first["bot"]
    assert "Quoddleton" in person.say("what do you remember about me?").text

    os.kill(second["bot"], signal.SIGKILL)
    wait_for(supervised, "Rasa is ready again")
    assert "Rasa ended by itself (signal 9), and is started again (1 of 5)" in supervised.log()
    assert "Quoddleton" in person.say("what do you remember about me?").text

    last = children(supervised)
    supervised.processes["run"].kill()
    supervised.processes["run"].wait()
    end = time.monotonic() + 10
    while any(is_running(pid) for pid in last.values()) and time.monotonic() < end:
        time.sleep(0.1)
    assert [name for name, pid in last.items() if is_running(pid)] == []


def test_ctrl_c_stops_both_within_ten_seconds_and_without_a_traceback(supervised: Retold) -> None:
    both = children(supervised)
    os.kill(both["actions.server"], signal.SIGSTOP)  # one that will not hear of it
    began = time.monotonic()
    supervised.processes["run"].send_signal(signal.SIGINT)
    assert supervised.processes["run"].wait(60) == 0
    assert time.monotonic() - began < 10.5
    assert [name for name, pid in both.items() if is_running(pid)] == []
    assert "Traceback" not in supervised.log()


def test_what_cannot_run_is_said_within_two_seconds_and_one_line(place: Retold) -> None:
    lock = HomeLock(make_home(place.home))
    same = {"RETOLD_PORT": str(place.port), "RETOLD_MEMORY_PORT": str(place.port)}
    for settings, said in (({}, "Another memory service works on"), (same, "are both")):
        began = time.monotonic()
        ran = subprocess.run(
            [sys.executable, str(ROOT / "scripts/run.py")],
            cwd=ROOT,
            env=place.environment | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert time.monotonic() - began < 2
        assert ran.returncode == 1
        assert said in ran.stderr
        assert (ran.stdout, ran.stderr.count("\n")) == ("", 1)
    lock.release()


def test_what_keeps_dying_stops_everything_with_a_sentence(place: Retold) -> None:
    """A process that is ready for a moment and then ends, each time."""
    serve_a_moment = """
import http.server, os, sys, threading
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
threading.Timer(0.5, lambda: os._exit(7)).start()
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
    run = f"""
import os, sys
from pathlib import Path
sys.path.insert(0, {str(ROOT / "scripts")!r})
from supervisor import Child, Supervisor
command = [sys.executable, "-c", {serve_a_moment!r}, "{place.port}"]
sys.exit(Supervisor([Child("It", command, dict(os.environ), Path("."), "http://127.0.0.1:{place.port}/health")]).run("ready"))
"""
    ran = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 1, ran
    assert ran.stdout.count("and is started again") == MOST_RESTARTS
    assert f"after {MOST_RESTARTS} restarts in 10 minutes" in ran.stdout
    assert "Traceback" not in ran.stderr
    with pytest.raises(OSError, match="refused"):
        DIRECT.open(f"http://127.0.0.1:{place.port}/", timeout=2)


def children(place: Retold) -> dict[str, int]:
    """The processes that the supervisor runs, by the module they run."""
    run = place.processes["run"].pid
    pids = [int(pid) for pid in Path(f"/proc/{run}/task/{run}/children").read_text().split()]
    commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0") for pid in pids}
    return {command[command.index("-m") + 1]: pid for pid, command in commands.items()}


def is_running(pid: int) -> bool:
    """Whether it runs; one that has ended and waits to be asked for does not."""
    try:
        return not re.search(r"^State:\s+[ZX]", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    except FileNotFoundError:
        return False


def wait_for(place: Retold, said: str) -> None:
    end = time.monotonic() + REPLACED_WITHIN_S
    while said not in place.log():
        assert place.processes["run"].poll() is None, place.log()[-3000:]
        assert time.monotonic() < end, place.log()[-3000:]
        time.sleep(0.2)
