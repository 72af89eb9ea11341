"""A process that reads for the memory service: `python -m memory.understand.worker FD`, started by `pool.py`.

It is told at once which words are those of a crisis, says when it is ready, then answers what it is asked, one thing
after the other, and ends with the socket `FD`.
"""

from __future__ import annotations

import re
import signal
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime, timezone
from multiprocessing.connection import Connection
from pathlib import Path

from memory.understand.reader import Reader

GRACE_S = 1.0
"""After its deadline a worker that nobody has killed, since nobody is left to, ends by itself."""


def serve(asked: Connection) -> None:
    """Answers ("told", what `Reader` returns) or ("failed", an error's type and place, without its message)."""
    crisis: Sequence[re.Pattern[str]]
    crisis, deadline_s = asked.recv()
    reader = Reader(crisis=crisis)
    reader.read("I moved to Porto with my sister last spring.", sent_at=datetime.now(timezone.utc))
    asked.send(("told", None))
    while True:
        method, arguments, keywords = asked.recv()
        # The default action of SIGALRM ends the process even where a pattern holds the interpreter.
        signal.setitimer(signal.ITIMER_REAL, deadline_s + GRACE_S)
        try:
            answer = "told", getattr(reader, method)(*arguments, **keywords)
        except Exception as error:  # its message may quote what a person said
            place = traceback.extract_tb(error.__traceback__)[-1]
            answer = "failed", f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
        signal.setitimer(signal.ITIMER_REAL, 0)
        asked.send(answer)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, whose end this process follows
    try:
        serve(Connection(int(sys.argv[1])))
    except (EOFError, ConnectionError):
        sys.exit()
