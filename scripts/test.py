"""All tests: style and types, each package in its own environment, Rasa's own checks, journeys through both processes.

Run by `make test`, after set-up; what is given goes to pytest. Two parts run at a time, one for each core that even a
small machine has, the longest first; each prints what it has to say when it is done.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY, RASA = ".venv-memory/bin/python", ".venv-rasa/bin/python"
AT_ONCE = 2
SLACK, BROWSER = "tests/journeys/slack", "tests/journeys/browser"

PARTS: dict[str, list[str]] = {
    "journeys in Slack and in a browser": [MEMORY, "-m", "pytest", SLACK, BROWSER],
    "journeys": [MEMORY, "-m", "pytest", "tests/journeys", "--ignore", SLACK, "--ignore", BROWSER],
    "processes": [MEMORY, "-m", "pytest", "tests/processes"],
    "memory": [MEMORY, "-m", "pytest", "tests/memory"],
    "bot": [RASA, "-m", "pytest", "tests/bot"],
    "attacks": [MEMORY, "-m", "pytest", "tests/attacks"],
    "actions, scripts and training": [MEMORY, "-m", "pytest", "tests/actions", "tests/scripts", "tests/training"],
    "Rasa's own checks": [MEMORY, "scripts/rasa_checks.py"],
    "a few other days": [MEMORY, "scripts/test_days.py", "--few"],
    "style, types and honest lines": ["scripts/lint.sh"],
}

QUIET = {
    "OMP_NUM_THREADS": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def main(arguments: list[str]) -> int:
    with ThreadPoolExecutor(AT_ONCE) as running:
        ended = [running.submit(run, name, command, arguments) for name, command in PARTS.items()]
    failed = [name for name, part in zip(PARTS, ended, strict=True) if part.result()]
    print(f"Failed: {', '.join(failed)}." if failed else "All parts passed.")
    return len(failed)


def run(name: str, command: list[str], arguments: list[str]) -> int:
    """Runs a part and prints its output; returns its exit code."""
    started = time.monotonic()
    more = arguments if "pytest" in command else []
    part = subprocess.run(
        [*command, *more], cwd=ROOT, env=os.environ | QUIET, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    lines = part.stdout.decode(errors="replace")
    print(f"=== {name}: {time.monotonic() - started:.0f} s, exit code {part.returncode}\n{lines}", flush=True)
    return part.returncode


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
