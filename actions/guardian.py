"""Ends the process that started it, by force where it does not end in time after it was told to.

Code that holds the interpreter, such as a search with a bad pattern, keeps Python's handler of SIGTERM from running.
Its part in C runs all the same, and writes the signal's number to the pipe that this process reads (see `serving`).
Run by path, with the parent's id and the seconds it is given; needs the standard library alone.
"""

from __future__ import annotations

import os
import signal
import sys
import time

ASKS_TO_STOP = {signal.SIGTERM, signal.SIGINT}


def watch(parent: int, grace_s: float) -> None:
    for number in (*ASKS_TO_STOP, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a terminal sends them to the whole group
    while numbers := os.read(0, 64):
        if ASKS_TO_STOP & set(numbers):
            break
    else:
        return  # the pipe is closed: the parent has ended
    end = time.monotonic() + grace_s
    while os.getppid() == parent:
        if time.monotonic() > end:
            print(f"The memory service did not stop within {grace_s:.0f} s and is ended.", file=sys.stderr, flush=True)
            os.kill(parent, signal.SIGKILL)
            return
        time.sleep(0.1)


if __name__ == "__main__":
    watch(int(sys.argv[1]), float(sys.argv[2]))
