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

from memory.reading import Context
from memory.reading.adapter import open_reader


def serve(asked: Connection) -> None:
    """Answers ("told", what the reader returns) or ("failed", an error's type and place, without its message)."""
    crisis: Sequence[re.Pattern[str]]
    crisis, deadline_s, export = asked.recv()
    reader = open_reader(crisis, export=export)
    reader.read("I moved to Porto with my sister last spring.", Context(datetime.now(timezone.utc)))
    reader.say("I moved to Porto with my sister last spring.")
    asked.send(("told", None))
    while True:
        method, arguments, keywords = asked.recv()
        # Counts the time of the processor, so that a busy machine ends nobody; the default action of SIGPROF ends the
        # process even where a pattern holds the interpreter, and where the service is gone.
        signal.setitimer(signal.ITIMER_PROF, deadline_s)
        try:
            answer = "told", getattr(reader, method)(*arguments, **keywords)
        except Exception as error:  # its message may quote what a person said
            place = traceback.extract_tb(error.__traceback__)[-1]
            answer = "failed", f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
        signal.setitimer(signal.ITIMER_PROF, 0)
        asked.send(answer)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, whose end this process follows
    try:
        serve(Connection(int(sys.argv[1])))
    except (EOFError, ConnectionError):
        sys.exit()
