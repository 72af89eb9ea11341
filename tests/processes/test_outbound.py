"""Nothing leaves the machine, and nothing is written outside of RETOLD_HOME: seen by what the system is asked for.

`strace` sees what Python's own hooks do not, such as a look-up by a library in C. Without it the test fails.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from retold import ROOT, Person, Retold

SENDS = "connect,sendto,sendmsg,sendmmsg"
QUIET_LINES_BYTES = 600
LIBRARY = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from memory import open_memory

memory = open_memory(Path(sys.argv[1]))
memory.change_profile("ana", {"remembering": "on"})
memory.observe("ana", "I moved to Porto.", message_id="1", sent_at=datetime.now(timezone.utc), channel="web")
assert memory.recall("ana", "Where do I live?").matches
memory.close()
"""


def under_strace(trace: Path) -> list[str]:
    tool = shutil.which("strace")
    assert tool, "strace is not installed, and without it nobody sees what is sent."
    return [tool, "-f", "-qq", "--seccomp-bpf", "-e", f"trace={SENDS}", "-o", str(trace)]


def without_ci(environment: dict[str, str], home: Path) -> dict[str, str]:
    """As on a machine of somebody's own: some packages keep quiet where CI is set."""
    home.mkdir()
    kept = {name: value for name, value in environment.items() if name != "CI" and not name.startswith("XDG_")}
    return kept | {"HOME": str(home), "ORT_DISABLE_TELEMETRY": "0"}


def sent_elsewhere(trace: Path) -> list[str]:
    """What was sent or connected to anything but loopback; and to port 53 there, which is a look-up of a name."""
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        address = re.search(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"', line)
        if address:
            host = address[1] or address[2]
            if not (host.startswith("127.") or host == "::1") or "htons(53)" in line:
                found.append(line)
    return found


def end_traced(strace_pid: int) -> None:
    """Ends what strace runs: it would outlive a strace that is killed."""
    for pid in Path(f"/proc/{strace_pid}/task/{strace_pid}/children").read_text().split():
        os.kill(int(pid), signal.SIGKILL)


def test_the_library_sends_nothing_and_writes_nothing_but_its_own_folder(tmp_path: Path) -> None:
    trace, user = tmp_path / "trace", tmp_path / "user"
    command = [*under_strace(trace), sys.executable, "-c", LIBRARY, str(tmp_path / "home")]
    subprocess.run(command, cwd=ROOT, env=without_ci(dict(os.environ), user), check=True, timeout=300)
    assert sent_elsewhere(trace) == []
    assert list(user.rglob("*")) == []


def test_a_conversation_sends_nothing_elsewhere_and_a_memory_that_is_away_costs_one_line(
    place: Retold, tmp_path: Path
) -> None:
    traces, user = {name: tmp_path / f"{name}.trace" for name in ("memory", "bot")}, tmp_path / "user"
    place.environment = without_ci(place.environment, user)
    for name, trace in traces.items():
        place.launch(name, under=under_strace(trace))
    for name in traces:
        place.wait(name)
    person = Person(place)
    person.open()
    person.press("/affirm")
    person.say("I found a map of Quoddleton in the attic.")
    assert "Quoddleton" in person.say("what do you remember about me?").text
    assert {name: sent_elsewhere(trace) for name, trace in traces.items()} == {"memory": [], "bot": []}
    assert "127.0.0.1" in traces["bot"].read_text(), "it sees what is sent to loopback"
    assert list(user.rglob("*")) == []

    end_traced(place.processes["memory"].pid)
    place.kill("memory")
    before = (place.logs / "bot.log").stat().st_size
    for text in ("hello", "what's my sister's name?", "I play the Fenwikophone."):
        person.ask("POST", "/webhooks/web/messages", {"text": text})
    logged = (place.logs / "bot.log").read_text()[before:]
    assert "Traceback" not in logged
    assert logged.count("does the memory service run?") == 1
    assert len(logged) < QUIET_LINES_BYTES
