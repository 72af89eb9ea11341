"""The tests on other days: every weekday, ends of months and years, around midnight, as clocks change, in far zones.

`.venv-memory/bin/python scripts/test_days.py [--few] [--on=Monday] [what is for pytest]` moves the clock of whole
processes with `faketime`. Without paths it runs the tests of memory, actions, scripts, attacks and bot on all of the
days; `--few` takes the files that depend most on days and a few of the days, which is what `make test` does; `--on`
takes the days with that in their name.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
MEMORY, RASA = ".venv-memory/bin/python", ".venv-rasa/bin/python"

FEW = {
    "a Monday": ("2027-03-01 12:00", "UTC"),
    "Sunday night": ("2027-03-07 23:59", "UTC"),
    "29 February": ("2028-02-29 12:00", "UTC"),
    "New Year's Eve, before midnight": ("2027-12-31 23:59", "UTC"),
    "summer time begins": ("2027-03-28 00:30", "Europe/Berlin"),
    "Auckland, where it is tomorrow": ("2027-05-31 08:00", "Pacific/Auckland"),
}
"""Each moment on the clock of a place."""

MOMENTS = FEW | {
    "a Tuesday": ("2027-03-02 12:00", "UTC"),
    "a Wednesday": ("2027-03-03 12:00", "UTC"),
    "a Thursday": ("2027-03-04 12:00", "UTC"),
    "a Friday": ("2027-03-05 12:00", "UTC"),
    "a Saturday": ("2027-03-06 12:00", "UTC"),
    "a Sunday": ("2027-03-07 12:00", "UTC"),
    "28 February": ("2027-02-28 12:00", "UTC"),
    "New Year's Eve": ("2027-12-31 12:00", "UTC"),
    "New Year, after midnight": ("2028-01-01 00:01", "UTC"),
    "the 31st, before midnight": ("2027-08-31 23:59", "UTC"),
    "the 1st, after midnight": ("2027-09-01 00:01", "UTC"),
    "summer time ends": ("2027-10-31 00:30", "Europe/Berlin"),
    "summer time begins in America": ("2027-03-14 00:30", "America/New_York"),
    "summer time ends in America": ("2027-11-07 00:30", "America/New_York"),
    "Honolulu, where it is yesterday": ("2027-06-14 20:00", "Pacific/Honolulu"),
}

SENSITIVE = ["tests/actions/test_today.py", "tests/memory/understand/test_day_tables.py"]
ALL = ["tests/memory", "tests/actions", "tests/scripts", "tests/attacks", "tests/bot"]


def main(arguments: list[str]) -> int:
    few = "--few" in arguments
    on = next((one.partition("=")[2] for one in arguments if one.startswith("--on=")), "")
    given = [one for one in arguments if one != "--few" and not one.startswith("--on=")]
    if not shutil.which("faketime"):
        print("There is no `faketime`: `apt-get install faketime`, then try again.")
        return 0 if few and not os.environ.get("CI") else 1
    paths = [one for one in given if (ROOT / one.partition("::")[0]).exists()] or (SENSITIVE if few else ALL)
    options = [one for one in given if one not in paths]
    failed = []
    for name, (moment, zone) in (FEW if few else MOMENTS).items():
        if on not in name:
            continue
        for python, of_it in ((MEMORY, _of(paths, bot=False)), (RASA, _of(paths, bot=True))):
            if of_it and run(name, moment, zone, [python, "-m", "pytest", "-q", *of_it, *options]):
                failed.append(name)
    print(f"Failed: {', '.join(failed)}." if failed else "All days passed.")
    return len(failed)


def run(name: str, moment: str, zone: str, command: list[str]) -> int:
    """Runs a command as if it were that moment there; returns its exit code."""
    then = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    ahead_s = int(then.timestamp() - time.time())  # an offset, so that processes begun later go on from it
    print(f"=== {name}: {moment}, {zone}", flush=True)
    environment = os.environ | {
        "TZ": zone,
        "OMP_NUM_THREADS": "1",
        "FAKETIME": f"{ahead_s:+d}",
        "LD_PRELOAD": library(),
    }
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


@functools.cache
def library() -> str:
    """What `faketime` preloads, without the lock it shares between processes: one killed with it stops the others."""
    asked = subprocess.run(
        ["faketime", "-f", "+0", "printenv", "LD_PRELOAD"], capture_output=True, text=True, check=True
    )
    return asked.stdout.strip()


def _of(paths: list[str], *, bot: bool) -> list[str]:
    return [path for path in paths if path.startswith("tests/bot") is bot]


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
