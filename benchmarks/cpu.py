"""Measure the CPU of a message observed and a question asked, in milliseconds, through the memory service itself.

python -m benchmarks.cpu            # our conversations, kept in a folder for temporary files

Process time on one thread, everything included: parse, vectors, ledger and index on disk. Start-up is not.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.conversations import talks
from memory.embeddings import load_embedder
from memory.opening import open_memory
from memory.reading.adapter import open_reader


def main() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    reader = open_reader()
    with tempfile.TemporaryDirectory() as folder:
        service = open_memory(Path(folder), embedder=load_embedder(), reader=reader)
        every = [*talks("worked on"), *talks("kept apart")]
        service.change_profile("warm", {"remembering": "on"})
        first = every[0].messages[0]
        service.observe("warm", first[1], message_id="0", sent_at=first[0], channel="web")
        service.recall("warm", "where do I live?")
        observing = asking = 0.0
        for talk in every:
            service.change_profile(talk.name, {"remembering": "on", "sensitive": "keep"})
            began = time.process_time()
            for number, (at, text, before) in enumerate(talk.messages):
                service.observe(talk.name, text, message_id=f"{number}", sent_at=at, channel="web", in_reply_to=before)
            observing += time.process_time() - began
            began = time.process_time()
            for asked in talk.questions:
                service.recall(talk.name, asked.text)
            asking += time.process_time() - began
        service.close()
    messages, questions = sum(len(talk.messages) for talk in every), sum(len(talk.questions) for talk in every)
    print(f"{messages} messages observed: {1000 * observing / messages:.1f} ms of CPU each")
    print(f"{questions} questions asked: {1000 * asking / questions:.1f} ms of CPU each")


if __name__ == "__main__":
    main()
